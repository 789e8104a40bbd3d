"""Letters as administrators see them: kind, state and times of one organisation's; never words."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import select

from domain.letters.tables import Letter, LetterState
from domain.permissions import Permission
from domain.unit_of_work import UnitOfWork

PAGE = 50


@dataclass(frozen=True)
class Line:
    """One letter in the list."""

    id: UUID
    kind: str
    state: str
    tries: int
    written_at: datetime
    sent_at: datetime | None
    failed_because: str | None


_COLUMNS = (
    Letter.id,
    Letter.kind,
    Letter.state,
    Letter.tries,
    Letter.written_at,
    Letter.sent_at,
    Letter.failed_because,
)


def of_organisation(
    work: UnitOfWork, organisation_id: UUID, before: UUID | None = None
) -> list[Line]:
    """Return letters to, or about, an organisation: the newest first, a page before a given id."""
    work.require(Permission.MANAGE_ORGANISATIONS)
    query = select(*_COLUMNS).where(Letter.organisation_id == organisation_id)
    if before:
        query = query.where(Letter.id < before)
    rows = work.session.execute(query.order_by(Letter.id.desc()).limit(PAGE))
    return [Line(*row) for row in rows]


def not_delivered(work: UnitOfWork) -> list[Line]:
    """Return the newest letters that were given up, for administrators to look into."""
    work.require(Permission.MANAGE_ORGANISATIONS)
    query = select(*_COLUMNS).where(Letter.state == LetterState.FAILED)
    return [
        Line(*row) for row in work.session.execute(query.order_by(Letter.id.desc()).limit(PAGE))
    ]
