"""The tables of matches and of values that match nothing."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from sqlalchemy import ForeignKey, LargeBinary
from sqlalchemy.dialects.postgresql import ARRAY
from sqlalchemy.orm import Mapped, mapped_column

from domain.tables import Audited, Table


class FoundMatch(Table):
    """Two submissions that match, seen from one of them; there is a row for each way round."""

    __tablename__ = "found_match"

    submission_id: Mapped[UUID] = mapped_column(ForeignKey("submission.id"), primary_key=True)
    other_id: Mapped[UUID] = mapped_column(ForeignKey("submission.id"), primary_key=True)
    kinds: Mapped[list[str]]
    found_at: Mapped[datetime]


class ExcludedValue(Audited, Table):
    """A value that joins no submissions: its terms hashed, the value and the reason sealed."""

    __tablename__ = "exclusion"

    kind: Mapped[str]
    blinded: Mapped[list[bytes]] = mapped_column(ARRAY(LargeBinary))
    key_name: Mapped[str]
    sealed: Mapped[bytes]
    added_at: Mapped[datetime]
    added_by: Mapped[str]
    ended_at: Mapped[datetime | None]
    ended_by: Mapped[str | None]

    @property
    def title(self) -> str:
        """How the audit trail names it: by its kind, never by its value."""
        return f"excluded {self.kind} {self.id}"
