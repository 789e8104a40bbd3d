"""Challenges: what a passkey has to sign next. One for each session, for one use, for five minutes.

It is kept in the session's own row: another session has none of it, and asking again replaces it.
"""

from __future__ import annotations

import secrets
from datetime import datetime, timedelta
from enum import StrEnum
from uuid import UUID

from domain.actors import Actor, ActorKind
from domain.staff.sessions import Current
from domain.staff.tables import StaffSession
from domain.unit_of_work import Sessions, unit_of_work

LASTS = timedelta(minutes=5)
BYTES = 32


class Use(StrEnum):
    """What a challenge was made for; an answer to one is none to the other."""

    ENROL = "enrol"
    CONFIRM = "confirm"


def person(current: Current) -> Actor:
    """Return whoever has the session, as somebody who acts on their own account alone."""
    return Actor(
        kind=ActorKind.STAFF, name=current.name, id=current.staff_id, session_id=current.id
    )


def make(sessions: Sessions, current: Current, use: Use, now: datetime) -> bytes:
    """Make the session's next challenge; the one before serves no longer."""
    challenge = secrets.token_bytes(BYTES)
    with unit_of_work(sessions, person(current), now) as work:
        session = work.session.get_one(StaffSession, current.id)
        session.challenge, session.challenge_for = challenge, use
        session.challenge_at = now
    return challenge


def take(sessions: Sessions, session_id: UUID, actor: Actor, use: Use, now: datetime) -> bytes:
    """Take the session's challenge away and return it; empty if there is none that serves.

    It is gone whatever becomes of the answer: of two answers at once, one finds nothing.
    """
    with unit_of_work(sessions, actor, now) as work:
        session = work.session.get_one(StaffSession, session_id, with_for_update=True)
        challenge, made_for, made_at = (
            session.challenge,
            session.challenge_for,
            session.challenge_at,
        )
        session.challenge = session.challenge_for = session.challenge_at = None
    if challenge is None or made_for != use or made_at is None or now - made_at > LASTS:
        return b""
    return challenge
