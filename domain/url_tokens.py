"""The random part of an organisation's unique URL, as it is kept: a keyed hash and a sealed copy.

The portal knows the hash's key and nothing more; only triage can open the copy to show it again.
"""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from domain import tokens
from domain.sealing import Context
from domain.sealing.symmetric import open_field, seal_field

PURPOSE = "organisation-url"


@dataclass(frozen=True)
class UrlTokens:
    """Turns tokens into what may be kept of them. `sealing_key` is triage's alone."""

    hash_key: bytes
    sealing_key: bytes | None = None

    def hashed(self, token: str) -> bytes:
        """Return the keyed hash by which an organisation is found."""
        return tokens.keyed_hash(self.hash_key, PURPOSE, token)

    def sealed(self, token: str, url_id: UUID, organisation_id: UUID) -> bytes:
        """Return the token sealed to the row it belongs to."""
        return seal_field(self._key(), token.encode(), _context(url_id, organisation_id))

    def opened(self, sealed: bytes, url_id: UUID, organisation_id: UUID) -> str:
        """Return the token of a sealed copy."""
        return open_field(self._key(), sealed, _context(url_id, organisation_id)).decode()

    def _key(self) -> bytes:
        if self.sealing_key is None:
            raise RuntimeError("this process has no key to seal unique URLs with")
        return self.sealing_key


def _context(url_id: UUID, organisation_id: UUID) -> Context:
    return Context(PURPOSE, url_id, organisation_id, "token")
