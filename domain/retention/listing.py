"""What has to be reviewed, and when: overdue, due, and soon to be, oldest first."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, Select, and_, func, select
from sqlalchemy.orm import joinedload

from domain import retention_groups
from domain.organisations.tables import Organisation
from domain.outcomes import State
from domain.permissions import Permission
from domain.reports.states import ReportState
from domain.reports.tables import Report
from domain.retention.tables import Hold, Review, ReviewState
from domain.submissions.tables import Submission
from domain.unit_of_work import UnitOfWork

PAGE = 50

_LAST_REPORT = (
    select(func.max(Report.review_on))
    .where(Report.submission_id == Submission.id, Report.state != ReportState.WITHDRAWN)
    .correlate(Submission)
    .scalar_subquery()
)
DUE = func.greatest(Submission.review_on, _LAST_REPORT)
"""A submission is not reviewed before the last of the reports made from it."""


class Queue(StrEnum):
    """Which submissions: to review now, soon, waiting for a second person, held, or gone."""

    DUE = "due"
    SOON = "soon"
    SECOND = "second person"
    HELD = "held"
    DISPOSED = "disposed of"


@dataclass(frozen=True)
class Item:
    """One line of the list of reviews."""

    id: UUID
    reference: str
    organisation: str
    received_at: datetime
    outcome: str | None
    due_on: date | None
    review_state: str | None
    reviewer_id: UUID | None
    reviewer_name: str | None
    held: bool
    disposed_at: datetime | None


def listed(work: UnitOfWork, queue: Queue) -> Sequence[Item]:
    """Return the first page of a queue, the soonest due first."""
    work.require(Permission.REVIEW_RETENTION)
    query = _lines().where(*_conditions(queue, work.now.date()))
    order = Submission.disposed_at.desc() if queue is Queue.DISPOSED else DUE
    return [Item(*row) for row in work.session.execute(query.order_by(order).limit(PAGE))]


def counted(work: UnitOfWork, queue: Queue, today: date) -> tuple[int, date | None]:
    """Return how many there are in a queue, and the first day on which one of them is due."""
    query = (
        _lines().with_only_columns(func.count(), func.min(DUE)).where(*_conditions(queue, today))
    )
    number, first_on = work.session.execute(query).one()
    return number, first_on


def find(work: UnitOfWork, reference: str) -> Submission | None:
    """Return a submission to review, its content unopened; None where the actor may not see it."""
    work.require(Permission.REVIEW_RETENTION)
    query = select(Submission).where(Submission.reference == reference)
    return work.session.scalar(query.options(joinedload(Submission.organisation)))


def due_on(work: UnitOfWork, submission: Submission) -> date | None:
    """Return when a submission is to be reviewed, its reports considered."""
    return work.session.scalar(select(DUE).where(Submission.id == submission.id))


def _lines() -> Select[*tuple[Any, ...]]:
    opened = and_(
        Review.submission_id == Submission.id,
        Review.state.in_([ReviewState.PROPOSED, ReviewState.APPROVED]),
    )
    stands = and_(Hold.submission_id == Submission.id, Hold.lifted_at.is_(None))
    return (
        select(
            Submission.id,
            Submission.reference,
            Organisation.name,
            Submission.received_at,
            Submission.outcome,
            DUE,
            Review.state,
            Review.reviewer_id,
            Review.reviewer_name,
            Hold.id.is_not(None),
            Submission.disposed_at,
        )
        .join(Organisation, Organisation.id == Submission.organisation_id)
        .outerjoin(Review, opened)
        .outerjoin(Hold, stands)
    )


def _conditions(queue: Queue, today: date) -> list[ColumnElement[bool]]:
    closed: ColumnElement[bool] = Submission.state == State.CLOSED
    tomorrow = today + timedelta(days=1)
    soon = today + timedelta(days=retention_groups.schedule().warn_days)
    due: list[ColumnElement[bool]] = [
        closed,
        Submission.review_on <= today,
        today >= DUE,
        Review.id.is_(None),
    ]
    conditions: dict[Queue, list[ColumnElement[bool]]] = {
        Queue.DUE: [*due, Hold.id.is_(None)],
        Queue.SOON: [closed, Submission.review_on <= soon, DUE.between(tomorrow, soon)],
        Queue.SECOND: [Review.id.is_not(None)],
        Queue.HELD: [Hold.id.is_not(None)],
        Queue.DISPOSED: [Submission.state == State.DISPOSED],
    }
    return conditions[queue]
