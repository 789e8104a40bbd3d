"""Coming in with a passkey at the organisation's own address, in place of the shared password.

An unknown address, an organisation without passkeys and a wrong answer look alike from outside. A
wrong passkey does not count towards the hundred that stop the log-on, and that stop does not hold
passkeys: nobody can guess one, and who guesses passwords must not shut out who holds one.
"""

from __future__ import annotations

import secrets
from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID

import webauthn
from sqlalchemy import text
from sqlalchemy.exc import IntegrityError
from webauthn.helpers.structs import UserVerificationRequirement

from domain import audit, relying_parties
from domain.actors import Actor, ActorKind
from domain.organisations import Admission, Organisation, Standing, notices
from domain.organisations import sessions as partner_sessions
from domain.organisations.tables import PartnerPasskey
from domain.partner_passkeys import kept
from domain.partner_passkeys.listing import serving, shut
from domain.relying_parties import Party
from domain.unit_of_work import Sessions, UnitOfWork, unit_of_work

COPIED = "its counter went back: it may have been copied"
AGAIN = "the answer was given before"
WRONG = "it is not known here, or its answer is wrong"

_AT = text("select organisation_at(:token_hash, :now)")


@dataclass(frozen=True)
class Attempt:
    """Somebody at the door with a passkey: where, what this browser was asked and what it says."""

    url_hash: bytes
    challenge: bytes = field(repr=False)
    answered: str = field(repr=False)
    address: str
    device: str
    at: datetime


def new_challenge() -> bytes:
    """Return what a passkey has to sign: 256 random bits."""
    return secrets.token_bytes(32)


def options_to_sign_in(party: Party, challenge: bytes) -> str:
    """Return what `navigator.credentials.get` is asked with; the same for every organisation."""
    options = webauthn.generate_authentication_options(
        rp_id=party.id, challenge=challenge, user_verification=UserVerificationRequirement.REQUIRED
    )
    return webauthn.options_to_json(options)


def admit(sessions: Sessions, party: Party, attempt: Attempt) -> Admission | None:
    """Open a session if the passkey is this organisation's and its answer is right; record it."""
    with sessions.begin() as session:
        found = session.scalar(_AT, {"token_hash": attempt.url_hash, "now": attempt.at})
    if found is None:
        return None
    door = Actor(kind=ActorKind.VISITOR, name="a visitor", organisation_id=found)
    try:
        with unit_of_work(sessions, door, attempt.at) as work:
            return _decide(work, found, party, attempt)
    except IntegrityError:  # the challenge opened a session already
        with unit_of_work(sessions, door, attempt.at) as work:
            _refuse(work, work.session.get_one(Organisation, found), attempt, AGAIN)
    return None


def _decide(
    work: UnitOfWork, organisation_id: UUID, party: Party, attempt: Attempt
) -> Admission | None:
    organisation = work.session.get_one(Organisation, organisation_id)
    known = relying_parties.credential_id(attempt.answered) or b""
    query = serving(organisation_id).where(PartnerPasskey.credential_id == known)
    passkey = work.session.scalar(query.with_for_update())
    count = _count(party, passkey, attempt)
    because = _refusal(organisation, passkey, count)
    if because or passkey is None or count is None:
        if passkey and because == COPIED:
            shut(work, passkey, COPIED)
        _refuse(work, organisation, attempt, because or WRONG)
        return None
    passkey.sign_count, passkey.used_at = count, work.now
    session, token = partner_sessions.start_with(
        work, passkey, attempt.address, attempt.device, attempt.challenge
    )
    notices.signed_in(work, organisation, session)
    return Admission(organisation.id, session.id, token)


def _refusal(
    organisation: Organisation, passkey: PartnerPasskey | None, count: int | None
) -> str | None:
    """Return why not, or None."""
    if organisation.standing != Standing.ACTIVE:
        return f"the organisation is {organisation.standing}"
    if passkey is None or count is None:
        return WRONG
    # A device that keeps no counter always says nought.
    counts = count > 0 or passkey.sign_count > 0
    return COPIED if counts and count <= passkey.sign_count else None


def _refuse(work: UnitOfWork, organisation: Organisation, attempt: Attempt, because: str) -> None:
    happened = audit.PartnerPasskeyRefused(organisation, address=attempt.address, because=because)
    work.record(happened)


def _count(party: Party, passkey: PartnerPasskey | None, attempt: Attempt) -> int | None:
    """Return the passkey's counter if its answer is right; whether it went on is asked later."""
    public_key = kept.public_key(passkey, party.key) if passkey else None
    return relying_parties.answered_count(party, attempt.challenge, attempt.answered, public_key)
