"""What waits, in numbers: for the banner of the queue and the notice of new arrivals.

Each number is counted no further than `MOST`, along an index, so that a full queue costs no more
than an empty one; beyond it people are told "more than".
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, fields
from datetime import datetime
from functools import cache, lru_cache
from typing import Any

from sqlalchemy import (
    ColumnElement,
    DateTime,
    ScalarSelect,
    Select,
    Uuid,
    bindparam,
    func,
    or_,
    select,
)

from domain import audit, ids
from domain.outcomes import State
from domain.permissions import Permission
from domain.queue.conditions import conditions, given
from domain.queue.filters import Filters
from domain.submissions import Submission
from domain.unit_of_work import UnitOfWork

MOST = 100

ARRIVALS = (audit.SubmissionTakenIn.__name__, audit.SubmissionReopened.__name__)
"""The events that put a submission on the queue."""


@dataclass(frozen=True)
class Counts:
    """How much waits; each at most `MOST` + 1, which means more than `MOST`."""

    waiting: int
    mine: int
    overdue: int
    flagged: int
    stuck: int


def counts(work: UnitOfWork) -> Counts:
    """Count what is open, the actor's own, overdue, flagged and unowned, and not taken in yet."""
    work.require(Permission.SEE_QUEUE)
    return Counts(*tuple(work.session.execute(_counting(), given(work)).one()))


def counted(work: UnitOfWork, views: Sequence[Filters]) -> list[int]:
    """Return how many each of several views holds, each at most `MOST` + 1, in one question."""
    work.require(Permission.SEE_QUEUE)
    if not views:
        return []
    return [int(one) for one in work.session.execute(_each(tuple(views)), given(work)).one()]


def newer_than(work: UnitOfWork, since: datetime) -> int:
    """Return how many submissions reached the queue since then (`MOST` at most: it is a notice)."""
    work.require(Permission.SEE_QUEUE)
    query = (
        select(Submission.id)
        .join(audit.AuditEvent, audit.AuditEvent.subject_id == Submission.id)
        .where(audit.AuditEvent.name.in_(ARRIVALS), audit.AuditEvent.id > ids.first_at(since))
        .limit(MOST)
    )
    return work.session.scalar(select(func.count()).select_from(query.subquery())) or 0


@lru_cache(maxsize=256)
def _each(views: tuple[Filters, ...]) -> Select[*tuple[Any, ...]]:
    """The question of `counted`, put together once: most people look at the same views."""
    return select(*(_up_to(conditions(one)) for one in views))


@cache
def _counting() -> Select[*tuple[Any, ...]]:
    """The question of `counts`, put together once."""
    now, waits = bindparam("at", type_=DateTime(timezone=True)), Submission.due_at.is_not(None)
    free = or_(Submission.lease_until.is_(None), Submission.lease_until <= now)
    mine = Submission.owner_id == bindparam("me", type_=Uuid())
    late = Submission.received_at < bindparam("before", type_=DateTime(timezone=True))
    flagged = Submission.flagged.expression
    asked: dict[str, list[ColumnElement[bool]]] = {
        "waiting": [waits],
        "mine": [waits, mine, Submission.lease_until > now],
        "overdue": [Submission.due_at <= now],
        "flagged": [waits, flagged, free, Submission.state == State.TO_SCREEN],
        "stuck": [waits, Submission.state == State.ARRIVED, late],
    }
    return select(*(_up_to(asked[field.name]) for field in fields(Counts)))


def _up_to(asked: list[ColumnElement[bool]]) -> ScalarSelect[int]:
    some = Submission.id
    # In the order of the queue's indexes, so that nothing but those few is ever looked at.
    counted = select(some).where(*asked).order_by(Submission.due_at).limit(MOST + 1).subquery()
    return select(func.count()).select_from(counted).scalar_subquery()
