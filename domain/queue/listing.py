"""Looking at the queue: only what is clear by need, what is due first first, paged by keyset."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, Select, and_, any_, func, literal, or_, select, tuple_
from sqlalchemy.orm import joinedload

from domain.clocks.calendars import LONDON
from domain.organisations.tables import Organisation
from domain.outcomes import State
from domain.permissions import Permission
from domain.queue.filters import NEWEST, SORTED, UNDECIDED, Filters, Key, View
from domain.staff.tables import StaffMember
from domain.submissions import Submission
from domain.unit_of_work import UnitOfWork

PAGE = 25
INTAKE_GRACE = timedelta(minutes=1)
"""How long a submission may be with intake before the queue shows it all the same."""


@dataclass(frozen=True)
class Row:
    """One line of the queue."""

    id: UUID
    reference: str
    organisation: str
    state: str
    priority: str | None
    flagged: bool
    lead_theme: str
    themes: list[str]
    received_at: datetime
    due_at: datetime | None
    owner_id: UUID | None
    owner: str | None
    outcome: str | None
    decided_at: datetime | None
    unread: bool


@dataclass(frozen=True)
class Page:
    """A page of the queue; `next` is the key the following page starts after."""

    rows: list[Row]
    next: Key | None


def listed(work: UnitOfWork, filters: Filters, after: Key | None = None) -> Page:
    """Return a page of the queue."""
    work.require(Permission.SEE_QUEUE)
    newest_first = filters.view in NEWEST
    by = NEWEST.get(filters.view, SORTED[filters.sort])
    place = tuple_(*by)
    query = _columns(work).where(*conditions(work, filters))
    if after:
        key = after[len(after) - len(by) :]
        query = query.where(place < key if newest_first else place > key)
    order = [column.desc() if newest_first else column for column in by]
    found = work.session.execute(query.add_columns(*by).order_by(*order).limit(PAGE + 1)).all()
    rows = [Row(*row[: -len(by)]) for row in found[:PAGE]]
    last = found[PAGE - 1][-len(by) :] if len(found) > PAGE else None
    return Page(rows, (0, *last)[-3:] if last else None)


def find(work: UnitOfWork, reference: str) -> Submission | None:
    """Return a submission by its reference, unopened; None also where the actor may not see it."""
    work.require(Permission.SEE_QUEUE)
    query = (
        select(Submission)
        .where(Submission.reference == reference)
        .options(joinedload(Submission.organisation), joinedload(Submission.owner))
    )
    return work.session.scalar(query)


def rows(work: UnitOfWork, submission_ids: Collection[UUID]) -> dict[UUID, Row]:
    """Return the lines of certain submissions; of those only that the actor may see."""
    work.require(Permission.SEE_QUEUE)
    query = _columns(work).where(Submission.id.in_(list(submission_ids)))
    return {row[0]: Row(*row) for row in work.session.execute(query)}


def _columns(work: UnitOfWork) -> Select[*tuple[Any, ...]]:
    holds = and_(StaffMember.id == Submission.owner_id, Submission.lease_until > work.now)
    return (
        select(
            Submission.id,
            Submission.reference,
            Organisation.name,
            Submission.state,
            Submission.priority,
            Submission.flagged,
            Submission.lead_theme,
            Submission.themes,
            Submission.received_at,
            Submission.due_at,
            StaffMember.id,
            StaffMember.name,
            Submission.outcome,
            Submission.decided_at,
            Submission.unread,
        )
        .join(Organisation, Organisation.id == Submission.organisation_id)
        .outerjoin(StaffMember, holds)
    )


def conditions(work: UnitOfWork, filters: Filters) -> list[ColumnElement[bool]]:
    """Return what filters ask of a submission: for the list, and for its count."""
    return [*_of_view(work, filters.view), *_said(filters), *_arrived(filters)]


def _said(filters: Filters) -> Iterator[ColumnElement[bool]]:
    for column, value in (
        (Submission.priority, filters.priority),
        (Submission.organisation_id, filters.organisation_id),
        (Submission.state, filters.state),
        (Submission.district, filters.district),
    ):
        if value:
            yield column.expression == value
    if filters.flagged:
        yield Submission.flagged.expression
    if filters.theme:
        yield literal(filters.theme) == any_(Submission.themes)
    if filters.outcome == UNDECIDED:
        yield Submission.outcome.is_(None)
    elif filters.outcome:
        yield Submission.outcome == filters.outcome


def _arrived(filters: Filters) -> Iterator[ColumnElement[bool]]:
    if filters.since:
        yield Submission.received_at >= _begins(filters.since)
    if filters.until:
        yield Submission.received_at < _begins(filters.until + timedelta(days=1))


def _begins(day: date) -> datetime:
    return datetime.combine(day, time.min, LONDON)


def _of_view(work: UnitOfWork, view: View) -> list[ColumnElement[bool]]:
    if view in NEWEST:
        return [Submission.decided_at.is_not(None)] if view is View.CLOSED else []
    taken_in = or_(
        Submission.state != State.ARRIVED, Submission.received_at < work.now - INTAKE_GRACE
    )
    waiting = [Submission.due_at.is_not(None), taken_in]
    match view:
        case View.MINE:
            return [*waiting, Submission.owner_id == work.actor.id, _leased(work)]
        case View.UNOWNED:
            return [*waiting, or_(Submission.lease_until.is_(None), ~_leased(work))]
        case View.OVERDUE:
            return [*waiting, Submission.due_at <= work.now]
        case View.TEAM:
            return [*waiting, Submission.district.in_(_districts(work))]
        case View.RESTRICTED:
            return [*waiting, Submission.restricted.expression]
        case View.WITH_PARTNER:
            return [*waiting, Submission.state == State.WITH_PARTNER]
    return waiting


def _districts(work: UnitOfWork) -> Select[str]:
    return select(func.unnest(StaffMember.districts)).where(StaffMember.id == work.actor.id)


def _leased(work: UnitOfWork) -> ColumnElement[bool]:
    return Submission.lease_until > work.now
