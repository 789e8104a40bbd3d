"""Intake: what the worker does with a submission as soon as it has arrived.

It opens it, finds identifiers, raises priority and safety flag by the rules, starts the clocks,
puts it on the queue, writes its terms into the blind index and finds what it matches. Killed at
any point and done again, it comes to the same end once.
"""

from __future__ import annotations

from dataclasses import asdict
from datetime import timedelta
from functools import partial
from uuid import UUID

from sqlalchemy import select

from domain import (
    audit,
    clocks,
    identifiers,
    index,
    matches,
    openings,
    outcomes,
    priorities,
    terms,
    writings,
)
from domain.clocks import ClockKind
from domain.index import SearchKeys
from domain.outcomes import State, Step
from domain.permissions import Permission
from domain.sealing.opening import PrivateKeys
from domain.sealing.recipients import Recipients
from domain.submissions import Submission
from domain.terms import Term
from domain.unit_of_work import UnitOfWork
from domain.writings import WritingKind


def take_in(
    work: UnitOfWork,
    submission_id: UUID,
    keys: PrivateKeys,
    recipients: Recipients,
    search_keys: SearchKeys,
) -> bool:
    """Take a submission in; return False if that was done before."""
    work.require(Permission.PROCESS_SUBMISSIONS)
    query = select(Submission).where(Submission.id == submission_id).with_for_update()
    submission = work.session.scalar(query)
    if submission is None or submission.state != State.ARRIVED:
        return False
    answers = openings.answers_of(work, submission, keys)
    found = identifiers.extract(answers)
    assessed = priorities.assess(answers, priorities.rulebook(), work.now.date())
    content = {
        "identifiers": [asdict(one) for one in found],
        "reasons": [asdict(one) for one in assessed.reasons],
    }
    writings.write(work, submission, WritingKind.FINDINGS, content, recipients)
    _put_on_queue(work, submission, assessed)
    _make_findable(work, submission, terms.terms(answers, found), search_keys)
    return True


def leftovers(work: UnitOfWork) -> list[UUID]:
    """Return what arrived over a minute ago and was not taken in: its job was lost, or failed."""
    work.require(Permission.PROCESS_SUBMISSIONS)
    query = select(Submission.id).where(
        Submission.state == State.ARRIVED, Submission.received_at < work.now - timedelta(minutes=1)
    )
    return list(work.session.scalars(query.order_by(Submission.received_at).limit(100)))


def _make_findable(
    work: UnitOfWork, submission: Submission, held: frozenset[Term], keys: SearchKeys
) -> None:
    """Matches come last, and after everything else is sent: nobody else finds any meanwhile."""
    index.write(work, submission, held, keys)
    work.session.flush()
    matches.find(work, submission, held, keys)


def _put_on_queue(
    work: UnitOfWork, submission: Submission, assessed: priorities.Assessment
) -> None:
    received = submission.received_at
    submission.state = outcomes.after(State(submission.state), Step.TAKE_IN)
    submission.priority = assessed.priority
    submission.flagged = assessed.safety_flag
    submission.restricted = submission.restricted or assessed.restricted is not None
    due = partial(clocks.due, received, priority=assessed.priority, flagged=assessed.safety_flag)
    safety_due, decision_due = due(ClockKind.SAFETY_SCREEN).at, due(ClockKind.DECISION).at
    submission.safety_due_at = submission.due_at = safety_due
    submission.decision_due_at = decision_due
    work.record(
        audit.SubmissionTakenIn(
            submission,
            priority=assessed.priority,
            flagged=assessed.safety_flag,
            restricted=submission.restricted,
            rules=tuple(sorted({reason.rule_key for reason in assessed.reasons})),
            safety_due_at=safety_due,
            decision_due_at=decision_due,
        )
    )
