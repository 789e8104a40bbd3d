"""Adding a passkey: the shared password is asked once more, then the device makes a key pair."""

from __future__ import annotations

import secrets
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from uuid import UUID

import webauthn
from sqlalchemy import func, select
from sqlalchemy.exc import IntegrityError
from webauthn.helpers.structs import (
    AuthenticatorSelectionCriteria,
    ResidentKeyRequirement,
    UserVerificationRequirement,
)
from webauthn.registration.verify_registration_response import VerifiedRegistration

from domain import audit, ids, letters, relying_parties
from domain.actors import Actor
from domain.letters import Kind, To
from domain.organisations.proofs import Proof, prove
from domain.organisations.sessions import PartnerSession
from domain.organisations.tables import Organisation, PartnerPasskey
from domain.partner_passkeys import kept
from domain.partner_passkeys.listing import serving
from domain.passwords import Passwords
from domain.permissions import Permission
from domain.relying_parties import Party, PasskeyRefused
from domain.unit_of_work import Sessions, UnitOfWork, reading, unit_of_work

MOST = 50
"""Passkeys of one organisation: more than a shared log-on has people."""
LASTS = timedelta(minutes=5)
LONGEST = 60
SELECTION = AuthenticatorSelectionCriteria(
    resident_key=ResidentKeyRequirement.REQUIRED,
    user_verification=UserVerificationRequirement.REQUIRED,
)


class TooMany(ValueError):
    """The organisation has as many passkeys as it may."""


@dataclass(frozen=True)
class Asking:
    """Somebody wants a passkey: the shared password given again, and who it is for."""

    proof: Proof
    person: str


@dataclass(frozen=True)
class Answer:
    """What the browser's WebAuthn answered, as JSON; whose passkey it is, and on which device."""

    answered: str = field(repr=False)
    person: str
    device: str
    browser: str
    address: str


def options_to_add(
    sessions: Sessions, passwords: Passwords, actor: Actor, party: Party, asking: Asking
) -> str | None:
    """Return what `navigator.credentials.create` is asked with, with the session's new challenge.

    None if the password is wrong, which counts as at the door. Raises TooMany.
    """
    with reading(sessions, actor, asking.proof.at) as work:
        _check_number(work, actor.organisation_id)
    if not prove(sessions, passwords, actor, asking.proof):
        return None
    name = f"{one_line(asking.person)} ({actor.name})"
    options = webauthn.generate_registration_options(
        rp_id=party.id,
        rp_name=party.name,
        # Of nobody: what a device keeps must not lead to a person or an organisation here.
        user_id=secrets.token_bytes(32),
        user_name=name,
        user_display_name=name,
        challenge=_made(sessions, actor, asking.proof.at),
        authenticator_selection=SELECTION,
    )
    return webauthn.options_to_json(options)


def add(sessions: Sessions, actor: Actor, party: Party, answer: Answer, now: datetime) -> None:
    """Keep a passkey that answers the session's challenge; the mailbox is told.

    Raises PasskeyRefused, TooMany.
    """
    actor.require(Permission.KEEP_LOG_ON)
    challenge = _taken(sessions, actor, now)
    verified = relying_parties.registered(party, challenge, answer.answered)
    try:
        _keep(sessions, actor, party, (verified, answer), now)
    except IntegrityError as there:  # another has it, or had it: nobody learns that from trying
        raise PasskeyRefused(relying_parties.NOT_MADE) from there


def _keep(
    sessions: Sessions,
    actor: Actor,
    party: Party,
    made: tuple[VerifiedRegistration, Answer],
    now: datetime,
) -> None:
    verified, answer = made
    with unit_of_work(sessions, actor, now) as work:
        organisation = work.session.get_one(
            Organisation, actor.organisation_id, with_for_update={"key_share": True}
        )
        _check_number(work, organisation.id)
        passkey = _passkey(organisation.id, party, verified, answer)
        passkey.created_at = now
        work.session.add(passkey)
        work.record(audit.PartnerPasskeyAdded(organisation, passkey=passkey.id))
        facts: dict[str, letters.Fact] = {
            "at": now,
            "device": answer.browser,
            "place": answer.address,
        }
        letters.write(work, Kind.PASSKEY_ADDED, To(organisation_id=organisation.id), facts)


def one_line(typed: str) -> str:
    """Return a name as it is kept: on one line, and not too long."""
    return " ".join(typed.split())[:LONGEST].strip()


def _passkey(
    organisation_id: UUID, party: Party, verified: VerifiedRegistration, answer: Answer
) -> PartnerPasskey:
    passkey_id = ids.new()
    public_key = verified.credential_public_key
    return PartnerPasskey(
        id=passkey_id,
        organisation_id=organisation_id,
        person=one_line(answer.person) or "No name given",
        device=one_line(answer.device) or "No device named",
        credential_id=verified.credential_id,
        public_key=kept.sealed(party.key, passkey_id, organisation_id, public_key),
        sign_count=verified.sign_count,
    )


def _made(sessions: Sessions, actor: Actor, now: datetime) -> bytes:
    """Make the session's next challenge; the one before serves no longer."""
    challenge = secrets.token_bytes(32)
    with unit_of_work(sessions, actor, now) as work:
        session = work.session.get_one(PartnerSession, actor.session_id)
        session.challenge, session.challenge_at = challenge, now
    return challenge


def _taken(sessions: Sessions, actor: Actor, now: datetime) -> bytes:
    """Take the session's challenge away and return it; empty if there is none that serves."""
    with unit_of_work(sessions, actor, now) as work:
        session = work.session.get_one(PartnerSession, actor.session_id, with_for_update=True)
        challenge, made_at = session.challenge, session.challenge_at
        session.challenge = session.challenge_at = None
    if challenge is None or made_at is None or now - made_at > LASTS:
        return b""
    return challenge


def _check_number(work: UnitOfWork, organisation_id: UUID | None) -> None:
    work.require(Permission.KEEP_LOG_ON)
    if organisation_id is None:
        return
    asked = select(func.count()).select_from(serving(organisation_id).subquery())
    if (work.session.scalar(asked) or 0) >= MOST:
        raise TooMany(f"Your organisation has {MOST} passkeys: remove one that nobody needs first")
