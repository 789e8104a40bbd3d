"""Random secrets handed out (sessions, unique URLs, one-time links) and the hashes kept of them."""

from __future__ import annotations

import hashlib
import hmac
import secrets

SESSION_BYTES = 32
URL_BYTES = 24
SHORTEST_KEY = 32


class KeyTooShort(ValueError):
    """A hashing key has fewer bytes than its hash deserves."""


def new_token() -> str:
    """Make a session's id: 256 random bits, safe in a URL or a cookie (ASVS 7.2.3)."""
    return secrets.token_urlsafe(SESSION_BYTES)


def new_url_token() -> str:
    """Make the secret part of a unique URL or of a one-time link: 192 random bits."""
    return secrets.token_urlsafe(URL_BYTES)


def hashed(token: str) -> bytes:
    """Return what is kept of a session's id: SHA-256, enough for 256 random bits."""
    return hashlib.sha256(_bytes(token)).digest()


def keyed_hash(key: bytes, purpose: str, token: str) -> bytes:
    """Return what is kept of a token whose hash must not be made without the key (32 bytes).

    The purpose is bound in, so that one key may serve several uses and a hash made for one
    means nothing to another. Raises KeyTooShort.
    """
    if len(key) < SHORTEST_KEY:
        raise KeyTooShort(f"the key has {len(key)} bytes; at least {SHORTEST_KEY} are needed")
    named = _bytes(purpose)
    framed = len(named).to_bytes(4, "big") + named + _bytes(token)
    return hmac.digest(key, framed, "sha256")


def same(one: bytes, other: bytes) -> bool:
    """Say whether two hashes are equal, in a time that does not tell where they differ."""
    return hmac.compare_digest(one, other)


def _bytes(text: str) -> bytes:
    # What a browser sends may hold a lone surrogate: it is wrong, and must not be a crash.
    return text.encode("utf-8", "surrogatepass")
