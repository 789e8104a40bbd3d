"""What a partner sees of what it has sent: reference, time, status. Never content."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import bindparam, select

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


_SENT = select(Submission.reference, Submission.received_at, Submission.state).where(
    Submission.organisation_id == bindparam("organisation")
)
_ONE = _SENT.where(Submission.reference == bindparam("reference"))
_LATEST = _SENT.order_by(Submission.received_at.desc()).limit(PAGE)
_EARLIER = _LATEST.where(Submission.received_at < bindparam("before"))
_UNDER = select(Submission.reference).where(
    Submission.organisation_id == bindparam("organisation"),
    Submission.idempotency_key == bindparam("key"),
)


def receipt(work: UnitOfWork, reference: str) -> Receipt | None:
    """Return the receipt of one submission of the actor's own organisation, if it is theirs."""
    work.require(Permission.SEE_OWN_SUBMISSIONS)
    row = work.ask(_ONE, _own(work) | {"reference": reference}).first()
    return _receipt(*row) if row else None


def sent_under(work: UnitOfWork, idempotency_key: UUID) -> str | None:
    """Return the reference of what the actor's organisation sent under this key, if it did."""
    work.require(Permission.SEE_OWN_SUBMISSIONS)
    under: str | None = work.ask(_UNDER, _own(work) | {"key": idempotency_key}).scalar()
    return under


def sent_by(work: UnitOfWork, before: datetime | None = None) -> list[Receipt]:
    """Return a page of what the actor's organisation has sent, newest first."""
    work.require(Permission.SEE_OWN_SUBMISSIONS)
    asked = _own(work) | {"before": before} if before else _own(work)
    rows = work.ask(_EARLIER if before else _LATEST, asked)
    return [_receipt(*row) for row in rows]


def _own(work: UnitOfWork) -> dict[str, Any]:
    return {"organisation": work.actor.organisation_id}


def _receipt(reference: str, received_at: datetime, state: str) -> Receipt:
    return Receipt(reference, received_at, WORDS_FOR_PARTNERS[State(state)])
