"""The table of letters: what is to be said, to whom, and whether it has been sent."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum
from typing import Any
from uuid import UUID

from sqlalchemy import ForeignKey, Index, text
from sqlalchemy.orm import Mapped, mapped_column

from domain.tables import Audited, Table


class LetterState(StrEnum):
    """Where a letter has got to."""

    WAITING = "waiting"
    SENT = "sent"
    FAILED = "failed"


class Letter(Audited, Table):
    """One letter: its kind and facts, never its words. `sealed` holds secrets until it is sent.

    `address` is set only where it is not the present mailbox of an organisation, or the present
    address of members of staff, that is written to.
    """

    __tablename__ = "letter"
    __table_args__ = (
        Index(None, "organisation_id", "id"),
        Index("ix_letter_waiting", "written_at", postgresql_where=text("state = 'waiting'")),
    )

    kind: Mapped[str]
    audience: Mapped[str]
    address: Mapped[str | None]
    organisation_id: Mapped[UUID | None] = mapped_column(ForeignKey("organisation.id"))
    staff_id: Mapped[UUID | None] = mapped_column(ForeignKey("staff_member.id"))
    request_id: Mapped[UUID | None] = mapped_column(ForeignKey("access_request.id"))
    facts: Mapped[dict[str, Any]]
    sealed: Mapped[bytes | None]
    state: Mapped[str] = mapped_column(default=LetterState.WAITING)
    tries: Mapped[int] = mapped_column(default=0)
    written_at: Mapped[datetime]
    sent_at: Mapped[datetime | None]
    failed_because: Mapped[str | None]
    version: Mapped[int] = mapped_column()

    __mapper_args__ = {"version_id_col": version}

    @property
    def title(self) -> str:
        """How the audit trail names a letter."""
        return f"the letter “{self.kind}”"

    @property
    def owning_organisation(self) -> UUID | None:
        """The organisation that is written to, or about."""
        return self.organisation_id
