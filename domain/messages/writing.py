"""Putting a message together: sealed, kept with its wraps, by whichever side writes it."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from domain import wraps
from domain.messages.kinds import Kind
from domain.messages.tables import Message, context
from domain.sealing.closing import seal
from domain.sealing.recipients import Recipients
from domain.submissions import Submission
from domain.unit_of_work import UnitOfWork


@dataclass(frozen=True)
class Draft:
    """A message about to be sealed: `content` becomes JSON, the rest stays clear by need."""

    id: UUID
    kind: Kind
    content: dict[str, str]
    answer_by: datetime | None = None
    answers_id: UUID | None = None
    asked_of: bytes | None = None


def keep(work: UnitOfWork, submission: Submission, draft: Draft, recipients: Recipients) -> None:
    """Seal a message and keep it. The caller records it."""
    direction = draft.kind.direction
    plain = json.dumps(draft.content, ensure_ascii=False).encode()
    sealed = seal(plain, context(draft.id, submission.organisation_id, direction), recipients)
    work.session.add(
        Message(
            id=draft.id,
            submission_id=submission.id,
            organisation_id=submission.organisation_id,
            direction=direction,
            kind=draft.kind,
            written_at=work.now,
            author_id=work.actor.id,
            author_name=work.actor.name,
            sealed=sealed.sealed,
            answer_by=draft.answer_by,
            answers_id=draft.answers_id,
            asked_of=draft.asked_of,
        )
    )
    work.session.flush()
    wraps.keep(work, draft.id, sealed.wraps)
