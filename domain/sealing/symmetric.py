"""Sealing under a key that both sides hold.

Drafts (the browser's session token) and single fields (a service key).
"""

from __future__ import annotations

import io

from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from domain.sealing import envelopes
from domain.sealing.closing import DOCUMENT_FLOOR
from domain.sealing.contexts import Context

FIELD_FLOOR = 128
"""Bytes; a field that is shorter is padded to this."""
_TOKEN = 32


def draft_key(token: bytes) -> bytes:
    """The key of a session's drafts: it exists only while the browser shows its 256-bit token.

    `token` is the secret in the cookie itself, not its digest in the database. Raises ValueError if
    it is short.
    """
    if len(token) < _TOKEN:
        raise ValueError(f"a session token has at least {_TOKEN} bytes")
    return HKDF(hashes.SHA256(), envelopes.CONTENT_KEY, None, b"partnership draft 1").derive(token)


def seal_with(key: bytes, plain: bytes, context: Context) -> bytes:
    """Seal a document (a draft) under a 32-byte key."""
    return _sealed(key, plain, context, DOCUMENT_FLOOR)


def open_with(key: bytes, sealed: bytes, context: Context) -> bytes:
    """What `seal_with` sealed. Raises CannotOpen, whatever was wrong."""
    reader = io.BytesIO(sealed)
    return b"".join(envelopes.read(envelopes.SEALED_WITH_A_KEY, key, context, reader))


def seal_field(key: bytes, plain: bytes, context: Context) -> bytes:
    """Seal a short secret (TOTP secret, copy of a partner's URL) under a 32-byte service key."""
    return _sealed(key, plain, context, FIELD_FLOOR)


def open_field(key: bytes, sealed: bytes, context: Context) -> bytes:
    """What `seal_field` sealed. Raises CannotOpen, whatever was wrong."""
    return open_with(key, sealed, context)


def _sealed(key: bytes, plain: bytes, context: Context, floor: int) -> bytes:
    pieces = envelopes.write(envelopes.SEALED_WITH_A_KEY, key, context, [plain], floor)
    return b"".join(pieces)
