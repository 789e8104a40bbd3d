"""The messages about a submission as officers read them: only while they have it open."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import undefer

from domain import audit, openings, wraps
from domain.messages.kinds import Direction, Kind
from domain.messages.tables import Message, context
from domain.permissions import Permission
from domain.sealing import CannotOpen
from domain.sealing.opening import PrivateKeys, open_sealed
from domain.submissions import Submission
from domain.unit_of_work import UnitOfWork

UNREADABLE = "This message cannot be opened: tell whoever runs the service"


@dataclass(frozen=True)
class Entry:
    """One message, opened; `text` is empty for what the officer has still to ask to see."""

    id: UUID
    kind: Kind
    from_partner: bool
    written_at: datetime
    author: str
    text: str
    unread: bool
    answer_by: datetime | None
    read_at: datetime | None


def thread(work: UnitOfWork, submission: Submission, keys: PrivateKeys) -> list[Entry]:
    """Return the messages, oldest first. Raises NotOpen unless the actor has opened it.

    What a partner wrote and nobody has asked to see yet comes without its words: `read` first. One
    that cannot be opened says so and hides no other: a portal that was taken over may plant any.
    """
    work.require(Permission.READ_SUBMISSIONS)
    if not openings.is_open(work, submission):
        raise openings.NotOpen(submission.title)
    query = select(Message).where(Message.submission_id == submission.id)
    rows = work.session.scalars(query.options(undefer(Message.sealed)).order_by(Message.id))
    return [_entry(work, row, keys) for row in rows]


def unread(work: UnitOfWork, submission: Submission) -> int:
    """Return how many messages of the partner nobody has read yet."""
    return len(_unread(work, submission))


def read(work: UnitOfWork, submission: Submission) -> None:
    """Have what the partner wrote shown: marked as read, and recorded (consultation)."""
    work.require(Permission.READ_SUBMISSIONS)
    found = _unread(work, submission)
    for message in found:
        message.read_at = work.now
    if found:
        submission.unread = False
        work.record(audit.MessagesRead(submission, messages=tuple(str(one.id) for one in found)))


def opened(work: UnitOfWork, message: Message, keys: PrivateKeys) -> dict[str, str]:
    """Return the content of a message: for `thread`, and for the worker.

    Raises CannotOpen, also for what is no message of ours.
    """
    place = context(message.id, message.organisation_id, Direction(message.direction))
    kept = wraps.of(work.session, message.id)
    plain = open_sealed(message.sealed, kept, place, keys)
    try:
        content = json.loads(plain)
    except (ValueError, RecursionError):
        raise CannotOpen from None
    if not (isinstance(content, dict) and all(isinstance(one, str) for one in content.values())):
        raise CannotOpen
    return content


def words_of(work: UnitOfWork, message: Message, keys: PrivateKeys) -> str:
    """Return what a message says; nothing where it cannot be opened."""
    try:
        return opened(work, message, keys).get("text", "")
    except CannotOpen:
        return ""


def with_messages(
    work: UnitOfWork, submission: Submission, answers: dict[str, Any], keys: PrivateKeys
) -> dict[str, Any]:
    """Return a submission's answers with what the partner wrote since, under `messages`.

    What is found in answers is then found in messages too. The service has all of them; an officer
    those that somebody has asked to see. Raises NotOpen unless the actor has opened it.
    """
    query = select(Message).where(
        Message.submission_id == submission.id, Message.direction == Direction.TO_POLICE
    )
    if not work.actor.may(Permission.PROCESS_SUBMISSIONS):
        openings.require_open(work, submission)
        query = query.where(Message.read_at.is_not(None))
    rows = work.session.scalars(query.options(undefer(Message.sealed)).order_by(Message.id))
    said = [words_of(work, row, keys) for row in rows]
    return {**answers, "messages": said} if said else answers


def _unread(work: UnitOfWork, submission: Submission) -> list[Message]:
    query = select(Message).where(
        Message.submission_id == submission.id,
        Message.direction == Direction.TO_POLICE,
        Message.read_at.is_(None),
    )
    return list(work.session.scalars(query.order_by(Message.id)))


def _entry(work: UnitOfWork, message: Message, keys: PrivateKeys) -> Entry:
    from_partner = message.direction == Direction.TO_POLICE
    hidden = from_partner and message.read_at is None
    content = {} if hidden else _shown(work, message, keys)
    who = ", ".join(part for part in (content.get("name"), content.get("phone")) if part)
    return Entry(
        id=message.id,
        kind=Kind(message.kind),
        from_partner=from_partner,
        written_at=message.written_at,
        author=f"{who} ({message.author_name})" if who else message.author_name,
        text=content.get("text", ""),
        unread=hidden,
        answer_by=message.answer_by,
        read_at=message.read_at,
    )


def _shown(work: UnitOfWork, message: Message, keys: PrivateKeys) -> dict[str, str]:
    try:
        return opened(work, message, keys)
    except CannotOpen:
        return {"text": UNREADABLE}
