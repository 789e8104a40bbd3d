"""The story of one item: everything recorded about it and what belongs to it, in sentences."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import select

from domain import audit, events
from domain.audit import AuditEvent
from domain.events import NobodyFound
from domain.permissions import Permission
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
    about = AuditEvent.subject_id.in_(events.subjects(work, reference))
    query = select(AuditEvent).where(about).order_by(AuditEvent.id).limit(MOST)
    happened = work.session.scalars(query).all()
    work.record(audit.StoryRead(submission))
    return happened
