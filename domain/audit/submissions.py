"""What can be recorded about submissions, from arrival to outcome."""

from __future__ import annotations

from datetime import datetime

from domain.audit.events import PORTAL, WORKER, Event, Operation, event


@event("{actor} sent {subject}", Operation.COLLECTION, by=PORTAL)
class SubmissionReceived(Event):
    """A partner's submission was sealed and stored. `digest` is of the sealed bytes."""

    digest: str
    questions_version: int


@event("{actor} took in {subject}: priority {priority}", Operation.ALTERATION, by=WORKER)
class SubmissionTakenIn(Event):
    """Intake opened it, found what is in it, set its priority and started its clocks."""

    priority: str
    flagged: bool
    restricted: bool
    rules: tuple[str, ...]
    safety_due_at: datetime
    decision_due_at: datetime


@event("{actor} took {subject}")
class SubmissionClaimed(Event):
    """An officer became its owner until the lease ends."""

    lease_until: datetime


@event("{actor} put {subject} back in the queue")
class SubmissionReleased(Event):
    """Its owner gave it up."""


@event("{actor} opened {subject}", Operation.CONSULTATION)
class SubmissionOpened(Event):
    """Its content was shown to an officer."""


@event("{actor} screened {subject} for safety: {result}", Operation.ALTERATION)
class SafetyScreened(Event):
    """Somebody judged whether anyone is at risk. The reasons are sealed, under `writing`."""

    result: str
    writing: str


@event("{actor} decided {subject}: {outcome}", Operation.ALTERATION)
class OutcomeDecided(Event):
    """Triage came to an outcome. Its facts and reason are sealed, under `writing`."""

    outcome: str
    writing: str


@event("{actor} reopened {subject}", Operation.ALTERATION)
class SubmissionReopened(Event):
    """A closed submission is worked on again. The reason is sealed, under `writing`."""

    writing: str


@event("{actor} handed {subject} to {to}")
class SubmissionHandedOver(Event):
    """A colleague became its owner. The note is sealed, under `writing`."""

    to: str
    lease_until: datetime
    writing: str


@event("{actor} took {subject} over from {before}")
class SubmissionTakenOver(Event):
    """A supervisor became its owner. The reason is sealed, under `writing`."""

    before: str
    writing: str


@event("{actor} wrote to supervisors: nobody has {subject}", by=WORKER)
class SupervisorsAlarmed(Event):
    """It is flagged for safety, nobody has it, and its time runs out."""


@event("{actor} took the numbers of {since} to {until} away as a file", Operation.DISCLOSURE)
class NumbersExported(Event):
    """Figures of the unit left as CSV; about whoever took them."""

    since: str
    until: str
