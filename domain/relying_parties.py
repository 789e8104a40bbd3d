"""Who asks for passkeys, and whether an answer is right: the same for staff and for partners.

A browser ties every passkey to the door's own address. Origin, relying party, challenge and the
check of the person by the device are verified here, nowhere else.
"""

from __future__ import annotations

import ipaddress
import json
from dataclasses import dataclass, field
from urllib.parse import urlsplit

import webauthn
from webauthn.helpers import base64url_to_bytes
from webauthn.helpers.exceptions import WebAuthnException
from webauthn.registration.verify_registration_response import VerifiedRegistration

NOT_MADE = "The device did not make a passkey for this site"
_RUBBISH = (ValueError, KeyError, TypeError, AttributeError, RecursionError)
"""What reading an answer may raise, for a browser (or whoever plays one) may send anything."""


class PasskeyRefused(ValueError):
    """What the browser answered is no passkey that can be kept here."""


@dataclass(frozen=True)
class Party:
    """The relying party of WebAuthn, and the door's own key that seals what is kept."""

    id: str
    origin: str
    name: str
    key: bytes = field(repr=False)


def party(url: str, name: str, key: bytes) -> Party | None:
    """Return the relying party of a door at an address; None where browsers allow no passkeys.

    They want a name, not a number, and TLS unless it is this very machine.
    """
    parts = urlsplit(url)
    host = parts.hostname or ""
    if not host or _is_number(host) or (parts.scheme != "https" and host != "localhost"):
        return None
    return Party(id=host, origin=f"{parts.scheme}://{parts.netloc}", name=name, key=key)


def registered(party: Party, challenge: bytes, answered: str) -> VerifiedRegistration:
    """Return the passkey a device made for a challenge; an empty one is past its five minutes.

    Raises PasskeyRefused.
    """
    if not challenge:
        raise PasskeyRefused("That took longer than five minutes: start again")
    try:
        return webauthn.verify_registration_response(
            credential=answered,
            expected_challenge=challenge,
            expected_rp_id=party.id,
            expected_origin=party.origin,
            require_user_verification=True,
        )
    except (WebAuthnException, *_RUBBISH) as refused:
        raise PasskeyRefused(NOT_MADE) from refused


def answered_count(
    party: Party, challenge: bytes, answered: str, public_key: bytes | None, count: int = 0
) -> int | None:
    """Return the passkey's counter if its answer to a challenge is right; None if it is not.

    It must have gone on from `count`, unless the device keeps none and both are nought.
    """
    if public_key is None or not challenge:
        return None
    try:
        return webauthn.verify_authentication_response(
            credential=answered,
            expected_challenge=challenge,
            expected_rp_id=party.id,
            expected_origin=party.origin,
            credential_public_key=public_key,
            credential_current_sign_count=count,
            require_user_verification=True,
        ).new_sign_count
    except (WebAuthnException, *_RUBBISH):
        return None


def credential_id(answered: str) -> bytes | None:
    """Return which passkey an answer says it is of; None for rubbish."""
    try:
        return base64url_to_bytes(json.loads(answered)["id"])
    except _RUBBISH:
        return None


def _is_number(host: str) -> bool:
    try:
        ipaddress.ip_address(host)
    except ValueError:
        return False
    return True
