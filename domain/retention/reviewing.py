"""Reviews: keep it on, with a reason and a next date, or propose disposal to a second person."""

from __future__ import annotations

from collections.abc import Sequence
from uuid import UUID

from sqlalchemy import select

from domain import audit, queue, retention_groups, writings
from domain.messages.kinds import checked
from domain.outcomes import State
from domain.permissions import Permission
from domain.problems import NotAccepted
from domain.reports.tables import Report
from domain.retention import holding, listing
from domain.retention.tables import Review, ReviewState
from domain.retention_groups import Ground
from domain.sealing.opening import PrivateKeys
from domain.sealing.recipients import Recipients
from domain.submissions.tables import Submission
from domain.unit_of_work import UnitOfWork
from domain.writings import WritingKind

JOB = "dispose_submission"
"""The worker's job that destroys what two people let go."""


class ReviewRefused(Exception):
    """That cannot be done now, or not by this person; the message is for the officer."""


def retain(
    work: UnitOfWork, submission: Submission, ground: str, reason: str, recipients: Recipients
) -> None:
    """Keep a submission that is due for review, until its next one.

    Raises ReviewRefused, NotAccepted.
    """
    _check(work, submission)
    chosen = _ground(retention_groups.schedule().retain, ground)
    years = max((group.next_years for group in _groups(work, submission)), default=None)
    if years is None:
        clock = retention_groups.first_review(submission.outcome or "", work.now.date())
        next_on = clock or retention_groups.years_after(work.now.date(), 1)
    else:
        next_on = retention_groups.years_after(work.now.date(), years)
    review = _write(work, submission, ReviewState.RETAINED, chosen, (reason, recipients))
    review.next_on, review.settled_at = next_on, work.now
    submission.review_on = next_on
    writing = str(review.writing_id)
    happened = audit.SubmissionRetained(
        submission, ground=chosen.words, next_on=next_on, writing=writing
    )
    work.record(happened)


def propose(
    work: UnitOfWork, submission: Submission, ground: str, reason: str, recipients: Recipients
) -> None:
    """Propose that a submission be disposed of. Raises as `retain` does."""
    _check(work, submission)
    chosen = _ground(retention_groups.schedule().dispose, ground)
    if not chosen.past_age and kept_to_an_age(work, submission.id):
        words = "A report made from it is kept to the age of its subject: say that it is past"
        raise NotAccepted({"ground": words})
    review = _write(work, submission, ReviewState.PROPOSED, chosen, (reason, recipients))
    writing = str(review.writing_id)
    work.record(audit.DisposalProposed(submission, ground=chosen.words, writing=writing))


def agree(work: UnitOfWork, submission: Submission) -> None:
    """Let a submission go, as the second person; the worker destroys it. Raises ReviewRefused."""
    review = _to_settle(work, submission)
    if holding.standing(work, submission):
        raise ReviewRefused("It is under a legal hold.")
    review.state = ReviewState.APPROVED
    _settle(work, review)
    work.record(audit.DisposalApproved(submission, first=review.reviewer_name))
    work.defer(JOB, {"review_id": str(review.id)})


def keep_after_all(
    work: UnitOfWork, submission: Submission, reason: str, recipients: Recipients
) -> None:
    """Refuse a disposal, as the second person. Raises ReviewRefused, NotAccepted."""
    review = _to_settle(work, submission)
    content = {"refused": checked("reason", reason, "Enter the reason for keeping it")}
    writing = writings.write(work, submission, WritingKind.REVIEW, content, recipients)
    review.state = ReviewState.REFUSED
    _settle(work, review)
    first = review.reviewer_name
    work.record(audit.DisposalRefused(submission, first=first, writing=str(writing)))


def history(work: UnitOfWork, submission: Submission) -> Sequence[Review]:
    """Return the reviews of a submission, newest first."""
    work.require(Permission.REVIEW_RETENTION)
    query = select(Review).where(Review.submission_id == submission.id)
    return work.session.scalars(query.order_by(Review.id.desc())).all()


def reason_of(work: UnitOfWork, submission: Submission, review: Review, keys: PrivateKeys) -> str:
    """Return the reason for a review, to those who review; empty once it is destroyed."""
    work.require(Permission.REVIEW_RETENTION)
    found = writings.written(work, submission, [WritingKind.REVIEW], keys)
    said = next((one.content for one in found if one.id == review.writing_id), {})
    return str(said.get("reason", ""))


def kept_to_an_age(work: UnitOfWork, submission_id: UUID) -> bool:
    """Say whether a report made from a submission is of a group that is kept to an age."""
    groups = select(Report.retention_group).where(Report.submission_id == submission_id)
    found = [retention_groups.find(key or "") for key in work.session.scalars(groups)]
    return any(group is not None and group.to_age for group in found)


def _groups(work: UnitOfWork, submission: Submission) -> list[retention_groups.RetentionGroup]:
    query = select(Report.retention_group).where(Report.submission_id == submission.id)
    found = [retention_groups.find(key or "") for key in work.session.scalars(query)]
    return [group for group in found if group is not None]


def _check(work: UnitOfWork, submission: Submission) -> None:
    """Raise ReviewRefused unless a submission is due, and nobody has reviewed it meanwhile."""
    work.require(Permission.REVIEW_RETENTION)
    queue.lock(work, submission)
    due = listing.due_on(work, submission)
    if submission.state != State.CLOSED:
        raise ReviewRefused(f"A submission that is {submission.state} is not reviewed.")
    if due is None or due > work.now.date():
        raise ReviewRefused("Its review is not due yet.")
    if holding.standing(work, submission):
        raise ReviewRefused("It is under a legal hold.")
    if _open(work, submission):
        raise ReviewRefused("It waits for a second person already.")


def _to_settle(work: UnitOfWork, submission: Submission) -> Review:
    work.require(Permission.REVIEW_RETENTION)
    queue.lock(work, submission)
    review = _open(work, submission)
    if review is None or review.state != ReviewState.PROPOSED:
        raise ReviewRefused("Nobody has proposed to dispose of it.")
    if review.reviewer_id == work.actor.id:
        raise ReviewRefused("You proposed it: a second person has to agree.")
    return review


def _settle(work: UnitOfWork, review: Review) -> None:
    review.second_id, review.second_name = work.actor.id, work.actor.name
    review.settled_at = work.now


def _open(work: UnitOfWork, submission: Submission) -> Review | None:
    query = select(Review).where(
        Review.submission_id == submission.id,
        Review.state.in_([ReviewState.PROPOSED, ReviewState.APPROVED]),
    )
    return work.session.scalar(query)


def _ground(offered: Sequence[Ground], key: str) -> Ground:
    for ground in offered:
        if ground.key == key:
            return ground
    raise NotAccepted({"ground": "Select why"})


def _write(
    work: UnitOfWork,
    submission: Submission,
    state: ReviewState,
    ground: Ground,
    said: tuple[str, Recipients],
) -> Review:
    reason, recipients = said
    content = {"reason": checked("reason", reason, "Enter the reason")}
    writing = writings.write(work, submission, WritingKind.REVIEW, content, recipients)
    review = Review(
        submission_id=submission.id,
        state=state,
        ground=ground.key,
        reviewed_at=work.now,
        reviewer_id=work.actor.id,
        reviewer_name=work.actor.name,
        writing_id=writing,
    )
    work.session.add(review)
    return review
