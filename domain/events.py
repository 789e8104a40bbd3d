"""Reading the audit trail: the auditor's list, and what happened to one submission."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from uuid import UUID

from sqlalchemy import ColumnElement, Select, func, or_, select

from domain import audit, ids
from domain.audit import AuditEvent
from domain.clocks.calendars import LONDON
from domain.dissemination.tables import Dissemination, Notice
from domain.files.tables import File
from domain.permissions import Permission
from domain.reports.tables import Report
from domain.staff.tables import StaffMember
from domain.submissions.tables import Submission
from domain.unit_of_work import UnitOfWork

PAGE = 50
NAMING_OTHERS = frozenset({"MatchesFound", "SubmissionRelated", "RelationUndone", "ReportDrafted"})
"""Events that name a submission besides their subject: it may be restricted."""
MOST_OF_ONE = 500
"""The longest timeline shown; one submission has a dozen events."""


@dataclass(frozen=True)
class Filters:
    """What an auditor looks for; an empty filter leaves everything in. Days are London's."""

    person: str = ""
    reference: str = ""
    organisation_id: UUID | None = None
    name: str = ""
    operation: str = ""
    since: date | None = None
    until: date | None = None

    def __str__(self) -> str:
        """Say what is looked for, for the trail itself."""
        given = (f"{key} {value}" for key, value in vars(self).items() if value)
        return ", ".join(given)[:300] or "everything"


class NobodyFound(LookupError):
    """No person, or no submission, is what the auditor typed; `field` says which filter."""

    def __init__(self, field: str, words: str) -> None:
        """Keep the filter and the words for the auditor."""
        super().__init__(words)
        self.field = field


@dataclass(frozen=True)
class Page:
    """A page of events, newest first; `next` is the id the following page comes before."""

    events: Sequence[AuditEvent]
    next: UUID | None


def listed(work: UnitOfWork, filters: Filters, before: UUID | None = None) -> Page:
    """Return a page of the trail, and record that it was read. Raises NobodyFound."""
    work.require(Permission.READ_TRAIL)
    query = select(AuditEvent).where(*_conditions(work, filters))
    if before:
        query = query.where(AuditEvent.id < before)
    found = work.session.scalars(query.order_by(AuditEvent.id.desc()).limit(PAGE + 1)).all()
    reader = work.session.get_one(StaffMember, work.actor.id)
    work.record(audit.TrailRead(reader, filters=str(filters)))
    return Page(found[:PAGE], found[PAGE - 1].id if len(found) > PAGE else None)


def of_submission(work: UnitOfWork, submission: Submission) -> Sequence[AuditEvent]:
    """Return what happened to a submission and the files sent with it, newest first.

    An event that names another submission, one that the actor may not see, is absent.
    """
    work.require(Permission.SEE_QUEUE)
    files = work.session.scalars(select(File.id).where(File.submission_id == submission.id))
    query = select(AuditEvent).where(AuditEvent.subject_id.in_([submission.id, *files]))
    return _naming_none_unseen(work, query)


def of_report(work: UnitOfWork, report: Report) -> Sequence[AuditEvent]:
    """Return what happened to a report, its disseminations and its notices, newest first."""
    work.require(Permission.READ_REPORTS)
    about = [report.id]
    for table in (Dissemination, Notice):
        about += work.session.scalars(select(table.id).where(table.report_id == report.id))
    return _naming_none_unseen(work, select(AuditEvent).where(AuditEvent.subject_id.in_(about)))


def _naming_none_unseen(work: UnitOfWork, query: Select[AuditEvent]) -> Sequence[AuditEvent]:
    """Return the events, newest first, less those that name what the actor may not see."""
    found = work.session.scalars(query.order_by(AuditEvent.id.desc()).limit(MOST_OF_ONE)).all()
    named = {event.id: _others(event) for event in found}
    seen = _seen(work, frozenset().union(*named.values()))
    return [event for event in found if named[event.id] <= seen]


def _others(event: AuditEvent) -> frozenset[str]:
    """Return the references of other submissions that an event names."""
    if event.name not in NAMING_OTHERS:
        return frozenset()
    facts = event.facts
    others = facts.get("others")
    named = (
        facts.get("other"),
        facts.get("submission"),
        *(others if isinstance(others, list) else ()),
    )
    return frozenset(one for one in named if one and isinstance(one, str))


def _seen(work: UnitOfWork, references: Collection[str]) -> frozenset[str]:
    if not references:
        return frozenset()
    query = select(Submission.reference).where(Submission.reference.in_(references))
    return frozenset(work.session.scalars(query))


def _conditions(work: UnitOfWork, filters: Filters) -> list[ColumnElement[bool]]:
    conditions: list[ColumnElement[bool]] = []
    if filters.person:
        people = _people(work, filters.person)
        conditions.append(or_(AuditEvent.actor_id.in_(people), AuditEvent.subject_id.in_(people)))
    if filters.reference:
        conditions.append(AuditEvent.subject_id.in_(subjects(work, filters.reference)))
    for column, value in (
        (AuditEvent.organisation_id, filters.organisation_id),
        (AuditEvent.name, filters.name),
        (AuditEvent.operation, filters.operation),
    ):
        if value:
            conditions.append(column == value)
    return conditions + _between(filters)


def _between(filters: Filters) -> list[ColumnElement[bool]]:
    """Limit by the ids, which sort by time: no other index is needed."""
    conditions: list[ColumnElement[bool]] = []
    if filters.since:
        conditions.append(AuditEvent.id >= ids.first_at(_midnight(filters.since)))
    if filters.until:
        after = filters.until + timedelta(days=1)
        conditions.append(AuditEvent.id < ids.first_at(_midnight(after)))
    return conditions


def _midnight(day: date) -> datetime:
    return datetime.combine(day, time.min, LONDON)


def _people(work: UnitOfWork, typed: str) -> list[UUID]:
    """Return who has this username, or this name, whole or in part."""
    wanted = typed.strip().casefold()
    query = select(StaffMember.id).where(
        or_(
            StaffMember.username == wanted,
            func.lower(StaffMember.name).contains(wanted, autoescape=True),
        )
    )
    if people := list(work.session.scalars(query.limit(50))):
        return people
    raise NobodyFound("person", "Nobody on the staff has that name or username")


def subjects(work: UnitOfWork, reference: str) -> list[UUID]:
    """Return an item's id and those of what belongs to it. Raises NobodyFound.

    To a submission belong its files and reports; to a report, what was given of it and said since.
    """
    submission = select(Submission.id).where(Submission.reference == reference)
    own = list(work.session.scalars(submission))
    files = list(work.session.scalars(select(File.id).where(File.submission_id.in_(own))))
    made = or_(Report.submission_id.in_(own), Report.reference == reference)
    reports = list(work.session.scalars(select(Report.id).where(made)))
    if not own and not reports:
        raise NobodyFound("reference", "There is no submission or report with that reference")
    given: list[UUID] = []
    for table in (Dissemination, Notice):
        given += work.session.scalars(select(table.id).where(table.report_id.in_(reports)))
    return [*own, *files, *reports, *given]
