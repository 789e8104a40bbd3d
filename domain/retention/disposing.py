"""Disposal: the worker destroys what two people let go, all of it in one transaction.

Wraps go first of all: without them no copy of the sealed bytes opens, wherever it is. The events
stay, and so does the ledger of who was given what: a log outlives what it is about.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import select, text
from sqlalchemy.orm import undefer

from domain import audit, index, matches, outcomes, retention_groups
from domain.outcomes import State, Step
from domain.permissions import Permission
from domain.retention import destroying, holding, listing, reviewing
from domain.retention.tables import Review, ReviewState
from domain.submissions.tables import Submission
from domain.unit_of_work import UnitOfWork

AT_ONCE = 100
_EMPTY = text("select empty_submission(:id, :at)")
"""Nobody can change what was sent: the database empties it, if two people let it go."""


@dataclass(frozen=True)
class Disposed:
    """What was destroyed; `stored` are the sealed files to be removed once this is committed."""

    reference: str
    stored: tuple[UUID, ...]


def approved(work: UnitOfWork) -> list[UUID]:
    """Return reviews that two people let go and nobody has disposed of: none is left lying."""
    work.require(Permission.PROCESS_SUBMISSIONS)
    query = select(Review.id).where(Review.state == ReviewState.APPROVED)
    return list(work.session.scalars(query.order_by(Review.id).limit(AT_ONCE)))


def dispose(work: UnitOfWork, review_id: UUID) -> Disposed | None:
    """Destroy a submission that two people let go; None if that was done, or may not be now.

    A legal hold stops it until the hold is lifted. One that was taken up again stays.
    """
    work.require(Permission.PROCESS_SUBMISSIONS)
    review = work.session.get(Review, review_id, with_for_update=True)
    if review is None or review.state != ReviewState.APPROVED:
        return None
    submission = _locked(work, review.submission_id)
    if holding.standing(work, submission):
        return None
    if not _may_go(work, submission, review):
        review.state = ReviewState.OVERTAKEN
        work.record(audit.DisposalOvertaken(submission))
        return None
    return _destroy(work, submission, review)


def certificate(work: UnitOfWork, submission: Submission) -> Review | None:
    """Return the review under which a submission was disposed of, if it was."""
    work.require(Permission.REVIEW_RETENTION)
    query = select(Review).where(
        Review.submission_id == submission.id, Review.state == ReviewState.DISPOSED
    )
    return work.session.scalar(query)


def _locked(work: UnitOfWork, submission_id: UUID) -> Submission:
    query = select(Submission).where(Submission.id == submission_id)
    return work.session.scalars(query.options(undefer(Submission.sealed)).with_for_update()).one()


def _may_go(work: UnitOfWork, submission: Submission, review: Review) -> bool:
    """Look again with eyes that see everything: a reviewer may not see a sensitive report."""
    due = listing.due_on(work, submission)
    if submission.state != State.CLOSED or due is None or due > work.now.date():
        return False
    return _ground(review).past_age or not reviewing.kept_to_an_age(work, submission.id)


def _ground(review: Review) -> retention_groups.Ground:
    return next(g for g in retention_groups.schedule().dispose if g.key == review.ground)


def _destroy(work: UnitOfWork, submission: Submission, review: Review) -> Disposed:
    digest = hashlib.sha256(submission.sealed).hexdigest()
    work.session.execute(_EMPTY, {"id": submission.id, "at": work.now})
    gone = destroying.everything(work, submission)
    index.forget(work, submission.id)
    matches.forget(work, submission.id)
    submission.state = outcomes.after(State(submission.state), Step.DISPOSE)
    submission.priority, submission.screen_result = None, None
    submission.flagged, submission.review_on = False, None
    review.state, review.digest = ReviewState.DISPOSED, digest
    review.disposed_at = work.now
    work.record(
        audit.SubmissionDisposed(
            submission,
            digest=digest,
            ground=_ground(review).words,
            first=review.reviewer_name,
            second=review.second_name or "",
            contents=gone.contents,
            wraps=gone.wraps,
            files=gone.files,
            reports=gone.reports,
        )
    )
    return Disposed(submission.reference, gone.stored)
