"""What officers, and intake, write about a submission: sealed, dated, never altered."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any
from uuid import UUID

from sqlalchemy import ForeignKey, Index, select
from sqlalchemy.orm import Mapped, mapped_column

from domain import ids, wraps
from domain.sealing import Context
from domain.sealing.closing import seal
from domain.sealing.opening import PrivateKeys, open_sealed
from domain.sealing.recipients import Recipients
from domain.submissions.tables import Submission
from domain.tables import Table
from domain.unit_of_work import UnitOfWork


class WritingKind(StrEnum):
    """What an officer, or the service, wrote about a submission."""

    FINDINGS = "findings"
    SAFETY_SCREEN = "safety-screen"
    DECISION = "decision"
    REOPENING = "reopening"
    NOTE = "note"
    HANDOVER = "handover"
    IDENTIFIERS = "identifiers"
    RELATION = "relation"
    REVIEW = "review"
    HOLD = "hold"


class Writing(Table):
    """Something written about a submission by the police, sealed like the submission itself."""

    __tablename__ = "writing"
    __table_args__ = (Index(None, "submission_id", "id"),)

    id: Mapped[UUID] = mapped_column(primary_key=True, default=ids.new)
    submission_id: Mapped[UUID] = mapped_column(ForeignKey("submission.id"))
    kind: Mapped[str]
    written_at: Mapped[datetime]
    author_id: Mapped[UUID | None]
    author_name: Mapped[str]
    sealed: Mapped[bytes]


@dataclass(frozen=True)
class Written:
    """Something written about a submission, opened."""

    id: UUID
    kind: WritingKind
    written_at: datetime
    author_name: str
    content: dict[str, Any]


def write(
    work: UnitOfWork,
    submission: Submission,
    kind: WritingKind,
    content: dict[str, Any],
    recipients: Recipients,
) -> UUID:
    """Seal and keep something about a submission; return its id, for the event that names it."""
    return write_all(work, kind, [(submission, content)], recipients)[0]


def write_all(
    work: UnitOfWork,
    kind: WritingKind,
    contents: Sequence[tuple[Submission, dict[str, Any]]],
    recipients: Recipients,
) -> list[UUID]:
    """Seal and keep something of a kind about each of several submissions; return the ids."""
    rows, kept = [], {}
    for submission, content in contents:
        writing_id = ids.new()
        plain = json.dumps(content, ensure_ascii=False).encode()
        sealed = seal(plain, _context(writing_id, submission, kind), recipients)
        kept[writing_id] = sealed.wraps
        rows.append(_row(work, writing_id, submission, kind) | {"sealed": sealed.sealed})
    work.insert(Writing.__table__, *rows)
    wraps.keep_all(work, kept)
    return list(kept)


def written(
    work: UnitOfWork, submission: Submission, kinds: Iterable[WritingKind], keys: PrivateKeys
) -> list[Written]:
    """Return what was written about a submission, of these kinds, oldest first.

    Whoever calls this has opened the submission (`reading.shown`) or is the service itself.
    """
    query = select(Writing).where(
        Writing.submission_id == submission.id, Writing.kind.in_([str(kind) for kind in kinds])
    )
    return [
        Written(
            id=row.id,
            kind=WritingKind(row.kind),
            written_at=row.written_at,
            author_name=row.author_name,
            content=_opened(work, submission, row, keys),
        )
        for row in work.session.scalars(query.order_by(Writing.id))
    ]


def _row(
    work: UnitOfWork, writing_id: UUID, submission: Submission, kind: WritingKind
) -> dict[str, Any]:
    return {
        "id": writing_id,
        "submission_id": submission.id,
        "kind": kind,
        "written_at": work.now,
        "author_id": work.actor.id,
        "author_name": work.actor.name,
    }


def _opened(
    work: UnitOfWork, submission: Submission, row: Writing, keys: PrivateKeys
) -> dict[str, Any]:
    place = _context(row.id, submission, WritingKind(row.kind))
    kept = wraps.of(work.session, row.id)
    content: dict[str, Any] = json.loads(open_sealed(row.sealed, kept, place, keys))
    return content


def _context(writing_id: UUID, submission: Submission, kind: WritingKind) -> Context:
    return Context("writing", writing_id, submission.organisation_id, kind.value)
