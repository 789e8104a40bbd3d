"""What can be recorded about messages between the triage unit and a partner. Never their words.

Each is about the submission, so that it stands in its history; `message` is the message's id.
"""

from __future__ import annotations

from datetime import datetime

from domain.audit.events import PORTAL, WORKER, Event, Operation, event


@event("{actor} asked the partner about {subject}", Operation.DISCLOSURE)
class QuestionAsked(Event):
    """A question went to the partner. `tasking`: phrases in it that read like a task."""

    message: str
    answer_by: datetime
    number: int
    tasking: int


@event("{actor} reminded the partner of a question about {subject}", by=WORKER)
class QuestionChased(Event):
    """The answer was not there in time: the partner was written to, and the item is overdue."""

    message: str


@event("{actor} gave the partner a tip about {subject}", Operation.DISCLOSURE)
class TipGiven(Event):
    """The partner was told how to send something better next time."""

    message: str


@event("{actor} cleared an outcome of {subject} for the partner: {coarse}", Operation.DISCLOSURE)
class OutcomeCleared(Event):
    """The partner is shown a coarse outcome; `coarse` is its key, empty if taken back."""

    coarse: str


@event("{actor} read a message about {subject}", Operation.CONSULTATION, by=PORTAL)
class MessageReadByPartner(Event):
    """A question or a tip was shown to the partner."""

    message: str


@event("{actor} answered a question about {subject}", Operation.COLLECTION, by=PORTAL)
class QuestionAnswered(Event):
    """The partner answered; `question` is the id of the question."""

    message: str
    question: str


@event("{actor} added information to {subject}", Operation.COLLECTION, by=PORTAL)
class InformationAdded(Event):
    """The partner sent more."""

    message: str


@event("{actor} asked to withdraw {subject}", Operation.COLLECTION, by=PORTAL)
class WithdrawalAsked(Event):
    """The partner wants it withdrawn; the reason is in the message."""

    message: str


@event(
    "{actor} put {subject} back on the queue: {kind} from the partner",
    Operation.ALTERATION,
    by=WORKER,
)
class SubmissionRaised(Event):
    """What a partner wrote put a submission before the safety screen again."""

    message: str
    kind: str
    before: str
    priority: str
    flagged: bool
    rules: tuple[str, ...]
    safety_due_at: datetime


@event("{actor} read what the partner wrote about {subject}", Operation.CONSULTATION)
class MessagesRead(Event):
    """What a partner wrote was shown to an officer."""

    messages: tuple[str, ...]


@event("{actor} wrote a note on {subject}", Operation.ALTERATION)
class NoteWritten(Event):
    """An internal note; sealed, under `writing`. Partners never see one."""

    writing: str
