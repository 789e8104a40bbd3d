"""What a partner sees of what it has sent: reference, time, status. Never content."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import select

from domain.outcomes import WORDS_FOR_PARTNERS, State
from domain.permissions import Permission
from domain.submissions.tables import Submission
from domain.unit_of_work import UnitOfWork

PAGE = 25


@dataclass(frozen=True)
class Receipt:
    """One line of what an organisation has sent; `status` is one of the four words for partners."""

    reference: str
    received_at: datetime
    status: str


_COLUMNS = select(Submission.reference, Submission.received_at, Submission.state)


def receipt(work: UnitOfWork, reference: str) -> Receipt | None:
    """Return the receipt of one submission of the actor's own organisation, if it is theirs."""
    work.require(Permission.SEE_OWN_SUBMISSIONS)
    row = work.session.execute(
        _COLUMNS.where(
            Submission.reference == reference,
            Submission.organisation_id == work.actor.organisation_id,
        )
    ).first()
    return _receipt(*row) if row else None


def sent_under(work: UnitOfWork, idempotency_key: UUID) -> str | None:
    """Return the reference of what the actor's organisation sent under this key, if it did."""
    work.require(Permission.SEE_OWN_SUBMISSIONS)
    return work.session.scalar(
        select(Submission.reference).where(
            Submission.organisation_id == work.actor.organisation_id,
            Submission.idempotency_key == idempotency_key,
        )
    )


def sent_by(work: UnitOfWork, before: datetime | None = None) -> list[Receipt]:
    """Return a page of what the actor's organisation has sent, newest first."""
    work.require(Permission.SEE_OWN_SUBMISSIONS)
    query = _COLUMNS.where(Submission.organisation_id == work.actor.organisation_id)
    if before:
        query = query.where(Submission.received_at < before)
    rows = work.session.execute(query.order_by(Submission.received_at.desc()).limit(PAGE))
    return [_receipt(*row) for row in rows]


def _receipt(reference: str, received_at: datetime, state: str) -> Receipt:
    return Receipt(reference, received_at, WORDS_FOR_PARTNERS[State(state)])
