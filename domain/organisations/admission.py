"""Letting an organisation in: its URL's token finds it, its shared password opens the door.

An unknown URL, a suspended organisation and a wrong password cost the same time and give the same
answer, so that nobody learns from outside which organisations take part.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import bindparam, select

from domain import audit, lookups
from domain.actors import Actor, ActorKind
from domain.lookups import Lookups
from domain.organisations import notices
from domain.organisations import sessions as partner_sessions
from domain.organisations.tables import Organisation, Standing
from domain.passwords import Passwords
from domain.permissions import Permission
from domain.throttles.limits import DISABLED_AFTER
from domain.unit_of_work import Sessions, UnitOfWork, reading, unit_of_work

_ALONE = (
    select(Organisation).where(Organisation.id == bindparam("id")).with_for_update(key_share=True)
)
"""Lock a row against changes, yet let others refer to it meanwhile."""

_AT = "select id, password_hash from organisation_known_at(%(token_hash)s, %(now)s)"


@dataclass(frozen=True)
class Admission:
    """A session that was just opened, and the token that only the browser will have."""

    organisation_id: UUID
    session_id: UUID
    token: str


@dataclass(frozen=True)
class Attempt:
    """Somebody at the door: the hash of the URL's token, the password given, whence, with what.

    `opened_by` is the name they gave, if they gave one: declared, and nobody checks it.
    """

    url_hash: bytes
    password: str
    address: str
    device: str
    at: datetime
    opened_by: str | None = None


@dataclass(frozen=True)
class Known:
    """An organisation found by its URL, and what its password is compared with."""

    id: UUID
    password_hash: str | None


def admit(
    sessions: Sessions, passwords: Passwords, attempt: Attempt, where: Lookups | None = None
) -> Admission | None:
    """Open a session if URL and password are right; record it either way.

    The password is hashed outside any transaction: many tries at once hold no connection. `where`
    is for the question whose URL it is, and which hash the password is compared with.
    """
    asked = {"token_hash": attempt.url_hash, "now": attempt.at}
    found = lookups.first(where or sessions, _AT, asked)
    return _decide(sessions, passwords, Known(*found) if found else None, attempt)


def admit_chooser(
    sessions: Sessions, passwords: Passwords, organisation_id: UUID, attempt: Attempt
) -> Admission | None:
    """Let in whoever has just chosen the password by a link to the mailbox, with that password.

    The link says whose password it is, so that no URL is needed; the password is still tried.
    """
    return _decide(sessions, passwords, _known(sessions, organisation_id, attempt.at), attempt)


def _decide(
    sessions: Sessions, passwords: Passwords, known: Known | None, attempt: Attempt
) -> Admission | None:
    right = passwords.matches(known.password_hash if known else None, attempt.password)
    if known is None:
        return None
    rehashed = None
    if right and passwords.needs_rehash(known.password_hash or ""):
        rehashed = passwords.hashed(attempt.password)
    with unit_of_work(sessions, _at_the_door(known.id), attempt.at) as work:
        # One after the other, so that no failure is left uncounted.
        organisation = work.session.scalars(_ALONE, {"id": known.id}).one()
        unchanged = organisation.password_hash == known.password_hash
        refusal = _refusal(organisation, right and unchanged)
        if refusal is None:
            return _let_in(work, organisation, rehashed, attempt)
        organisation.failures += 1
        work.record(audit.PartnerRefused(organisation, address=attempt.address, because=refusal))
        notices.refused(work, organisation)
    return None


def find(work: UnitOfWork, organisation_id: UUID) -> Organisation:
    """Return an organisation the actor may see."""
    return work.session.get_one(Organisation, organisation_id)


def leave(work: UnitOfWork) -> None:
    """Sign the actor's session out."""
    if work.actor.session_id:
        partner_sessions.end(work, work.actor.session_id, "signed out")


def divert(work: UnitOfWork) -> None:
    """Record that somebody of the actor's organisation was sent to 999; nothing of what they said.

    Raises NotPermitted to anybody but a partner.
    """
    work.require(Permission.SUBMIT)
    work.record(audit.PartnerDiverted(find(work, _own(work))))


def _own(work: UnitOfWork) -> UUID:
    if work.actor.organisation_id is None:
        raise ValueError("only a partner organisation can do that")
    return work.actor.organisation_id


def _let_in(
    work: UnitOfWork, organisation: Organisation, rehashed: str | None, attempt: Attempt
) -> Admission:
    if rehashed:
        organisation.password_hash = rehashed
        work.record(audit.OrganisationPasswordRehashed(organisation))
    if organisation.failures:
        organisation.failures = 0
    session, token = partner_sessions.start(
        work, organisation, attempt.address, attempt.device, attempt.opened_by
    )
    notices.signed_in(work, organisation, session)
    return Admission(organisation.id, session.id, token)


def _refusal(organisation: Organisation, right: bool) -> str | None:
    """Return why not, or None."""
    if organisation.standing != Standing.ACTIVE:
        return f"the organisation is {organisation.standing}"
    if organisation.failures >= DISABLED_AFTER:
        return f"sign-in is stopped after {DISABLED_AFTER} wrong passwords"
    return None if right else "wrong password"


def _known(sessions: Sessions, organisation_id: UUID, now: datetime) -> Known:
    with reading(sessions, _at_the_door(organisation_id), now) as work:
        password_hash = work.session.scalar(
            select(Organisation.password_hash).where(Organisation.id == organisation_id)
        )
    return Known(organisation_id, password_hash)


def _at_the_door(organisation_id: UUID) -> Actor:
    return Actor(kind=ActorKind.VISITOR, name="a visitor", organisation_id=organisation_id)
