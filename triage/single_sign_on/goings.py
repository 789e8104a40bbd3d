"""One sign-on on its way to the provider and back: its secrets, in a sealed cookie of this browser.

Whoever comes back has to show the same browser; another's answer fits none of its secrets.
"""

from __future__ import annotations

import base64
import binascii
import hmac
import json
import secrets
from dataclasses import asdict, dataclass, field
from datetime import datetime, timedelta
from uuid import UUID

from werkzeug.wrappers import Response

from config.web import cookies
from domain.sealing import Context
from domain.sealing.envelopes import CannotOpen
from domain.sealing.symmetric import open_field, seal_field

COOKIE = "sign-on"
LASTS = timedelta(minutes=10)
_CONTEXT = Context("single-sign-on", UUID(int=0), None, "going")


@dataclass(frozen=True)
class Going:
    """A sign-on that has begun: what ties the answer to it, and where the person was going."""

    state: str = field(repr=False)
    nonce: str = field(repr=False)
    verifier: str = field(repr=False)
    began: float
    back_to: str

    def fits(self, state: str) -> bool:
        """Say whether an answer is to this sign-on."""
        return hmac.compare_digest(self.state.encode(), state.encode("utf-8", "surrogatepass"))


def begin(at: datetime, back_to: str) -> Going:
    """Return a new one: 256 random bits for each of its secrets."""
    state, nonce, verifier = (secrets.token_urlsafe(32) for _ in range(3))
    return Going(state, nonce, verifier, at.timestamp(), back_to)


def remember(response: Response, going: Going, key: bytes) -> None:
    """Keep it in the browser, sealed with a key of ours (`triage-field`)."""
    sealed = seal_field(key, json.dumps(asdict(going)).encode(), _CONTEXT)
    value = base64.urlsafe_b64encode(sealed).decode()
    cookies.put(response, COOKIE, value, int(LASTS.total_seconds()))


def of_browser(key: bytes, now: datetime) -> Going | None:
    """Return the one that this browser began, unless it took too long."""
    try:
        sealed = base64.urlsafe_b64decode(cookies.read(COOKIE) or "")
        going = Going(**json.loads(open_field(key, sealed, _CONTEXT)))
    except (CannotOpen, binascii.Error, ValueError):
        return None
    return going if 0 <= now.timestamp() - going.began <= LASTS.total_seconds() else None
