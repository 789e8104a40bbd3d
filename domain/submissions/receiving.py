"""Receiving at the portal: sealed, stored, recorded and handed to intake, all or nothing."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from typing import Any
from uuid import UUID

from domain import answers, audit, clocks, ids, letters, references, wraps
from domain.clocks import ClockKind
from domain.permissions import Permission
from domain.priorities import Priority
from domain.sealing import Context
from domain.sealing.closing import Sealed, seal
from domain.sealing.recipients import Recipients
from domain.submissions.sent import sent_under
from domain.submissions.tables import Submission
from domain.unit_of_work import UnitOfWork

RESTRICTED_THEMES = frozenset({"corruption"})


@dataclass(frozen=True)
class SealedAnswers:
    """Answers on their way in: sealed, with the little that stays clear by need."""

    id: UUID
    content: Sealed
    questions_version: int
    lead_theme: str
    themes: tuple[str, ...]


def sealed_answers(
    document: dict[str, Any], organisation_id: UUID, recipients: Recipients
) -> SealedAnswers:
    """Seal an answers document to the police, bound to the row it is going to be."""
    submission_id = ids.new()
    what = document.get("what", {})
    return SealedAnswers(
        id=submission_id,
        content=seal(answers.packed(document), context(submission_id, organisation_id), recipients),
        questions_version=document["questions_version"],
        lead_theme=what.get("lead_theme", ""),
        themes=tuple(what.get("themes", ())),
    )


def context(submission_id: UUID, organisation_id: UUID) -> Context:
    """Return where a submission's content belongs."""
    return Context("submission", submission_id, organisation_id, "answers")


def receive(work: UnitOfWork, sent: SealedAnswers, district: str, idempotency_key: UUID) -> str:
    """Store a submission and return its reference; sent twice under one key, it is stored once."""
    work.require(Permission.SUBMIT)
    before = sent_under(work, idempotency_key)
    return before or receive_held(work, sent, district, idempotency_key)


def receive_held(
    work: UnitOfWork, sent: SealedAnswers, district: str, idempotency_key: UUID
) -> str:
    """Store what is in a draft that this work holds, and return its reference.

    It is not asked whether the key was used: what sends a draft deletes it, so it was not.
    """
    work.require(Permission.SUBMIT)
    organisation_id = work.actor.organisation_id
    if organisation_id is None:
        raise ValueError("only a partner organisation can send a submission")
    submission = _arrived(sent, work.now)
    submission.organisation_id, submission.district = organisation_id, district
    submission.idempotency_key = idempotency_key
    work.add(_received(submission, sent))
    wraps.keep(work, submission.id, sent.content.wraps)
    work.defer("take_in", {"submission_id": str(submission.id)})
    _tell_the_mailbox(work, organisation_id, submission.reference)
    return submission.reference


def _arrived(sent: SealedAnswers, now: datetime) -> Submission:
    """Make the row, with the clocks that run until intake knows better."""
    due = partial(clocks.due, now, priority=Priority.LOW, flagged=False)
    safety_due = due(ClockKind.SAFETY_SCREEN).at
    return Submission(
        id=sent.id,
        reference=references.new(),
        received_at=now,
        questions_version=sent.questions_version,
        lead_theme=sent.lead_theme,
        themes=list(sent.themes),
        sealed=sent.content.sealed,
        restricted=not RESTRICTED_THEMES.isdisjoint(sent.themes),
        safety_due_at=safety_due,
        decision_due_at=due(ClockKind.DECISION).at,
        due_at=safety_due,
    )


def _received(submission: Submission, sent: SealedAnswers) -> audit.SubmissionReceived:
    digest = hashlib.sha256(sent.content.sealed).hexdigest()
    return audit.SubmissionReceived(
        submission, digest=digest, questions_version=sent.questions_version
    )


def _tell_the_mailbox(work: UnitOfWork, organisation_id: UUID, reference: str) -> None:
    """Write the reference, and nothing else, to the shared mailbox."""
    facts: dict[str, letters.Fact] = {"at": work.now, "reference": reference}
    to = letters.To(organisation_id=organisation_id)
    letters.write(work, letters.Kind.SUBMISSION_REFERENCE, to, facts)
