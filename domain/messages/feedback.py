"""What a partner sees: questions that wait, tips, and outcomes that an officer has cleared."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, Select, bindparam, select, text
from sqlalchemy.orm import aliased

from domain import audit
from domain.messages import sending
from domain.messages.kinds import Direction, Kind, coarse_outcomes
from domain.messages.tables import Message, context
from domain.outcomes import WORDS_FOR_PARTNERS, State
from domain.permissions import Permission
from domain.sealing.portal_messages import open_message
from domain.sealing.recipients import Wrap
from domain.sealing.unwrapping import PrivateKeys
from domain.submissions import Submission
from domain.unit_of_work import UnitOfWork

PAGE = 25
_READ = text("select sealed, key_id, suite, wrapped from read_message(:id, :at)")


_OTHER = aliased(Message)
_ANSWERED = select(_OTHER.id).where(_OTHER.answers_id == Message.id).exists()
_LINES = (
    select(
        Message.id,
        Submission.reference,
        Message.kind,
        Message.written_at,
        Message.answer_by,
        Message.read_at,
        _ANSWERED,
    )
    .join(Submission, Submission.id == Message.submission_id)
    .where(Message.organisation_id == bindparam("organisation"))
    .order_by(Message.id)
)
_ABOUT = _LINES.where(Submission.reference == bindparam("reference"))
_WAITING = _LINES.where(
    Message.kind == Kind.QUESTION, ~_ANSWERED, Submission.state != State.CLOSED
).limit(100)


@dataclass(frozen=True)
class Line:
    """A message as a partner sees it listed: never its words. `answered`: of a question."""

    id: UUID
    reference: str
    kind: Kind
    written_at: datetime
    answer_by: datetime | None
    read_at: datetime | None
    answered: bool


@dataclass(frozen=True)
class Status:
    """A submission as a partner sees it: one of the four words, and what police told of it.

    `outcome` is words once an officer cleared it, else empty; the numbers count messages.
    """

    reference: str
    received_at: datetime
    status: str
    outcome: str
    waiting: int
    tips: int


def questions_waiting(work: UnitOfWork) -> list[Line]:
    """Return the questions nobody has answered yet, of submissions still open, oldest first."""
    work.require(Permission.SEE_OWN_SUBMISSIONS)
    return [_line(row) for row in work.ask(_WAITING, _own(work))]


def about(work: UnitOfWork, reference: str) -> list[Line]:
    """Return every message about one submission, both ways, oldest first."""
    work.require(Permission.SEE_OWN_SUBMISSIONS)
    return [_line(row) for row in work.ask(_ABOUT, _own(work) | {"reference": reference})]


def read(work: UnitOfWork, message_id: UUID, keys: PrivateKeys) -> str:
    """Return the words of a question or tip; that it was read is kept and recorded.

    `keys` is the portal's own. Raises NothingThere for anything else than a message to the actor's
    organisation, and CannotOpen.
    """
    work.require(Permission.SEE_OWN_SUBMISSIONS)
    submission = sending.own(work, Submission.id == _about(message_id))
    rows = work.session.execute(_READ, {"id": message_id, "at": work.now}).all()
    if not rows:
        raise sending.NothingThere
    place = context(message_id, submission.organisation_id, Direction.TO_PARTNER)
    wraps = [Wrap(row.key_id, row.suite, bytes(row.wrapped)) for row in rows]
    content: dict[str, str] = json.loads(open_message(bytes(rows[0].sealed), wraps, place, keys))
    work.record(audit.MessageReadByPartner(submission, message=str(message_id)))
    return content["text"]


def statuses(work: UnitOfWork, before: datetime | None = None) -> list[Status]:
    """Return a page of what the actor's organisation has sent, newest first."""
    work.require(Permission.SEE_OWN_SUBMISSIONS)
    query = _sent(work)
    if before:
        query = query.where(Submission.received_at < before)
    return _statuses(work, query.order_by(Submission.received_at.desc()).limit(PAGE))


def status(work: UnitOfWork, reference: str) -> Status | None:
    """Return how one submission of the actor's organisation stands, None if it has no such one."""
    work.require(Permission.SEE_OWN_SUBMISSIONS)
    found = _statuses(work, _sent(work).where(Submission.reference == reference))
    return found[0] if found else None


def _sent(work: UnitOfWork) -> Select[*tuple[Any, ...]]:
    return select(
        Submission.id,
        Submission.reference,
        Submission.received_at,
        Submission.state,
        Submission.cleared_outcome,
    ).where(Submission.organisation_id == work.actor.organisation_id)


def _statuses(work: UnitOfWork, query: Select[*tuple[Any, ...]]) -> list[Status]:
    rows = work.session.execute(query).all()
    told, words = _counted(work, [row.id for row in rows]), coarse_outcomes()
    return [
        Status(
            reference=row.reference,
            received_at=row.received_at,
            status=WORDS_FOR_PARTNERS[State(row.state)],
            outcome=words.get(row.cleared_outcome or "", ""),
            waiting=told.get((row.id, Kind.QUESTION), 0) if row.state != State.CLOSED else 0,
            tips=told.get((row.id, Kind.TIP), 0),
        )
        for row in rows
    ]


def _counted(work: UnitOfWork, submission_ids: Iterable[UUID]) -> dict[tuple[UUID, Kind], int]:
    """Count tips, and questions without an answer, of each submission."""
    query = select(Message.submission_id, Message.kind).where(
        Message.submission_id.in_(list(submission_ids)),
        Message.direction == Direction.TO_PARTNER,
        ~_ANSWERED,
    )
    counted: dict[tuple[UUID, Kind], int] = {}
    for submission_id, kind in work.session.execute(query):
        key = submission_id, Kind(kind)
        counted[key] = counted.get(key, 0) + 1
    return counted


def _about(message_id: UUID) -> ColumnElement[UUID]:
    return select(Message.submission_id).where(Message.id == message_id).scalar_subquery()


def _own(work: UnitOfWork) -> dict[str, Any]:
    return {"organisation": work.actor.organisation_id}


def _line(row: tuple[Any, ...]) -> Line:
    message_id, reference, kind, *rest = row
    return Line(message_id, reference, Kind(kind), *rest)
