"""Opening a report: the one way to see its content, and it leaves a trace: who, what and when."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta

from sqlalchemy import select

from domain import audit
from domain.permissions import Permission
from domain.reports import writings
from domain.reports.contents import Content
from domain.reports.states import ReportState
from domain.reports.tables import Report, ReportOpening
from domain.reports.writings import VersionLine, WrittenReason
from domain.sealing.opening import PrivateKeys
from domain.unit_of_work import UnitOfWork

LASTS = timedelta(hours=2)


class ReportNotOpen(Exception):
    """The officer has not opened this report, or opened it too long ago."""


@dataclass(frozen=True)
class Shown:
    """A report with its newest content, the list of its versions, and the reasons of its steps."""

    report: Report
    content: Content
    versions: list[VersionLine]
    reasons: list[WrittenReason]


def open_(work: UnitOfWork, report: Report) -> None:
    """Open a report to the acting officer and record it (consultation, DPA 2018 s.62)."""
    work.require(Permission.READ_REPORTS)
    if work.actor.id is None or work.actor.session_id is None:
        raise ReportNotOpen("only a member of staff, in a session, opens a report")
    if report.state == ReportState.DISPOSED:
        raise ReportNotOpen(f"{report.title} was disposed of")
    if not is_open(work, report):
        keep_open(work, report)
        work.record(audit.ReportOpened(report))


def keep_open(work: UnitOfWork, report: Report) -> None:
    """Let the acting officer go on seeing a report that was just opened or drafted."""
    if work.actor.id and work.actor.session_id:
        work.session.add(
            ReportOpening(
                report_id=report.id,
                staff_id=work.actor.id,
                session_id=work.actor.session_id,
                opened_at=work.now,
                ends_at=work.now + LASTS,
            )
        )


def is_open(work: UnitOfWork, report: Report) -> bool:
    """Say whether the acting officer has this report open in this session."""
    query = select(ReportOpening.id).where(
        ReportOpening.report_id == report.id,
        ReportOpening.staff_id == work.actor.id,
        ReportOpening.session_id == work.actor.session_id,
        ReportOpening.ends_at > work.now,
    )
    return work.session.scalar(query.limit(1)) is not None


def close(work: UnitOfWork, report: Report) -> None:
    """Close a report that the acting officer has open."""
    query = select(ReportOpening).where(
        ReportOpening.report_id == report.id,
        ReportOpening.staff_id == work.actor.id,
        ReportOpening.ends_at > work.now,
    )
    for opening in work.session.scalars(query):
        opening.ends_at = work.now


def check_open(work: UnitOfWork, report: Report) -> None:
    """Raise ReportNotOpen unless the acting officer has this report open."""
    work.require(Permission.READ_REPORTS)
    if not is_open(work, report):
        raise ReportNotOpen(f"Open {report.title} first.")


def shown(work: UnitOfWork, report: Report, keys: PrivateKeys) -> Shown:
    """Return what is in an open report. Raises ReportNotOpen if the actor has not opened it."""
    check_open(work, report)
    return Shown(
        report,
        writings.content_of(work, report, keys),
        writings.versions(work, report),
        writings.reasons(work, report, keys),
    )


def version(work: UnitOfWork, report: Report, number: int, keys: PrivateKeys) -> Content:
    """Return one version of an open report. Raises ReportNotOpen."""
    check_open(work, report)
    return writings.content_of(work, report, keys, number)
