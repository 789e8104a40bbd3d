"""Lists of reports: only what is clear by need, newest first, paged by keyset."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, Select, any_, func, literal, or_, select
from sqlalchemy.orm import joinedload

from domain import grades
from domain.clocks.calendars import begins
from domain.permissions import Permission
from domain.reports import numbers
from domain.reports.numbers import Prefix
from domain.reports.states import ReportState
from domain.reports.tables import Report, ReportFacet
from domain.staff.tables import StaffMember
from domain.submissions.tables import Submission
from domain.unit_of_work import UnitOfWork

PAGE = 50


class ReportView(StrEnum):
    """Which reports."""

    ALL = "all"
    MINE = "mine"
    DRAFTS = "drafts"
    TO_APPROVE = "to-approve"
    LIVE = "live"
    WITHDRAWN = "withdrawn"


@dataclass(frozen=True)
class ReportFilters:
    """What the officer wants to see; an empty filter leaves everything in.

    `evaluation`: source and assessment of at least one item, `2B`, whatever its handling;
    `handling`: the handling code of one. It went live from `since` until `until`, days in London.
    """

    view: ReportView = ReportView.ALL
    theme: str = ""
    district: str = ""
    marking: str = ""
    sensitive: bool = False
    evaluation: str = ""
    handling: str = ""
    since: date | None = None
    until: date | None = None
    submission_id: UUID | None = None


@dataclass(frozen=True)
class ReportRow:
    """One line of a list of reports."""

    id: UUID
    reference: str
    state: str
    marking: str
    priority: str | None
    themes: list[str]
    district: str
    sensitive: bool
    author_id: UUID
    author: str
    drafted_at: datetime
    sent_at: datetime | None
    live_at: datetime | None
    version: int


@dataclass(frozen=True)
class ReportPage:
    """A page of reports; `next` is the id the following page starts after."""

    rows: list[ReportRow]
    next: UUID | None


_COLUMNS: Select[*tuple[Any, ...]] = select(
    Report.id,
    Report.reference,
    Report.state,
    Report.marking,
    Report.priority,
    Report.themes,
    Report.district,
    Report.sensitive,
    Report.author_id,
    StaffMember.name,
    Report.drafted_at,
    Report.sent_at,
    Report.live_at,
    Report.version,
).join(StaffMember, StaffMember.id == Report.author_id)

_STATES = {
    ReportView.DRAFTS: ReportState.DRAFT,
    ReportView.TO_APPROVE: ReportState.TO_APPROVE,
    ReportView.LIVE: ReportState.LIVE,
    ReportView.WITHDRAWN: ReportState.WITHDRAWN,
}


def listed(work: UnitOfWork, filters: ReportFilters, after: UUID | None = None) -> ReportPage:
    """Return a page of reports, newest first; the supervisor's list is the view TO_APPROVE."""
    work.require(Permission.READ_REPORTS)
    query = _COLUMNS.where(*_conditions(work, filters))
    if after:
        query = query.where(Report.id < after)
    found = work.session.execute(query.order_by(Report.id.desc()).limit(PAGE + 1)).all()
    rows = [ReportRow(*row) for row in found[:PAGE]]
    return ReportPage(rows, rows[-1].id if len(found) > PAGE else None)


def count(work: UnitOfWork, filters: ReportFilters, most: int = 1000) -> int:
    """Return how many reports there are, counted up to `most`."""
    work.require(Permission.READ_REPORTS)
    some = select(Report.id).where(*_conditions(work, filters)).limit(most).subquery()
    return work.session.scalar(select(func.count()).select_from(some)) or 0


def find(work: UnitOfWork, reference: str) -> Report | None:
    """Return a report by its reference, unopened; None also where the actor may not see it."""
    work.require(Permission.READ_REPORTS)
    query = (
        select(Report)
        .where(Report.reference == numbers.parse(Prefix.REPORT, reference))
        .options(
            joinedload(Report.author),
            joinedload(Report.approver),
            joinedload(Report.submission).load_only(Submission.reference),
        )
    )
    return work.session.scalar(query)


def made_from(work: UnitOfWork, submission_id: UUID) -> tuple[str, ...]:
    """Return the references of the reports made from a submission that were not withdrawn."""
    query = select(Report.reference).where(
        Report.submission_id == submission_id, Report.state != ReportState.WITHDRAWN
    )
    return tuple(work.session.scalars(query.order_by(Report.id)))


def problem_with(work: UnitOfWork, submission_id: UUID, typed: str) -> str | None:
    """Say what is wrong with the references a decision names; None if all are of this submission.

    The outcome "report made" stands only where a report was made.
    """
    references, strange = numbers.parse_all(Prefix.REPORT, typed)
    if strange or not references:
        return "Enter references like IR-K7MH-9PXQ-6RT, separated by commas"
    made = made_from(work, submission_id)
    if missing := [one for one in references if one not in made]:
        return f"No report {missing[0]} was made from this submission"
    return None


def _conditions(work: UnitOfWork, filters: ReportFilters) -> list[ColumnElement[bool]]:
    conditions = [_has(facet) for facet in (filters.theme, filters.evaluation) if facet]
    if filters.view is ReportView.MINE:
        conditions.append(Report.author_id == work.actor.id)
    elif state := _STATES.get(filters.view):
        conditions.append(Report.state == state)
    for column, value in ((Report.district, filters.district), (Report.marking, filters.marking)):
        if value:
            conditions.append(column == value)
    if filters.sensitive:
        conditions.append(Report.sensitive.expression)
    if filters.submission_id:
        conditions.append(Report.submission_id == filters.submission_id)
    return [*conditions, *_counted(filters)]


def _counted(filters: ReportFilters) -> Iterator[ColumnElement[bool]]:
    """What figures count by: a handling code, and when it went live."""
    if filters.handling:
        codes = [f"{one}{filters.handling}" for one in grades.evaluations()]
        yield or_(*(literal(code) == any_(Report.grades) for code in codes))
    if filters.since:
        yield Report.live_at >= begins(filters.since)
    if filters.until:
        yield Report.live_at < begins(filters.until + timedelta(days=1))


def _has(facet: str) -> ColumnElement[bool]:
    """It has this theme, or some item of it this source and assessment, whatever its handling."""
    return Report.id.in_(select(ReportFacet.report_id).where(ReportFacet.facet == facet))
