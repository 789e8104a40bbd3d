"""Drafts between the screens of a submission, sealed under a key that only the browser has.

The key is derived from the session's token, which is in the cookie and nowhere else; so a draft
goes with its session. Signing in again in the same browser takes the draft along under the new
key.

Whoever changes a draft holds its row until the end of the transaction: two tabs, or a double send,
follow one another and neither is lost.
"""

from __future__ import annotations

import base64
import json
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import ForeignKey, text
from sqlalchemy.orm import Mapped, mapped_column

from domain import ids, lookups, tokens
from domain.lookups import Lookups
from domain.permissions import Permission
from domain.sealing import Context
from domain.sealing.symmetric import draft_key, open_with, seal_with
from domain.tables import Table
from domain.unit_of_work import UnitOfWork

Answers = dict[str, Any]


class Draft(Table):
    """A submission being written. `send_key` makes a double send one submission."""

    __tablename__ = "draft"

    id: Mapped[UUID] = mapped_column(primary_key=True, default=ids.new)
    session_id: Mapped[UUID] = mapped_column(ForeignKey("partner_session.id"), unique=True)
    organisation_id: Mapped[UUID] = mapped_column(ForeignKey("organisation.id"))
    send_key: Mapped[UUID]
    sealed: Mapped[bytes]
    saved_at: Mapped[datetime]


@dataclass(frozen=True)
class Stored:
    """A draft as the database has it: sealed."""

    id: UUID
    organisation_id: UUID
    send_key: UUID
    sealed: bytes
    saved_at: datetime


@dataclass(frozen=True)
class Kept:
    """A draft as it was last saved. `document` is the answers document so far."""

    document: Answers
    saved_at: datetime | None
    send_key: UUID | None


NOTHING = Kept({}, None, None)
# Asked at every page, so written out: the builder of queries costs more than the database does.
_ROW = text(
    "select id, organisation_id, send_key, sealed, saved_at from draft"
    " where session_id = :session_id"
)
_ROW_HELD = text(f"{_ROW.text} for update")
_THERE = text("select true from draft where session_id = :session_id")
_SAVE = "select save_draft(%(token_hash)s, %(seen)b, %(changed)b, %(at)s)"
_CHANGE = text("update draft set sealed = :sealed, saved_at = :saved_at where id = :id")
_DELETE = text("delete from draft where session_id = :session_id")
_BEGIN = text(
    "insert into draft (id, session_id, organisation_id, send_key, sealed, saved_at)"
    " values (:id, :session_id, :organisation_id, :send_key, :sealed, :saved_at)"
    " on conflict (session_id) do nothing returning id"
)


def kept(work: UnitOfWork, token: str) -> Kept:
    """Return the draft of the actor's session, opened with the session's token."""
    work.require(Permission.SUBMIT)
    return opened(_stored(work.ask(_ROW, _mine(work)).first()), token)


def opened(stored: Stored | None, token: str) -> Kept:
    """Open a draft with the token of the session it was written in."""
    if stored is None:
        return NOTHING
    plain = open_with(_key(token), stored.sealed, _context(stored.id, stored.organisation_id))
    return Kept(json.loads(plain), stored.saved_at, stored.send_key)


def save(
    where: Lookups, token: str, seen: Stored, edit: Callable[[Answers], Answers], now: datetime
) -> Answers | None:
    """Do what `change` does to a draft just looked at, in one message and outside any work.

    None if another tab changed it in between, or the session has ended: nothing is changed then.
    """
    document = edit(opened(seen, token).document)
    changed = _sealed(seen.id, seen.organisation_id, token, document)
    values = {"token_hash": tokens.hashed(token), "seen": seen.sealed, "changed": changed}
    saved = lookups.first(where, _SAVE, values | {"at": now})
    return document if saved and saved[0] else None


def change(work: UnitOfWork, token: str, edit: Callable[[Answers], Answers]) -> Answers:
    """Replace the answers so far by what `edit` makes of them, and return them."""
    work.require(Permission.SUBMIT)
    row = _locked(work, work.actor.session_id)
    if row is None:
        document = edit({})
        if _begin(work, token, document, ids.new()):
            return document
        row = _locked(work, work.actor.session_id)  # another tab was first
    document = edit(opened(row, token).document)
    if row:
        sealed = _sealed(row.id, row.organisation_id, token, document)
        changed = {"sealed": sealed, "saved_at": work.now, "id": row.id}
        work.say(_CHANGE, changed)
    return document


def held(work: UnitOfWork, token: str) -> Kept:
    """Return the draft and keep everybody else from it until this work is over."""
    work.require(Permission.SUBMIT)
    return opened(_locked(work, work.actor.session_id), token)


def discard(work: UnitOfWork) -> None:
    """Throw the draft of the actor's session away: it was sent, or given up."""
    _delete(work, work.actor.session_id)


def adopt(work: UnitOfWork, session_id: UUID, old_token: str, new_token: str) -> bool:
    """Take the draft of an earlier session of the same browser over into the actor's session."""
    row = _locked(work, session_id)
    if row is None or row.organisation_id != work.actor.organisation_id:
        return False
    if work.ask(_THERE, _mine(work)).scalar():
        return False
    document = opened(row, old_token).document
    _delete(work, session_id)
    return _begin(work, new_token, document, row.send_key)


def _mine(work: UnitOfWork) -> dict[str, UUID | None]:
    return {"session_id": work.actor.session_id}


def _locked(work: UnitOfWork, session_id: UUID | None) -> Stored | None:
    return _stored(work.ask(_ROW_HELD, {"session_id": session_id}).first())


def _stored(row: tuple[Any, ...] | None) -> Stored | None:
    return Stored(*row) if row else None


def _begin(work: UnitOfWork, token: str, document: Answers, send_key: UUID) -> bool:
    """Keep a first version; False if the session has a draft already."""
    draft_id, organisation_id = ids.new(), work.actor.organisation_id
    if organisation_id is None:
        raise ValueError("only a partner organisation keeps drafts")
    new = _mine(work) | {
        "id": draft_id,
        "organisation_id": organisation_id,
        "send_key": send_key,
        "sealed": _sealed(draft_id, organisation_id, token, document),
        "saved_at": work.now,
    }
    return work.ask(_BEGIN, new).first() is not None


def _delete(work: UnitOfWork, session_id: UUID | None) -> None:
    work.say(_DELETE, {"session_id": session_id})


def _sealed(draft_id: UUID, organisation_id: UUID, token: str, document: Answers) -> bytes:
    plain = json.dumps(document, ensure_ascii=False, separators=(",", ":")).encode()
    return seal_with(_key(token), plain, _context(draft_id, organisation_id))


def _key(token: str) -> bytes:
    return draft_key(base64.urlsafe_b64decode(token + "=" * (-len(token) % 4)))


def _context(draft_id: UUID, organisation_id: UUID) -> Context:
    return Context("draft", draft_id, organisation_id, "answers")
