"""Passkeys of police staff (WebAuthn): a second factor that no false page can ask for.

The browser answers a challenge that this session alone was given, once, within five minutes; the
origin, the relying party, the check of the person by the device, and the counter are all verified.
"""

from __future__ import annotations

from domain.passkeys.confirming import confirm, has_any, options_to_confirm
from domain.passkeys.enrolling import checked, enrol, options_to_enrol

__all__ = [
    "checked",
    "confirm",
    "enrol",
    "has_any",
    "options_to_confirm",
    "options_to_enrol",
]
