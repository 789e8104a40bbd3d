"""Codes from an authenticator app (TOTP, RFC 6238): six digits, a new one every 30 seconds."""

from __future__ import annotations

import hmac
import re
from datetime import datetime

import pyotp
import segno

STEP_SECONDS = 30
DIGITS = 6
# One step either way forgives a clock that is half a minute out, and no more (ASVS 6.5.5).
DRIFT_STEPS = (-1, 0, 1)
SECRET_CHARACTERS = 32


def new_secret() -> str:
    """Make a secret to share with an app: 160 random bits, in base 32."""
    return pyotp.random_base32(SECRET_CHARACTERS)


def provisioning_uri(secret: str, name: str, issuer: str) -> str:
    """Return the `otpauth:` address that an app reads from a QR code."""
    return pyotp.TOTP(secret).provisioning_uri(name=name, issuer_name=issuer)


def qr_svg(uri: str) -> str:
    """Draw an address as SVG with classes and attributes alone, as a strict CSP wants it.

    The light ground is drawn too, so that it scans on a dark page.
    """
    code = segno.make(uri, error="m", micro=False)
    return code.svg_inline(
        border=4, light="white", omitsize=True, svgclass="qr", lineclass="qr__modules"
    )


def accept(secret: str, code: str, now: datetime, last_step: int | None) -> int | None:
    """Return the step whose code was given, to be kept as the next `last_step`; None if wrong.

    A code serves once: a step at or before `last_step` is never accepted again (ASVS 6.5.1).
    Every step is compared, so that the time taken tells nothing.
    """
    typed = re.sub(r"\s", "", code).encode("utf-8", "surrogatepass")
    current = int(now.timestamp()) // STEP_SECONDS
    generator = pyotp.TOTP(secret, digits=DIGITS, interval=STEP_SECONDS)
    accepted = None
    for step in (current + drift for drift in DRIFT_STEPS):
        same = hmac.compare_digest(generator.generate_otp(step).encode(), typed)
        if same and (last_step is None or step > last_step):
            accepted = step
    return accepted
