"""What a partner writes about what it has sent: an answer, more information, a withdrawal.

It is sealed to the police; not even the portal reads it again. The worker then raises the item.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from uuid import UUID

from sqlalchemy import ColumnElement, select
from sqlalchemy.orm import load_only

from domain import audit, ids
from domain.messages.kinds import Kind, checked
from domain.messages.tables import Message
from domain.messages.writing import Draft, keep
from domain.outcomes import State
from domain.permissions import Permission
from domain.sealing.recipients import Recipients
from domain.submissions import Submission
from domain.unit_of_work import UnitOfWork

JOB = "raise_message"
"""The worker's job that puts a submission back on the queue."""


class NothingThere(LookupError):
    """There is no such submission or question, or it is not this organisation's: all the same."""


@dataclass(frozen=True)
class Said:
    """What somebody typed, and who it is. `id` makes sending it twice send it once."""

    text: str
    name: str
    phone: str = ""
    id: UUID = field(default_factory=ids.new)


def answer(work: UnitOfWork, question_id: UUID, said: Said, recipients: Recipients) -> UUID:
    """Answer a question, also one that was answered before; return the message's id.

    Raises NothingThere, NotAccepted.
    """
    question = work.session.execute(
        select(Message.id, Message.submission_id).where(
            Message.id == question_id,
            Message.kind == Kind.QUESTION,
            Message.organisation_id == work.actor.organisation_id,
        )
    ).first()
    if question is None:
        raise NothingThere
    submission = own(work, Submission.id == question.submission_id)
    draft = Draft(said.id, Kind.ANSWER, _content(said, "your answer"), answers_id=question_id)
    if _send(work, submission, draft, recipients):
        happened = audit.QuestionAnswered(
            submission, message=str(said.id), question=str(question_id)
        )
        work.record(happened)
    return said.id


def add_information(work: UnitOfWork, reference: str, said: Said, recipients: Recipients) -> UUID:
    """Add something to a submission, at any time, also once it is closed; return the message's id.

    Raises NothingThere, NotAccepted.
    """
    submission = own(work, Submission.reference == reference)
    draft = Draft(said.id, Kind.ADDITION, _content(said, "what you want to add"))
    if _send(work, submission, draft, recipients):
        work.record(audit.InformationAdded(submission, message=str(said.id)))
    return said.id


def withdraw(work: UnitOfWork, reference: str, said: Said, recipients: Recipients) -> UUID:
    """Ask for a submission to be withdrawn; the reason is what is said. An officer decides.

    Raises NothingThere, NotAccepted.
    """
    submission = own(work, Submission.reference == reference)
    draft = Draft(said.id, Kind.WITHDRAWAL, _content(said, "why you want to withdraw it"))
    if _send(work, submission, draft, recipients):
        work.record(audit.WithdrawalAsked(submission, message=str(said.id)))
    return said.id


def own(work: UnitOfWork, condition: ColumnElement[bool]) -> Submission:
    """Return a submission of the actor's organisation, with what the portal may see of it.

    Nothing can be added to one that was disposed of.
    """
    work.require(Permission.SEE_OWN_SUBMISSIONS)
    query = select(Submission).where(
        condition,
        Submission.organisation_id == work.actor.organisation_id,
        Submission.state != State.DISPOSED,
    )
    seen = load_only(
        Submission.id, Submission.reference, Submission.organisation_id, raiseload=True
    )
    submission = work.session.scalar(query.options(seen))
    if submission is None:
        raise NothingThere
    return submission


def _content(said: Said, what: str) -> dict[str, str]:
    return {
        "text": checked("text", said.text, f"Enter {what}"),
        "name": checked("name", said.name, "Enter your name"),
        "phone": said.phone.strip(),
    }


def _send(work: UnitOfWork, submission: Submission, draft: Draft, recipients: Recipients) -> bool:
    """Keep it and have the worker raise it; False if the same message was sent before."""
    work.require(Permission.SUBMIT)
    if work.session.scalar(select(Message.id).where(Message.id == draft.id)):
        return False
    keep(work, submission, draft, recipients)
    work.defer(JOB, {"message_id": str(draft.id)})
    return True
