"""Taking a submission: one owner at a time, for as long as the lease lasts."""

from __future__ import annotations

from datetime import datetime, timedelta

from sqlalchemy import or_, select
from sqlalchemy.orm import joinedload

from domain import audit, object_rules
from domain.outcomes import State
from domain.permissions import Permission
from domain.submissions import Submission
from domain.unit_of_work import UnitOfWork

LEASE = timedelta(minutes=30)


class AlreadyTaken(Exception):
    """Somebody else has it; `owner` and `until` say who, and until when."""

    def __init__(self, owner: str, until: datetime) -> None:
        """Keep who has it, for the message to the officer."""
        super().__init__(f"{owner} has this submission until {until:%H:%M}")
        self.owner = owner
        self.until = until


class NotYours(Exception):
    """The officer does not have this submission, or not any more."""


def claim(work: UnitOfWork, submission: Submission) -> None:
    """Take a submission. Of officers who try at once, one gets it. Raises AlreadyTaken."""
    work.require(Permission.WORK_QUEUE)
    lock(work, submission)
    owner_id = submission.owner_at(work.now)
    if owner_id is None:
        _take(work, submission)
    elif not object_rules.is_own_claim(work.actor, owner_id):
        owner = submission.owner.name if submission.owner else "Somebody else"
        raise AlreadyTaken(owner, submission.lease_until or work.now)


def take_next(work: UnitOfWork) -> Submission | None:
    """Take the submission that is due first of those nobody has; None when there is none."""
    work.require(Permission.WORK_QUEUE)
    query = (
        select(Submission)
        .where(
            Submission.due_at.is_not(None),
            Submission.state.in_([State.TO_SCREEN, State.TO_DECIDE]),
            or_(Submission.lease_until.is_(None), Submission.lease_until <= work.now),
        )
        .order_by(Submission.due_at, Submission.id)
        .limit(1)
        .with_for_update(skip_locked=True, of=Submission)
    )
    submission = work.session.scalar(query)
    if submission is not None:
        _take(work, submission)
    return submission


def release(work: UnitOfWork, submission: Submission) -> None:
    """Put a submission back for others to take. Raises NotYours."""
    hold(work, submission)
    submission.owner_id = submission.lease_until = None
    work.record(audit.SubmissionReleased(submission))


def hold(work: UnitOfWork, submission: Submission) -> None:
    """Make sure that the actor has the submission, and extend the lease. Raises NotYours."""
    lock(work, submission)
    if not object_rules.is_own_claim(work.actor, submission.owner_at(work.now)):
        owner = submission.owner if submission.owner_at(work.now) else None
        holder = owner.name if owner else "nobody"
        raise NotYours(f"You do not have {submission.title}: {holder} has it now.")
    submission.lease_until = work.now + LEASE


def _take(work: UnitOfWork, submission: Submission) -> None:
    lease_until = work.now + LEASE
    submission.owner_id, submission.lease_until = work.actor.id, lease_until
    work.record(audit.SubmissionClaimed(submission, lease_until=lease_until))


def lock(work: UnitOfWork, submission: Submission) -> None:
    """Lock a submission until the work is done, and read it again.

    Whoever comes second waits, and then sees what the first did.
    """
    this = select(Submission).where(Submission.id == submission.id)
    fresh = this.execution_options(populate_existing=True)
    work.session.scalar(fresh.with_for_update())
    # A question of its own: joined into the one above, the owner would be the one from before
    # the wait (PostgreSQL looks again at the locked row only).
    work.session.scalar(fresh.options(joinedload(Submission.owner)))
