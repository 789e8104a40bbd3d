"""Internal notes on a submission, for officers alone: nothing of partners shows them."""

from __future__ import annotations

from uuid import UUID

from domain import audit, openings, writings
from domain.messages.kinds import checked
from domain.permissions import Permission
from domain.sealing.recipients import Recipients
from domain.submissions import Submission
from domain.unit_of_work import UnitOfWork
from domain.writings import WritingKind


def write(work: UnitOfWork, submission: Submission, text: str, recipients: Recipients) -> UUID:
    """Keep a note on a submission that the actor has open. Raises NotOpen, NotAccepted."""
    work.require(Permission.WORK_QUEUE)
    if not openings.is_open(work, submission):
        raise openings.NotOpen(submission.title)
    content = {"note": checked("note", text, "Enter the note")}
    writing = writings.write(work, submission, WritingKind.NOTE, content, recipients)
    work.record(audit.NoteWritten(submission, writing=str(writing)))
    return writing
