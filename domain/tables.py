"""What every table has in common."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from functools import lru_cache
from typing import Any, ClassVar
from uuid import UUID

from sqlalchemy import (
    ARRAY,
    Connection,
    DateTime,
    Dialect,
    LargeBinary,
    MetaData,
    Text,
    Uuid,
    insert,
)
from sqlalchemy import Table as SqlTable
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column

from domain import ids

AT_ONCE = 8


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


def insert_all(connection: Connection, table: Any, rows: Sequence[dict[str, Any]]) -> None:
    """Insert a few rows in one message; each names every column of the table.

    For what is written, and never loaded again as objects.
    """
    if len(rows) > AT_ONCE:
        connection.execute(insert(table), rows)
    elif rows:
        values = {
            f"{name}_m{number}": value
            for number, row in enumerate(rows)
            for name, value in row.items()
        }
        connection.exec_driver_sql(_insertion(table, len(rows), connection.dialect), values)


@lru_cache(maxsize=128)
def _insertion(table: SqlTable, rows: int, dialect: Dialect) -> str:
    """Write the statement out: for several rows the library builds one anew at each use."""
    row = dict.fromkeys(column.name for column in table.c)
    return str(insert(table).values([row] * rows).compile(dialect=dialect))
