"""Staff sessions: opened by a password, good for nothing until a second factor confirms them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import bindparam, select, update

from domain import audit, ids, lookups, tokens
from domain.actors import Actor
from domain.lookups import Lookups
from domain.staff.tables import StaffMember, StaffSession, as_actor
from domain.unit_of_work import UnitOfWork

IDLE = timedelta(minutes=15)
ABSOLUTE = timedelta(hours=10)
UNCONFIRMED = timedelta(minutes=10)
TOUCH_EVERY = timedelta(seconds=60)
FRESH = timedelta(minutes=5)
"""For how long a second factor serves for what is sensitive (ASVS 7.5.3)."""

# Asked at every request: put into words once; the columns are those of `_Found`.
_CURRENT = lookups.worded(
    select(
        StaffSession.id,
        StaffSession.opened_at,
        StaffSession.seen_at,
        StaffSession.confirmed_at,
        StaffSession.fresh_at,
        StaffSession.address,
        StaffMember.id,
        StaffMember.name,
        StaffMember.roles,
        StaffMember.cleared,
    )
    .join(StaffMember, StaffMember.id == StaffSession.staff_id)
    .where(
        StaffSession.token_hash == bindparam("token_hash"),
        StaffSession.ended_at.is_(None),
        StaffMember.disabled_at.is_(None),
    )
)
_SEEN = lookups.worded(
    update(StaffSession)
    .where(StaffSession.id == bindparam("wanted"))
    .values(seen_at=bindparam("seen"))
    .returning(StaffSession.id)
)


@dataclass
class _Found:
    """A session with its person, as `_CURRENT` finds them."""

    session_id: UUID
    opened_at: datetime
    seen_at: datetime
    confirmed_at: datetime | None
    fresh_at: datetime | None
    address: str
    id: UUID
    name: str
    roles: list[str]
    cleared: bool


@dataclass(frozen=True)
class Current:
    """A member of staff's session that is open now."""

    id: UUID
    staff_id: UUID
    name: str
    address: str
    confirmed: bool
    actor: Actor
    opened_at: datetime
    seen_at: datetime
    fresh_at: datetime | None = None

    def is_fresh(self, now: datetime) -> bool:
        """Say whether the second factor was given a few minutes ago: exports and the like ask."""
        return self.fresh_at is not None and now - self.fresh_at < FRESH

    def seconds_left(self, now: datetime) -> int:
        """Return for how long it lasts if nothing more is done in it."""
        left = min(self.seen_at + IDLE, self.opened_at + ABSOLUTE) - now
        return max(0, int(left.total_seconds()))


def start(work: UnitOfWork, staff_id: UUID, address: str, device: str, **more: Any) -> str:
    """Open a session that is not confirmed yet; return the token that only the browser has.

    `enrolling`: it was opened by a one-time link, and a first factor may be enrolled in it.
    `state_hash`, `identity_issuer`, `identity_subject`: a provider vouched for whoever opens it.
    """
    token = tokens.new_token()
    work.session.flush()
    row = {
        "id": ids.new(),
        "staff_id": staff_id,
        "token_hash": tokens.hashed(token),
        "opened_at": work.now,
        "seen_at": work.now,
        "address": address,
        "device": device,
    }
    work.insert(StaffSession.__table__, row | more)
    return token


def confirm(work: UnitOfWork, session_id: UUID, *, fresh: bool = True) -> str:
    """Mark a session as confirmed by a second factor (again) and give it a new token.

    One of ours makes it fresh; a provider's does not.
    """
    session = work.session.get_one(StaffSession, session_id)
    token = tokens.new_token()
    session.token_hash = tokens.hashed(token)
    session.fresh_at = work.now if fresh else session.fresh_at
    session.confirmed_at = session.confirmed_at or work.now
    session.seen_at = work.now
    return token


def current(where: Lookups, token: str, now: datetime, seen: bool = True) -> Current | None:
    """Return the open session with this token and its person, as they are now.

    A disabled person, or a session idle or open for too long, has none. Being seen is noted at most
    once a minute, and not at all for a page that asks by itself (`seen=False`).
    """
    row = lookups.first(where, _CURRENT.words, {"token_hash": tokens.hashed(token)})
    if row is None or not _is_open(found := _Found(*row), now):
        return None
    seen_at = found.seen_at
    if seen and now - seen_at >= TOUCH_EVERY:
        seen_at = now
        lookups.first(where, _SEEN.words, {"wanted": found.session_id, "seen": now})
    return Current(
        id=found.session_id,
        staff_id=found.id,
        name=found.name,
        address=found.address,
        confirmed=found.confirmed_at is not None,
        actor=as_actor(found, found.session_id),
        opened_at=found.opened_at,
        seen_at=seen_at,
        fresh_at=found.fresh_at,
    )


def end(work: UnitOfWork, session_id: UUID, because: str) -> None:
    """End a session, if it is still open."""
    session = work.session.get(StaffSession, session_id)
    if session is None or session.ended_at is not None:
        return
    session.ended_at, session.ended_because = work.now, because
    member = work.session.get_one(StaffMember, session.staff_id)
    work.record(audit.StaffSessionEnded(member, because=because))


def _is_open(session: _Found, now: datetime) -> bool:
    """Judge a row that has the times of a session."""
    if session.confirmed_at is None:
        return bool(now - session.opened_at < UNCONFIRMED)
    return bool(now - session.seen_at < IDLE and now - session.opened_at < ABSOLUTE)
