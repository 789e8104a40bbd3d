"""Deciding what becomes of a submission, and reopening it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from functools import partial

from domain import (
    audit,
    clocks,
    openings,
    outcomes,
    queue,
    relations,
    reports,
    retention_groups,
    writings,
)
from domain.clocks import ClockKind
from domain.messages import asking
from domain.messages.asking import Question
from domain.outcomes import OUTCOMES, Outcome, State, Step
from domain.permissions import Permission
from domain.priorities import Priority
from domain.problems import NotAccepted, reason_given
from domain.relations import Link, RelationKind
from domain.sealing.recipients import Recipients
from domain.submissions import Submission
from domain.unit_of_work import UnitOfWork
from domain.writings import WritingKind


@dataclass(frozen=True)
class Decision:
    """An outcome, the facts it asks for (by key) and the reason for it."""

    outcome: Outcome
    facts: Mapping[str, str]
    reason: str


class NotScreened(ValueError):
    """The safety screen comes first and cannot be skipped."""


class EditedByAnother(Exception):
    """Somebody else changed the submission since the officer's page was made."""


def check_version(work: UnitOfWork, submission: Submission, version: int) -> None:
    """Lock the submission; raise EditedByAnother unless it is as the officer's page showed it."""
    queue.lock(work, submission)
    if submission.version != version:
        raise EditedByAnother(submission.title)


def decide(
    work: UnitOfWork,
    submission: Submission,
    decision: Decision,
    recipients: Recipients,
    partner: asking.Channel | None = None,
) -> None:
    """Decide what becomes of a submission that the officer has open.

    `partner`: what it takes to ask a question, if one is asked. Raises NotScreened,
    StepNotAllowed, NotYours, openings.NotOpen, or NotAccepted with a problem for each fact.
    """
    work.require(Permission.DECIDE_OUTCOMES)
    outcome, reason = decision.outcome, decision.reason
    kept = _checked(work, submission, decision)
    queue.hold(work, submission)
    openings.require_open(work, submission)
    submission.state = outcomes.after(State(submission.state), OUTCOMES[outcome].step)
    submission.outcome = outcome
    _set_clock(submission, kept, work.now)
    _ask(work, submission, kept, partner)
    _link(work, submission, kept, reason, recipients)
    content = {"outcome": outcome, "facts": kept, "reason": reason.strip()}
    writing = writings.write(work, submission, WritingKind.DECISION, content, recipients)
    work.record(audit.OutcomeDecided(submission, outcome=outcome, writing=str(writing)))


def reopen(work: UnitOfWork, submission: Submission, reason: str, recipients: Recipients) -> None:
    """Work on a closed submission again. Raises NotAccepted or StepNotAllowed."""
    work.require(Permission.DECIDE_OUTCOMES)
    why = reason_given(reason, "Enter the reason for reopening it")
    submission.state = outcomes.after(State(submission.state), Step.REOPEN)
    due = partial(
        clocks.due,
        work.now,
        priority=submission.priority or Priority.LOW,
        flagged=submission.flagged,
    )
    submission.safety_due_at = due(ClockKind.SAFETY_SCREEN).at
    submission.decision_due_at = due(ClockKind.DECISION).at
    submission.due_at = submission.safety_due_at
    submission.outcome = submission.decided_at = submission.cleared_outcome = None
    submission.alarmed_at = submission.review_on = None
    submission.screened_at = submission.screen_result = None
    submission.owner_id = submission.lease_until = None
    content = {"reason": why}
    writing = writings.write(work, submission, WritingKind.REOPENING, content, recipients)
    work.record(audit.SubmissionReopened(submission, writing=str(writing)))


def _checked(work: UnitOfWork, submission: Submission, decision: Decision) -> dict[str, str]:
    """Return the facts of a decision that can be made, trimmed."""
    if submission.screened_at is None or submission.state == State.TO_SCREEN:
        raise NotScreened("Screen the submission for safety first.")
    kept = outcomes.check_facts(decision.outcome, decision.facts, decision.reason)
    _check_against_the_record(work, submission, kept)
    return kept


def _check_against_the_record(
    work: UnitOfWork, submission: Submission, facts: Mapping[str, str]
) -> None:
    """Raise NotAccepted for a day that is over, and for a reference that leads nowhere."""
    made = facts.get("reports")
    if made and (problem := reports.problem_with(work, submission.id, made)):
        raise NotAccepted({"reports": problem})
    if facts.get("answer_by", "9999") < work.now.date().isoformat():
        raise NotAccepted({"answer_by": "When you need the answer must be today or later"})
    if (earlier := facts.get("duplicate_of")) is None:
        return
    if earlier == submission.reference:
        raise NotAccepted({"duplicate_of": "A submission cannot be a duplicate of itself"})
    if queue.find(work, earlier) is None:
        raise NotAccepted({"duplicate_of": f"There is no submission with reference {earlier}"})


def _link(
    work: UnitOfWork,
    submission: Submission,
    facts: Mapping[str, str],
    reason: str,
    recipients: Recipients,
) -> None:
    """Link a duplicate to what it is a duplicate of, unless an officer did so before."""
    earlier = queue.find(work, facts["duplicate_of"]) if "duplicate_of" in facts else None
    if earlier and not relations.linked(work, submission, earlier, RelationKind.DUPLICATE):
        link = Link(RelationKind.DUPLICATE, reason.strip()[: relations.LONGEST])
        relations.relate(work, submission, earlier, link, recipients)


def _ask(
    work: UnitOfWork,
    submission: Submission,
    facts: Mapping[str, str],
    partner: asking.Channel | None,
) -> None:
    if submission.state != State.WITH_PARTNER:
        return
    if partner is None or submission.answer_due_at is None:
        raise ValueError("a question goes to the partner: say whom it is sealed to")
    question = Question(
        facts["question"], submission.answer_due_at, facts["why_again"], facts["not_a_task"]
    )
    asking.ask(work, submission, question, partner)


def _set_clock(submission: Submission, facts: Mapping[str, str], now: datetime) -> None:
    submission.owner_id = submission.lease_until = None
    if submission.state == State.WITH_PARTNER:
        day = date.fromisoformat(facts["answer_by"])
        submission.answer_due_at = datetime.combine(day, time(17), UTC)
        submission.due_at = submission.answer_due_at
    else:
        submission.decided_at, submission.due_at = now, None
        submission.review_on = retention_groups.first_review(submission.outcome or "", now.date())
