"""Noting the grades of reports that went live before figures were kept of them.

Grades are sealed with what they grade. A live report always has some, so one that is live and shows
none was written before they were also kept in clear.
"""

from __future__ import annotations

from uuid import UUID

from sqlalchemy import func, select

from domain import audit
from domain.permissions import Permission
from domain.reports import writings
from domain.reports.tables import Report
from domain.sealing.opening import PrivateKeys
from domain.unit_of_work import UnitOfWork

BATCH = 50


def ungraded(work: UnitOfWork, after: UUID | None = None, most: int = BATCH) -> list[Report]:
    """Return live reports that show no grades, the oldest first, those after one of them."""
    work.require(Permission.PROCESS_SUBMISSIONS)
    query = select(Report).where(Report.live_at.is_not(None), func.cardinality(Report.grades) == 0)
    if after:
        query = query.where(Report.id > after)
    return list(work.session.scalars(query.order_by(Report.id).limit(most)))


def note_grades(work: UnitOfWork, report: Report, keys: PrivateKeys) -> None:
    """Keep the grades of a report's items in clear; nobody is shown the report. Raises CannotOpen.

    It is of use once; done again it changes nothing.
    """
    work.require(Permission.PROCESS_SUBMISSIONS)
    content = writings.content_of(work, report, keys)
    report.grades = [str(item.grade) for item in content.items if str(item.grade)]
    work.record(audit.ReportGradesNoted(report))
