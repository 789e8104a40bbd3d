"""What every table has in common."""

from __future__ import annotations

from datetime import datetime
from typing import Any, ClassVar
from uuid import UUID

from sqlalchemy import ARRAY, DateTime, LargeBinary, MetaData, Text, Uuid
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column

from domain import ids


class Table(DeclarativeBase):
    """A table, in the schema that the connection's role is set to."""

    metadata = MetaData(
        naming_convention={
            "ix": "ix_%(table_name)s_%(column_0_N_name)s",
            "uq": "uq_%(table_name)s_%(column_0_N_name)s",
            "ck": "ck_%(table_name)s_%(constraint_name)s",
            "fk": "fk_%(table_name)s_%(column_0_name)s_%(referred_table_name)s",
            "pk": "pk_%(table_name)s",
        }
    )
    type_annotation_map: ClassVar[dict[Any, Any]] = {
        UUID: Uuid(),
        bytes: LargeBinary(),
        datetime: DateTime(timezone=True),
        dict[str, Any]: JSONB(),
        list[str]: ARRAY(Text()),
        str: Text(),
    }


class Audited:
    """A row that nobody may change without an audit event about it."""

    id: Mapped[UUID] = mapped_column(primary_key=True, default=ids.new)

    @property
    def title(self) -> str:
        """How the audit trail names this row; never anything confidential."""
        raise NotImplementedError

    @property
    def owning_organisation(self) -> UUID | None:
        """The partner organisation this row is about, if it is about one."""
        return None
