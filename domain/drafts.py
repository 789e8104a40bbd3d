"""Drafts between the screens of a submission, sealed under a key that only the browser has.

The key is derived from the session's token, which is in the cookie and nowhere else; so a draft
goes with its session. Signing in again in the same browser takes the draft along under the new
key.
"""

from __future__ import annotations

import base64
import json
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import ForeignKey, select
from sqlalchemy.orm import Mapped, mapped_column

from domain import ids
from domain.permissions import Permission
from domain.sealing import Context
from domain.sealing.symmetric import draft_key, open_with, seal_with
from domain.tables import Table
from domain.unit_of_work import UnitOfWork


class Draft(Table):
    """A submission being written. `send_key` makes a double send one submission."""

    __tablename__ = "draft"

    id: Mapped[UUID] = mapped_column(primary_key=True, default=ids.new)
    session_id: Mapped[UUID] = mapped_column(ForeignKey("partner_session.id"), unique=True)
    organisation_id: Mapped[UUID] = mapped_column(ForeignKey("organisation.id"))
    send_key: Mapped[UUID]
    sealed: Mapped[bytes]
    saved_at: Mapped[datetime]
    version: Mapped[int] = mapped_column()

    __mapper_args__ = {"version_id_col": version}


@dataclass(frozen=True)
class Kept:
    """A draft as it was last saved. `document` is the answers document so far."""

    document: dict[str, Any]
    saved_at: datetime | None
    send_key: UUID | None


NOTHING = Kept({}, None, None)


def kept(work: UnitOfWork, token: str) -> Kept:
    """Return the draft of the actor's session, opened with the session's token."""
    work.require(Permission.SUBMIT)
    draft = _draft(work)
    return _opened(draft, token) if draft else NOTHING


def save(work: UnitOfWork, token: str, document: dict[str, Any]) -> None:
    """Keep the answers so far, replacing what was kept."""
    work.require(Permission.SUBMIT)
    draft = _draft(work)
    if draft is None:
        draft = Draft(
            id=ids.new(),
            session_id=work.actor.session_id,
            organisation_id=work.actor.organisation_id,
            send_key=ids.new(),
        )
        work.session.add(draft)
    draft.sealed, draft.saved_at = _sealed(draft, token, document), work.now


def discard(work: UnitOfWork) -> None:
    """Throw the draft of the actor's session away: it was sent, or given up."""
    if draft := _draft(work):
        work.session.delete(draft)


def adopt(work: UnitOfWork, session_id: UUID, old_token: str, new_token: str) -> bool:
    """Take the draft of an earlier session of the same browser over into the actor's session."""
    query = select(Draft).where(
        Draft.session_id == session_id, Draft.organisation_id == work.actor.organisation_id
    )
    draft = work.session.scalar(query)
    if draft is None or _draft(work) is not None:
        return False
    document = _opened(draft, old_token).document
    work.session.delete(draft)
    work.session.flush()
    save(work, new_token, document)
    return True


def _draft(work: UnitOfWork) -> Draft | None:
    return work.session.scalar(select(Draft).where(Draft.session_id == work.actor.session_id))


def _opened(draft: Draft, token: str) -> Kept:
    plain = open_with(_key(token), draft.sealed, _context(draft))
    return Kept(json.loads(plain), draft.saved_at, draft.send_key)


def _sealed(draft: Draft, token: str, document: dict[str, Any]) -> bytes:
    plain = json.dumps(document, ensure_ascii=False).encode()
    return seal_with(_key(token), plain, _context(draft))


def _key(token: str) -> bytes:
    return draft_key(base64.urlsafe_b64decode(token + "=" * (-len(token) % 4)))


def _context(draft: Draft) -> Context:
    return Context("draft", draft.id, draft.organisation_id, "answers")
