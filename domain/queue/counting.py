"""What waits, in numbers: for the banner of the queue, its views, and the notice of new arrivals.

Each number is counted no further than `MOST`, along an index, so that a full queue costs no more
than an empty one; beyond it people are told "more than".
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, ScalarSelect, Select, bindparam, func, or_, select

from domain import audit, ids
from domain.lookups import Question, worded
from domain.outcomes import State
from domain.permissions import Permission
from domain.queue.conditions import (
    BEFORE,
    LEASED,
    NOW,
    conditions,
    first_of_districts,
    given,
    mine,
)
from domain.queue.filters import NEWEST, Filters, View
from domain.submissions import Submission
from domain.unit_of_work import UnitOfWork

MOST = 100

ARRIVALS = (audit.SubmissionTakenIn.__name__, audit.SubmissionReopened.__name__)
"""The events that put a submission on the queue."""


@dataclass(frozen=True)
class Counts:
    """How much waits; each at most `MOST` + 1, which means more than `MOST`.

    `views`: how many each of the views holds that were asked for.
    """

    waiting: int
    mine: int
    overdue: int
    flagged: int
    stuck: int
    views: Sequence[int] = ()


def counts(work: UnitOfWork, views: Sequence[Filters] = ()) -> Counts:
    """Count what is open, the actor's own, overdue, flagged and unowned, and not taken in yet.

    And what each of some views holds: all in one question.
    """
    work.require(Permission.SEE_QUEUE)
    ((waiting, ours, overdue, flagged, stuck, *others),) = work.look_up(
        _counting(tuple(views)), given(work)
    )
    return Counts(waiting, ours, overdue, flagged, stuck, others)


def newer_than(work: UnitOfWork, since: datetime) -> int:
    """Return how many submissions reached the queue since then (`MOST` at most: it is a notice)."""
    work.require(Permission.SEE_QUEUE)
    ((arrived,),) = work.look_up(_ARRIVED, {"since": ids.first_at(since)})
    return int(arrived)


@lru_cache(maxsize=256)
def _counting(views: tuple[Filters, ...]) -> Question:
    """The question of `counts`, put together once: most people look at the same views."""
    waits, due = Submission.due_at.is_not(None), Submission.due_at
    flagged = [waits, Submission.flagged.expression, Submission.state == State.TO_SCREEN]
    free = or_(Submission.lease_until.is_(None), ~LEASED)
    stuck = [waits, Submission.state == State.ARRIVED, Submission.received_at < BEFORE]
    asked = (
        _first([waits], due),
        _first([waits, mine()], due),
        _first([Submission.due_at <= NOW], due),
        _first([*flagged, free], due),
        _first(stuck, Submission.received_at),
        *map(_of_view, views),
    )
    return worded(select(*map(_number, asked)))


def _of_view(filters: Filters) -> Select[UUID]:
    if filters.view is View.TEAM:
        return first_of_districts(conditions(filters), [Submission.due_at.expression], MOST + 1)
    newest = NEWEST.get(filters.view)
    return _first(conditions(filters), newest[0].desc() if newest else Submission.due_at)


def _first(asked: Sequence[ColumnElement[bool]], order: Any) -> Select[UUID]:
    # In the order of the queue's indexes, so that nothing but those few is ever looked at.
    return select(Submission.id).where(*asked).order_by(order)


def _number(found: Select[UUID], most: int = MOST + 1) -> ScalarSelect[int]:
    some = found.limit(most).subquery()
    return select(func.count()).select_from(some).scalar_subquery()


_ARRIVED = worded(
    select(
        _number(
            select(Submission.id)
            .join(audit.AuditEvent, audit.AuditEvent.subject_id == Submission.id)
            .where(
                audit.AuditEvent.name.in_(ARRIVALS),
                audit.AuditEvent.id > bindparam("since", type_=audit.AuditEvent.id.type),
            ),
            MOST,
        )
    )
)
