"""What a view and its filters ask of a submission: of the list, and of its count.

Who asks and when is left open (`given`), so that a question is put together once for everybody.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from typing import Any

from sqlalchemy import (
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
)

from domain import audit
from domain.audit import AuditEvent
from domain.clocks.calendars import begins
from domain.outcomes import State
from domain.queue.filters import NEWEST, UNDECIDED, WAITED, Filters, View
from domain.staff.tables import StaffMember
from domain.submissions import Submission
from domain.unit_of_work import UnitOfWork

INTAKE_GRACE = timedelta(minutes=1)
"""How long a submission may be with intake before the queue shows it all the same."""

_NOW = bindparam("at", type_=DateTime(timezone=True))
_BEFORE = bindparam("before", type_=DateTime(timezone=True))
_ME = bindparam("me", type_=Uuid())
_ASKED = (
    select(AuditEvent.id)
    .where(AuditEvent.subject_id == Submission.id, AuditEvent.name == audit.QuestionAsked.__name__)
    .exists()
)
LEASED = Submission.lease_until > _NOW
"""Somebody has it: a lease that has run out holds nothing."""


def given(work: UnitOfWork) -> dict[str, Any]:
    """Return who asks and when: what questions about the queue leave open."""
    return {"at": work.now, "me": work.actor.id, "before": work.now - INTAKE_GRACE}


def conditions(filters: Filters) -> list[ColumnElement[bool]]:
    """Return what filters ask of a submission, for the list and its count; see `given`."""
    return [*_of_view(filters.view), *_said(filters), *_arrived(filters)]


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
        yield _ASKED
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
                yield Submission.received_at <= _NOW - timedelta(days=longer)
            if most:
                yield Submission.received_at > _NOW - timedelta(days=most)
        longer = most


def _of_view(view: View) -> list[ColumnElement[bool]]:
    if view in NEWEST:
        return [Submission.decided_at.is_not(None)] if view is View.CLOSED else []
    taken_in = or_(Submission.state != State.ARRIVED, Submission.received_at < _BEFORE)
    waiting = [Submission.due_at.is_not(None), taken_in]
    match view:
        case View.MINE:
            return [*waiting, Submission.owner_id == _ME, LEASED]
        case View.UNOWNED:
            return [*waiting, or_(Submission.lease_until.is_(None), ~LEASED)]
        case View.OVERDUE:
            return [*waiting, Submission.due_at <= _NOW]
        case View.TEAM:
            return [*waiting, _has_districts(), Submission.district.in_(_districts())]
        case View.RESTRICTED:
            return [*waiting, Submission.restricted.expression]
        case View.WITH_PARTNER:
            return [*waiting, Submission.state == State.WITH_PARTNER]
    return waiting


def _has_districts() -> ColumnElement[bool]:
    """Asked once, before any row: without it, all that waits is looked through for nothing."""
    some = func.cardinality(StaffMember.districts) > 0
    return select(some).where(StaffMember.id == _ME).scalar_subquery()


def _districts() -> Select[str]:
    return select(func.unnest(StaffMember.districts)).where(StaffMember.id == _ME)
