"""What belongs to submissions that were found: files, messages, reports, and who was given them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.orm import joinedload

from domain.dissemination.tables import Dissemination, DisseminationState
from domain.files.tables import File
from domain.messages.tables import Message
from domain.reports.tables import Report
from domain.submissions.tables import Submission
from domain.unit_of_work import UnitOfWork


@dataclass(frozen=True)
class Given:
    """A line of the ledger: under which number, when, and to whom a report was given."""

    number: str
    at: datetime
    recipients: tuple[str, ...]


@dataclass(frozen=True)
class HeldReport:
    """A report made from a submission, and everybody who was given it."""

    reference: str
    state: str
    given: tuple[Given, ...]


@dataclass(frozen=True)
class HeldSubmission:
    """A submission that was found, by what, and what belongs to it."""

    submission: Submission
    by: tuple[str, ...]
    files: int
    messages: int
    reports: tuple[HeldReport, ...]


def of(work: UnitOfWork, found: Mapping[UUID, tuple[str, ...]]) -> tuple[HeldSubmission, ...]:
    """Return what was found, the newest first, with what belongs to each."""
    query = select(Submission).where(Submission.id.in_(list(found)))
    query = query.options(joinedload(Submission.organisation)).order_by(
        Submission.received_at.desc()
    )
    reports = _reports(work, list(found))
    files, messages = (_counted(work, table, list(found)) for table in (File, Message))
    return tuple(
        HeldSubmission(
            submission=one,
            by=found[one.id],
            files=files.get(one.id, 0),
            messages=messages.get(one.id, 0),
            reports=tuple(reports[one.id]),
        )
        for one in work.session.scalars(query)
    )


def _counted(
    work: UnitOfWork, table: type[File] | type[Message], found: Collection[UUID]
) -> dict[UUID | None, int]:
    query = select(table.submission_id, func.count()).where(table.submission_id.in_(found))
    return {key: count for key, count in work.session.execute(query.group_by(table.submission_id))}


def _reports(work: UnitOfWork, found: Collection[UUID]) -> defaultdict[UUID, list[HeldReport]]:
    query = select(Report).where(Report.submission_id.in_(found)).order_by(Report.id)
    rows = work.session.scalars(query).all()
    given = _given(work, [row.id for row in rows])
    by_submission: defaultdict[UUID, list[HeldReport]] = defaultdict(list)
    for row in rows:
        held = HeldReport(row.reference, row.state, tuple(given[row.id]))
        by_submission[row.submission_id].append(held)
    return by_submission


def _given(work: UnitOfWork, reports: Collection[UUID]) -> defaultdict[UUID, list[Given]]:
    query = select(Dissemination).where(
        Dissemination.report_id.in_(reports),
        Dissemination.state == DisseminationState.DISSEMINATED,
    )
    by_report: defaultdict[UUID, list[Given]] = defaultdict(list)
    for row in work.session.scalars(query.order_by(Dissemination.id)):
        names = tuple(one.name for one in row.recipients)
        by_report[row.report_id].append(Given(row.number, row.settled_at or row.proposed_at, names))
    return by_report
