"""What a browser remembers between visits: which door it came through, and that it is known.

Both cookies are signed, so that a hash read from a database is worth nothing here.
"""

from __future__ import annotations

import base64
import binascii
import hmac
import secrets
from datetime import datetime

from flask import current_app, request
from werkzeug.wrappers import Response

from config.web import cookies

DOOR = "door"
DEVICE = "device"
CHALLENGE = "passkey"
CHALLENGE_SECONDS = 300
DOOR_SECONDS = 90 * 24 * 3600
_MARK = 16
NO_DOOR = b"\0" * 32
"""Stands for the door of somebody who came without one: no organisation has it."""


def remember_door(response: Response, token_hash: bytes) -> None:
    """Keep the keyed hash of the URL's token, whatever the token was."""
    cookies.put(response, DOOR, _signed(DOOR, token_hash), DOOR_SECONDS)


def door() -> bytes | None:
    """Return the keyed hash of the URL that this browser came by, if it came by any."""
    return _checked(DOOR, cookies.read(DOOR))


def remember_device(response: Response, token_hash: bytes) -> None:
    """Know this browser again at this door: somebody signed in here before."""
    known = known_device(token_hash)
    mark = bytes.fromhex(known) if known else secrets.token_bytes(_MARK)
    cookies.put(response, DEVICE, _signed(DEVICE, mark, token_hash), cookies.YEAR)


def known_device(token_hash: bytes) -> str | None:
    """Return the name of this browser at this door, if somebody signed in here before."""
    mark = _checked(DEVICE, cookies.read(DEVICE), token_hash)
    return mark.hex() if mark else None


def remember_challenge(response: Response, challenge: bytes, now: datetime) -> None:
    """Keep what a passkey has to sign next in this browser, for five minutes."""
    value = int(now.timestamp()).to_bytes(8, "big") + challenge
    cookies.put(response, CHALLENGE, _signed(CHALLENGE, value), CHALLENGE_SECONDS)


def challenge(now: datetime) -> bytes:
    """Return what a passkey in this browser has to sign; empty if it was asked for none lately."""
    value = _checked(CHALLENGE, cookies.read(CHALLENGE)) or bytes(8)
    age = int(now.timestamp()) - int.from_bytes(value[:8], "big")
    return value[8:] if 0 <= age <= CHALLENGE_SECONDS else b""


def address() -> str:
    """Return where the request comes from."""
    return request.remote_addr or "unknown"


def device() -> str:
    """Return what the browser says of itself, shortened."""
    return str(request.user_agent.string)[:200] or "unknown"


def _signed(purpose: str, value: bytes, bound_to: bytes = b"") -> str:
    return base64.urlsafe_b64encode(value + _signature(purpose, value, bound_to)).decode()


def _checked(purpose: str, cookie: str | None, bound_to: bytes = b"") -> bytes | None:
    try:
        whole = base64.urlsafe_b64decode(cookie or "")
    except (binascii.Error, ValueError):
        return None
    value, signature = whole[:-32], whole[-32:]
    same = hmac.compare_digest(signature, _signature(purpose, value, bound_to))
    return value if value and same else None


def _signature(purpose: str, value: bytes, bound_to: bytes) -> bytes:
    key: bytes = current_app.config["SECRET_KEY"]
    return hmac.digest(key, b"|".join((purpose.encode(), value, bound_to)), "sha256")
