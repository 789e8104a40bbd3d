"""Enrolling a passkey: the device makes a key pair for this door and shows the public half."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID

import webauthn
from sqlalchemy import select
from webauthn.helpers.structs import (
    AuthenticatorSelectionCriteria,
    PublicKeyCredentialDescriptor,
    ResidentKeyRequirement,
    UserVerificationRequirement,
)
from webauthn.registration.verify_registration_response import VerifiedRegistration

from domain import ids, relying_parties
from domain.passkeys import challenges, kept
from domain.passkeys.challenges import Use, person
from domain.relying_parties import Party, PasskeyRefused
from domain.staff import factors
from domain.staff.enrolments import Keep
from domain.staff.sessions import Current
from domain.staff.tables import FactorKind, StaffFactor, StaffMember
from domain.unit_of_work import Sessions, UnitOfWork, unit_of_work

SELECTION = AuthenticatorSelectionCriteria(
    resident_key=ResidentKeyRequirement.DISCOURAGED,
    user_verification=UserVerificationRequirement.REQUIRED,
)


@dataclass(frozen=True)
class Answer:
    """What the browser's WebAuthn answered, as JSON, and what the passkey shall be called."""

    answered: str = field(repr=False)
    label: str


def options_to_enrol(sessions: Sessions, current: Current, party: Party, now: datetime) -> str:
    """Return what `navigator.credentials.create` is asked with, as JSON, with a new challenge."""
    challenge = challenges.make(sessions, current, Use.ENROL, now)
    with sessions.begin() as session:
        known = [each.credential_id for each in kept.of(session, current.staff_id)]
    options = webauthn.generate_registration_options(
        rp_id=party.id,
        rp_name=party.name,
        user_id=current.staff_id.bytes,
        user_name=current.name,
        challenge=challenge,
        authenticator_selection=SELECTION,
        exclude_credentials=[PublicKeyCredentialDescriptor(id=each) for each in known if each],
    )
    return webauthn.options_to_json(options)


def enrol(
    sessions: Sessions, current: Current, party: Party, answer: Answer, now: datetime
) -> None:
    """Keep a passkey that answers the session's challenge. Raises PasskeyRefused.

    The page has asked for a second factor shortly before.
    """
    keep = checked(sessions, current, party, answer, now)
    with unit_of_work(sessions, person(current), now) as work:
        keep(work, work.session.get_one(StaffMember, current.staff_id, with_for_update=True))


def checked(
    sessions: Sessions, current: Current, party: Party, answer: Answer, now: datetime
) -> Keep:
    """Check an answer, which uses the challenge up; return what keeps the passkey.

    Raises PasskeyRefused, and so does what is returned where the passkey is enrolled already.
    """
    challenge = challenges.take(sessions, current.id, person(current), Use.ENROL, now)
    verified = relying_parties.registered(party, challenge, answer.answered)

    def keep(work: UnitOfWork, member: StaffMember) -> StaffFactor:
        same = select(StaffFactor.id).where(StaffFactor.credential_id == verified.credential_id)
        if work.session.scalar(same):
            raise PasskeyRefused("This passkey is enrolled already")
        return factors.keep(work, member, _factor(member.id, party, verified, answer.label, now))

    return keep


def _factor(
    staff_id: UUID, party: Party, verified: VerifiedRegistration, label: str, now: datetime
) -> StaffFactor:
    factor_id = ids.new()
    return StaffFactor(
        id=factor_id,
        staff_id=staff_id,
        kind=FactorKind.PASSKEY,
        label=factors.named(label, "passkey"),
        secret=kept.sealed(party.key, factor_id, staff_id, verified.credential_public_key),
        credential_id=verified.credential_id,
        sign_count=verified.sign_count,
        created_at=now,
    )
