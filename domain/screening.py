"""The safety screen: is anyone at risk? First, apart from grading, with a clock of its own.

Source: the police watchdog's finding of July 2022 on a portal of this kind.
"""

from __future__ import annotations

from dataclasses import asdict, dataclass
from enum import StrEnum

from domain import audit, openings, outcomes, queue, writings
from domain.outcomes import State, Step
from domain.permissions import Permission
from domain.problems import NotAccepted
from domain.sealing.recipients import Recipients
from domain.submissions import Submission
from domain.unit_of_work import UnitOfWork
from domain.writings import WritingKind

LONGEST = 4000


class ScreenResult(StrEnum):
    """What the safety screen found."""

    NO_CONCERN = "no concern"
    CONCERN = "concern"
    EMERGENCY = "emergency"


@dataclass(frozen=True)
class Screen:
    """A safety screen. A concern says who was told, how and when; an emergency the log number.

    `threat` to `vulnerability` are reasons in words, each where there is one: reasons, not ticks.
    They are those of THRIVE, by which police weigh risk: threat, harm, risk, investigation,
    vulnerability, engagement.
    """

    result: ScreenResult
    reason: str
    told_whom: str = ""
    told_how: str = ""
    told_when: str = ""
    log_number: str = ""
    threat: str = ""
    harm: str = ""
    risk: str = ""
    vulnerability: str = ""


REQUIRED: dict[ScreenResult, dict[str, str]] = {
    ScreenResult.NO_CONCERN: {"reason": "Enter why nobody is at risk"},
    ScreenResult.CONCERN: {
        "reason": "Enter who is at risk, and of what",
        "told_whom": "Enter who you told",
        "told_how": "Enter how you told them",
        "told_when": "Enter when you told them",
    },
    ScreenResult.EMERGENCY: {
        "reason": "Enter who is in danger, and of what",
        "log_number": "Enter the control room's log number",
    },
}
"""What each result asks for, and what to say where it is missing."""


def screen(work: UnitOfWork, submission: Submission, found: Screen, recipients: Recipients) -> None:
    """Record whether anyone is at risk, as found by an officer who has the submission open.

    Raises NotAccepted, NotYours, openings.NotOpen or StepNotAllowed.
    """
    work.require(Permission.SCREEN_FOR_SAFETY)
    _check(found)
    queue.hold(work, submission)
    openings.require_open(work, submission)
    submission.state = outcomes.after(State(submission.state), Step.SCREEN)
    submission.screened_at, submission.screen_result = work.now, found.result
    if submission.state == State.TO_DECIDE:
        submission.due_at = submission.decision_due_at
    writing = writings.write(work, submission, WritingKind.SAFETY_SCREEN, asdict(found), recipients)
    work.record(audit.SafetyScreened(submission, result=found.result, writing=str(writing)))


def _check(found: Screen) -> None:
    given = asdict(found)
    problems = {
        field: words
        for field, words in REQUIRED[found.result].items()
        if not str(given[field]).strip()
    }
    for field, value in given.items():
        if len(str(value)) > LONGEST:
            problems[field] = f"This must be {LONGEST:,} characters or fewer"
    if problems:
        raise NotAccepted(problems)
