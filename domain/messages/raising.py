"""What the worker does with what a partner wrote: the item is raised, and screened anew.

What is said in it is then found by search, and joins what it matches: the index follows.

Whatever a partner adds, also to what is closed, goes before the safety screen with a clock of its
own; its words may raise priority and flag, and never lower them.
"""

from __future__ import annotations

from datetime import timedelta
from functools import partial
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import undefer

from domain import audit, clocks, outcomes, priorities
from domain.clocks import ClockKind
from domain.messages import threads
from domain.messages.kinds import Direction, Kind
from domain.messages.tables import Message
from domain.outcomes import State, Step
from domain.permissions import Permission
from domain.priorities import Assessment, Priority
from domain.sealing.opening import PrivateKeys
from domain.submissions import Submission
from domain.unit_of_work import UnitOfWork

DONE_WITH = frozenset({State.WITH_PARTNER, State.CLOSED})
"""States in which nobody works on it: it gets a new clock for the decision too."""


def raise_(work: UnitOfWork, message_id: UUID, keys: PrivateKeys) -> bool:
    """Put the submission a message is about back on the queue; False if that was done before."""
    work.require(Permission.PROCESS_SUBMISSIONS)
    this = select(Message).where(
        Message.id == message_id,
        Message.direction == Direction.TO_POLICE,
        Message.raised_at.is_(None),
    )
    message = work.session.scalar(this.options(undefer(Message.sealed)).with_for_update())
    if message is None:
        return False
    query = select(Submission).where(Submission.id == message.submission_id).with_for_update()
    submission = work.session.scalars(query).one()
    # What cannot be opened raises it too: an officer learns at least that somebody wrote.
    text = threads.words_of(work, message, keys)
    found = priorities.assess({"what": {"facts": text}}, priorities.rulebook(), work.now.date())
    before = State(submission.state)
    message.raised_at = work.now
    _raise(work, submission, Kind(message.kind), found)
    _record(work, submission, message, before, found)
    work.defer("index_submission", {"submission_id": str(submission.id)})
    return True


def leftovers(work: UnitOfWork) -> list[UUID]:
    """Return what partners wrote over a minute ago and was not raised: its job was lost."""
    work.require(Permission.PROCESS_SUBMISSIONS)
    query = select(Message.id).where(
        Message.direction == Direction.TO_POLICE,
        Message.raised_at.is_(None),
        Message.written_at < work.now - timedelta(minutes=1),
    )
    return list(work.session.scalars(query.order_by(Message.written_at).limit(100)))


def _raise(work: UnitOfWork, submission: Submission, kind: Kind, found: Assessment) -> None:
    before = State(submission.state)
    answered = kind is Kind.ANSWER and before is State.WITH_PARTNER
    submission.state = outcomes.after(before, Step.ANSWER if answered else Step.ADD)
    submission.unread = True
    known = Priority(submission.priority or Priority.LOW)
    submission.priority = max(known, found.priority, key=lambda one: one.rank)
    submission.flagged = submission.flagged or found.safety_flag
    submission.restricted = submission.restricted or found.restricted is not None
    if submission.state == State.ARRIVED:
        return  # intake has still to start its clocks
    due = partial(clocks.due, work.now, priority=submission.priority, flagged=submission.flagged)
    _start_clocks(submission, before, due(ClockKind.SAFETY_SCREEN), due(ClockKind.DECISION))


def _start_clocks(
    submission: Submission, before: State, safety: clocks.Due, decision: clocks.Due
) -> None:
    running = submission.safety_due_at if before is State.TO_SCREEN else None
    submission.safety_due_at = min(running, safety.at) if running else safety.at
    submission.due_at = submission.safety_due_at
    submission.screened_at = submission.screen_result = None
    submission.alarmed_at = None
    if before in DONE_WITH:
        submission.decision_due_at = decision.at
        submission.outcome = submission.decided_at = submission.answer_due_at = None
        submission.owner_id = submission.lease_until = submission.cleared_outcome = None


def _record(
    work: UnitOfWork, submission: Submission, message: Message, before: State, found: Assessment
) -> None:
    work.record(
        audit.SubmissionRaised(
            submission,
            message=str(message.id),
            kind=message.kind,
            before=before,
            priority=submission.priority or Priority.LOW,
            flagged=submission.flagged,
            rules=tuple(sorted({reason.rule_key for reason in found.reasons})),
            safety_due_at=submission.safety_due_at or work.now,
        )
    )
