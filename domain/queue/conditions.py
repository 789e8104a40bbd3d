"""What a view and its filters ask of a submission: of the list, and of its count.

Who asks and when is left open (`given`), so that a question is put together once for everybody.
Each view has an index in the order of its list, so that no more is looked at than is shown; a test
holds them to it. The database may use an index for `=`, `<` and the like alone: whether a theme is
in a list it asks only of rows that the row rules have let through.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import (
    Boolean,
    ColumnElement,
    DateTime,
    Select,
    Uuid,
    any_,
    bindparam,
    func,
    literal,
    or_,
    select,
    true,
)
from sqlalchemy.orm import aliased

from domain.clocks.calendars import begins
from domain.outcomes import State
from domain.queue.filters import NEWEST, UNDECIDED, WAITED, Filters, View
from domain.staff.tables import StaffMember
from domain.submissions import Submission
from domain.unit_of_work import UnitOfWork

INTAKE_GRACE = timedelta(minutes=1)
"""How long a submission may be with intake before the queue shows it all the same."""

NOW = bindparam("at", type_=DateTime(timezone=True))
BEFORE = bindparam("before", type_=DateTime(timezone=True))
ME = bindparam("me", type_=Uuid())
CLEARED = bindparam("cleared", type_=Boolean())
"""What is left open of a question; `given` says what it is."""
LEASED = Submission.lease_until > NOW
"""Somebody has it: a lease that has run out holds nothing."""


def given(work: UnitOfWork) -> dict[str, Any]:
    """Return who asks and when: what questions about the queue leave open."""
    return {
        "at": work.now,
        "me": work.actor.id,
        "cleared": work.actor.cleared,
        "before": work.now - INTAKE_GRACE,
    }


def conditions(filters: Filters) -> list[ColumnElement[bool]]:
    """Return what filters ask of a submission, but for whose districts it is in; see `given`."""
    return [*_of_view(filters.view), *_said(filters), *_arrived(filters)]


def mine() -> ColumnElement[bool]:
    """Ask what the actor has now; gathered first, of few: not while reading all that is due."""
    held = aliased(Submission)
    now = select(held.id).where(
        held.owner_id == ME, held.lease_until > NOW, held.due_at.is_not(None)
    )
    return Submission.id == any_(func.array(now.scalar_subquery()))


def first_of_districts(
    asked: Sequence[ColumnElement[bool]], order: Sequence[ColumnElement[Any]], most: int
) -> Select[UUID]:
    """Return the ids of what stands first in each of the actor's districts, so many of each.

    One after the other: of districts that hold little, nothing else of the queue is looked at.
    """
    theirs = func.unnest(StaffMember.districts).label("district")
    districts = select(theirs).where(StaffMember.id == ME).subquery()
    inside = select(Submission.id).where(*asked, Submission.district == districts.c.district)
    each = inside.order_by(*order).limit(most).correlate(districts).lateral()
    return select(each.c.id).select_from(districts.join(each, true()))


def _said(filters: Filters) -> Iterator[ColumnElement[bool]]:
    for column, value in (
        (Submission.priority, filters.priority),
        (Submission.organisation_id, filters.organisation_id),
        (Submission.state, filters.state),
        (Submission.district, filters.district),
        (Submission.lead_theme, filters.lead_theme),
    ):
        if value:
            yield column.expression == value
    if filters.flagged:
        yield Submission.flagged.expression
    if filters.asked:
        yield Submission.asked_at.is_not(None)
    if filters.theme:
        yield literal(filters.theme) == any_(Submission.themes)
    if filters.outcome == UNDECIDED:
        yield Submission.outcome.is_(None)
    elif filters.outcome:
        yield Submission.outcome == filters.outcome


def _arrived(filters: Filters) -> Iterator[ColumnElement[bool]]:
    if filters.since:
        yield Submission.received_at >= begins(filters.since)
    if filters.until:
        yield Submission.received_at < begins(filters.until + timedelta(days=1))
    yield from _waited(filters.waited)


def _waited(words: str) -> Iterator[ColumnElement[bool]]:
    """It arrived more than so long ago, and not longer than so long."""
    longer = 0
    for most, named in WAITED:
        if named == words:
            if longer:
                yield Submission.received_at <= NOW - timedelta(days=longer)
            if most:
                yield Submission.received_at > NOW - timedelta(days=most)
        longer = most


def _of_view(view: View) -> list[ColumnElement[bool]]:
    if view in NEWEST:
        return [Submission.decided_at.is_not(None)] if view is View.CLOSED else []
    taken_in = or_(Submission.state != State.ARRIVED, Submission.received_at < BEFORE)
    waiting = [Submission.due_at.is_not(None), taken_in]
    match view:
        case View.MINE:
            return [*waiting, mine()]
        case View.UNOWNED:
            return [*waiting, or_(Submission.lease_until.is_(None), ~LEASED)]
        case View.OVERDUE:
            return [*waiting, Submission.due_at <= NOW]
        case View.RESTRICTED:
            # Whoever is not cleared sees none, and would have all of them looked through for it.
            return [*waiting, Submission.restricted.expression, CLEARED]
        case View.WITH_PARTNER:
            return [*waiting, Submission.state == State.WITH_PARTNER]
    return waiting
