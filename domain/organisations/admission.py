"""Letting an organisation in: its URL's token finds it, its shared password opens the door.

An unknown URL, a suspended organisation and a wrong password cost the same time and give the same
answer, so that nobody learns from outside which organisations take part.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import text

from domain import audit
from domain.actors import Actor, ActorKind
from domain.organisations import sessions as partner_sessions
from domain.organisations.tables import Organisation, Standing
from domain.passwords import Passwords
from domain.unit_of_work import Sessions, UnitOfWork, unit_of_work

MOST_FAILURES = 100

_AT = text("select organisation_at(:token_hash, :now)")


@dataclass(frozen=True)
class Admission:
    """A session that was just opened, and the token that only the browser will have."""

    organisation_id: UUID
    session_id: UUID
    token: str


@dataclass(frozen=True)
class Attempt:
    """Somebody at the door: the hash of the URL's token, the password given, whence, with what."""

    url_hash: bytes
    password: str
    address: str
    device: str
    at: datetime


def admit(sessions: Sessions, passwords: Passwords, attempt: Attempt) -> Admission | None:
    """Open a session if URL and password are right; record it either way."""
    organisation_id = _organisation_id(sessions, attempt)
    if organisation_id is None:
        passwords.matches(None, attempt.password)
        return None
    door = Actor(kind=ActorKind.VISITOR, name="a visitor", organisation_id=organisation_id)
    with unit_of_work(sessions, door, attempt.at) as work:
        organisation = work.session.get_one(Organisation, organisation_id)
        refusal = _refusal(organisation, passwords, attempt.password)
        if refusal is None:
            return _let_in(work, organisation, passwords, attempt)
        organisation.failures += 1
        work.record(audit.PartnerRefused(organisation, address=attempt.address, because=refusal))
    return None


def find(work: UnitOfWork, organisation_id: UUID) -> Organisation:
    """Return an organisation the actor may see."""
    return work.session.get_one(Organisation, organisation_id)


def leave(work: UnitOfWork) -> None:
    """Sign the actor's session out."""
    if work.actor.session_id:
        partner_sessions.end(work, work.actor.session_id, "signed out")


def _let_in(
    work: UnitOfWork, organisation: Organisation, passwords: Passwords, attempt: Attempt
) -> Admission:
    if passwords.needs_rehash(organisation.password_hash or ""):
        organisation.password_hash = passwords.hashed(attempt.password)
        work.record(audit.OrganisationPasswordRehashed(organisation))
    organisation.failures = 0
    session, token = partner_sessions.start(work, organisation, attempt.address, attempt.device)
    work.session.flush()
    return Admission(organisation.id, session.id, token)


def _refusal(organisation: Organisation, passwords: Passwords, password: str) -> str | None:
    """Return why not, or None; hash the password whatever the reason, to take the same time."""
    right = passwords.matches(organisation.password_hash, password)
    if organisation.standing != Standing.ACTIVE:
        return f"the organisation is {organisation.standing}"
    if organisation.failures >= MOST_FAILURES:
        return f"sign-in is stopped after {MOST_FAILURES} wrong passwords"
    return None if right else "wrong password"


def _organisation_id(sessions: Sessions, attempt: Attempt) -> UUID | None:
    with sessions.begin() as session:
        found: UUID | None = session.scalar(
            _AT, {"token_hash": attempt.url_hash, "now": attempt.at}
        )
    return found
