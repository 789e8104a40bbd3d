"""Legal holds: while one stands, nothing of the submission is disposed of."""

from __future__ import annotations

from sqlalchemy import select

from domain import audit, queue, writings
from domain.messages.kinds import checked
from domain.outcomes import State
from domain.permissions import Permission
from domain.retention.tables import Hold
from domain.sealing.recipients import Recipients
from domain.submissions.tables import Submission
from domain.unit_of_work import UnitOfWork
from domain.writings import WritingKind


class HoldRefused(Exception):
    """A hold cannot be placed or lifted; the message is for the officer."""


def standing(work: UnitOfWork, submission: Submission) -> Hold | None:
    """Return the hold that a submission is under, if any."""
    query = select(Hold).where(Hold.submission_id == submission.id, Hold.lifted_at.is_(None))
    return work.session.scalar(query)


def place(work: UnitOfWork, submission: Submission, reason: str, recipients: Recipients) -> None:
    """Place a submission under a hold. Raises HoldRefused, NotAccepted."""
    work.require(Permission.REVIEW_RETENTION)
    queue.lock(work, submission)
    if submission.state == State.DISPOSED:
        raise HoldRefused("It was disposed of: there is nothing left to hold.")
    if standing(work, submission):
        raise HoldRefused("It is under a legal hold already.")
    content = {"placed": checked("hold_reason", reason, "Enter the reason for the hold")}
    writing = writings.write(work, submission, WritingKind.HOLD, content, recipients)
    work.session.add(
        Hold(
            submission_id=submission.id,
            placed_at=work.now,
            placed_by=work.actor.id,
            placer_name=work.actor.name,
            writing_id=writing,
        )
    )
    work.record(audit.HoldPlaced(submission, writing=str(writing)))


def lift(work: UnitOfWork, submission: Submission, reason: str, recipients: Recipients) -> None:
    """Lift the hold on a submission. Raises HoldRefused, NotAccepted."""
    work.require(Permission.REVIEW_RETENTION)
    hold = standing(work, submission)
    if hold is None:
        raise HoldRefused("It is not under a legal hold.")
    content = {"lifted": checked("hold_reason", reason, "Enter the reason for lifting the hold")}
    writing = writings.write(work, submission, WritingKind.HOLD, content, recipients)
    hold.lifted_at, hold.lifted_by, hold.lifter_name = work.now, work.actor.id, work.actor.name
    hold.lifted_writing_id = writing
    work.record(audit.HoldLifted(submission, writing=str(writing)))
