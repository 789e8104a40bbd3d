"""Giving a passkey for the second factor: at sign-in after the password, and again (step-up)."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

import webauthn
from webauthn.helpers.structs import PublicKeyCredentialDescriptor, UserVerificationRequirement

from domain import relying_parties
from domain.passkeys import challenges, kept
from domain.passkeys.challenges import Use, person
from domain.relying_parties import Party
from domain.staff import sign_in
from domain.staff.sessions import Current
from domain.staff.tables import StaffFactor, StaffMember
from domain.throttles.limits import DISABLED_AFTER
from domain.unit_of_work import Sessions, unit_of_work

FACTOR = "a passkey"


def has_any(sessions: Sessions, staff_id: UUID) -> bool:
    """Say whether a person has a passkey that serves."""
    with sessions.begin() as session:
        return bool(kept.of(session, staff_id))


def options_to_confirm(sessions: Sessions, current: Current, party: Party, now: datetime) -> str:
    """Return what `navigator.credentials.get` is asked with, as JSON, with a new challenge."""
    challenge = challenges.make(sessions, current, Use.CONFIRM, now)
    with sessions.begin() as session:
        known = [each.credential_id for each in kept.of(session, current.staff_id)]
    options = webauthn.generate_authentication_options(
        rp_id=party.id,
        challenge=challenge,
        allow_credentials=[PublicKeyCredentialDescriptor(id=each) for each in known if each],
        user_verification=UserVerificationRequirement.REQUIRED,
    )
    return webauthn.options_to_json(options)


def confirm(
    sessions: Sessions, current: Current, party: Party, answered: str, now: datetime
) -> str | None:
    """Check a passkey's answer; return the session's new token, or None if it is refused.

    In a session that is confirmed already it makes it fresh, for what asks again (step-up).
    """
    actor = person(current)
    challenge = challenges.take(sessions, current.id, actor, Use.CONFIRM, now)
    with unit_of_work(sessions, actor, now) as work:
        member = work.session.get_one(StaffMember, current.staff_id, with_for_update=True)
        own = kept.of(work.session, member.id)
        known = relying_parties.credential_id(answered)
        factor = next((each for each in own if known and each.credential_id == known), None)
        count = _count(party, challenge, factor, answered)
        if factor is None or count is None or member.failures >= DISABLED_AFTER:
            sign_in.turn_away(work, member, current, "a passkey was refused")
            return None
        factor.sign_count = count
        return sign_in.let_in(work, member, current, FACTOR)


def _count(party: Party, challenge: bytes, factor: StaffFactor | None, answered: str) -> int | None:
    if factor is None:
        return None
    public_key, before = kept.public_key(factor, party.key), factor.sign_count or 0
    return relying_parties.answered_count(party, challenge, answered, public_key, before)
