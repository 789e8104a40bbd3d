"""The story of one item: everything recorded about it and what belongs to it, in sentences."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import or_, select, union

from domain import audit
from domain.audit import AuditEvent
from domain.dissemination.tables import Dissemination, Notice
from domain.events import NobodyFound
from domain.files.tables import File
from domain.permissions import Permission
from domain.reports.tables import Report
from domain.submissions.tables import Submission
from domain.unit_of_work import UnitOfWork

MOST = 1_000


def story(work: UnitOfWork, reference: str) -> Sequence[AuditEvent]:
    """Return what happened to a submission, its files and reports, oldest first; recorded.

    Raises NobodyFound.
    """
    work.require(Permission.READ_TRAIL)
    found = select(Submission).where(Submission.reference == reference)
    submission = work.session.scalar(found)
    if submission is None:
        raise NobodyFound("reference", "There is no submission with that reference")
    own = submission.id
    reports = select(Report.id).where(Report.submission_id == own)
    belongs = union(
        select(File.id).where(File.submission_id == own),
        reports,
        select(Dissemination.id).where(Dissemination.report_id.in_(reports)),
        select(Notice.id).where(Notice.report_id.in_(reports)),
    )
    about = or_(
        AuditEvent.subject_id == own, AuditEvent.subject_id.in_(select(belongs.subquery().c.id))
    )
    query = select(AuditEvent).where(about).order_by(AuditEvent.id).limit(MOST)
    events = work.session.scalars(query).all()
    work.record(audit.StoryRead(submission))
    return events
