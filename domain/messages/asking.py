"""What police say to a partner: a question, a tip, a cleared outcome; and the chase."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import func, or_, select
from sqlalchemy.orm import joinedload

from domain import audit, ids, letters, openings
from domain.index import SearchKeys
from domain.messages import submitters
from domain.messages.kinds import Kind, checked, coarse_outcomes
from domain.messages.tables import Message
from domain.messages.tasking import tasking_phrases
from domain.messages.writing import Draft, keep
from domain.outcomes import State
from domain.permissions import Permission
from domain.problems import NotAccepted
from domain.sealing.opening import PrivateKeys
from domain.sealing.recipients import Recipients
from domain.submissions import Submission
from domain.unit_of_work import UnitOfWork


@dataclass(frozen=True)
class Question:
    """A question to a partner. `answer_by` is aware.

    `why_again` is asked for where this submitter was asked before, `not_a_task` where the words
    read like a task: repeated tasking makes a covert source.
    """

    text: str
    answer_by: datetime
    why_again: str = ""
    not_a_task: str = ""


@dataclass(frozen=True)
class Channel:
    """What it takes to ask a partner.

    `recipients`: whom a question is sealed to; the keys tell who sent what it is about, and whether
    they were asked before.
    """

    recipients: Recipients
    private: PrivateKeys
    search: SearchKeys


def problems_with(question: Question, before: int) -> dict[str, str]:
    """Say what has to be thought of before a question goes out; empty when nothing has.

    `before`: how often this submitter was asked before.
    """
    problems: dict[str, str] = {}
    phrases = tasking_phrases(question.text)
    if phrases and not question.not_a_task.strip():
        quoted = ", ".join(f"“{phrase}”" for phrase in phrases)
        problems["not_a_task"] = (
            f"{quoted} reads like a task. Ask only for what they already hold,"
            " or say why this is not a task"
        )
    if before and not question.why_again.strip():
        problems["why_again"] = "This submitter was asked before: enter why you are asking again"
    return problems


def asked_before(
    work: UnitOfWork, submission: Submission, answers: Mapping[str, Any], keys: SearchKeys
) -> int:
    """Return how often its submitter was asked, about this submission or another of theirs."""
    who = submitters.numbers(submission.organisation_id, answers, keys)
    theirs = or_(Message.submission_id == submission.id, Message.asked_of.in_(who))
    query = select(func.count()).where(theirs, Message.kind == Kind.QUESTION)
    return work.session.scalar(query) or 0


def ask(work: UnitOfWork, submission: Submission, question: Question, channel: Channel) -> UUID:
    """Send a question (sealed to the portal's key as well); the mailbox gets a letter without it.

    Raises NotAccepted. The reasons are kept by whoever decides (`domain.decisions`).
    """
    work.require(Permission.DECIDE_OUTCOMES)
    text = checked("question", question.text, "Enter what you are asking the partner")
    answers = openings.answers_of(work, submission, channel.private)
    before = asked_before(work, submission, answers, channel.search)
    if problems := problems_with(question, before):
        raise NotAccepted(problems)
    who = submitters.numbers(submission.organisation_id, answers, channel.search)
    draft = Draft(ids.new(), Kind.QUESTION, {"text": text}, question.answer_by)
    keep(work, submission, replace(draft, asked_of=next(iter(who), None)), channel.recipients)
    message, by, tasking = str(draft.id), question.answer_by, len(tasking_phrases(text))
    happened = audit.QuestionAsked(
        submission, message=message, answer_by=by, number=before + 1, tasking=tasking
    )
    submission.asked_at = work.now
    work.record(happened)
    _write_to_mailbox(work, submission)
    return draft.id


def tip(work: UnitOfWork, submission: Submission, text: str, recipients: Recipients) -> UUID:
    """Tell a partner how to send something better next time. Raises NotAccepted."""
    work.require(Permission.GIVE_FEEDBACK)
    draft = Draft(ids.new(), Kind.TIP, {"text": checked("tip", text, "Enter the tip")})
    keep(work, submission, draft, recipients)
    work.record(audit.TipGiven(submission, message=str(draft.id)))
    return draft.id


def clear_outcome(work: UnitOfWork, submission: Submission, coarse: str) -> None:
    """Let a partner see a coarse outcome of a closed submission; "" takes it back.

    Raises NotAccepted for what is not in the closed list, or not closed yet.
    """
    work.require(Permission.GIVE_FEEDBACK)
    if coarse and coarse not in coarse_outcomes():
        raise NotAccepted({"coarse": "Select what the partner may be told"})
    if coarse and submission.state != State.CLOSED:
        raise NotAccepted({"coarse": "Decide what becomes of it first"})
    submission.cleared_outcome = coarse or None
    work.record(audit.OutcomeCleared(submission, coarse=coarse))


def to_chase(work: UnitOfWork) -> list[UUID]:
    """Return the questions whose answer is overdue and that nobody was reminded of yet."""
    work.require(Permission.PROCESS_SUBMISSIONS)
    query = select(Message.id).where(
        Message.kind == Kind.QUESTION, Message.chased_at.is_(None), Message.answer_by < work.now
    )
    return list(work.session.scalars(query.order_by(Message.answer_by).limit(100)))


def chase(work: UnitOfWork, question_id: UUID) -> bool:
    """Remind the mailbox of a question, once; False where there is nothing to be reminded of."""
    work.require(Permission.PROCESS_SUBMISSIONS)
    query = select(Message).where(Message.id == question_id, Message.chased_at.is_(None))
    question = work.session.scalar(query.with_for_update(skip_locked=True))
    if question is None:
        return False
    question.chased_at = work.now
    whole = select(Submission).options(joinedload(Submission.organisation))
    submission = work.session.scalars(whole.where(Submission.id == question.submission_id)).one()
    answered = select(Message.id).where(Message.answers_id == question_id).limit(1)
    if submission.state != State.WITH_PARTNER or work.session.scalar(answered):
        return False
    work.record(audit.QuestionChased(submission, message=str(question_id)))
    _write_to_mailbox(work, submission)
    return True


def _write_to_mailbox(work: UnitOfWork, submission: Submission) -> None:
    to = letters.To(organisation_id=submission.organisation_id)
    letters.write(work, letters.Kind.QUESTION_WAITING, to, {"reference": submission.reference})
