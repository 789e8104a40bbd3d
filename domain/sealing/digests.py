"""Keyed digests: a dump of the database without the key does not let anybody confirm a guess."""

from __future__ import annotations

import hashlib

KEY_SIZE = 32


def digest(key: bytes, purpose: str, data: bytes) -> bytes:
    """32 bytes that stand for `data` within `purpose` (BLAKE2b, keyed).

    Equal data under another purpose or another key gives unrelated bytes. Raises ValueError unless
    the key has 32 bytes.
    """
    if len(key) != KEY_SIZE:
        raise ValueError("a key to digest with has 32 bytes")
    name = purpose.encode()
    return hashlib.blake2b(
        len(name).to_bytes(2, "big") + name + data, key=key, digest_size=32
    ).digest()
