"""What is kept of a partner's passkey: its public key, sealed to its row and its organisation."""

from __future__ import annotations

from uuid import UUID

from domain.organisations.tables import PartnerPasskey
from domain.sealing import Context
from domain.sealing.envelopes import CannotOpen
from domain.sealing.symmetric import open_field, seal_field


def sealed(key: bytes, passkey_id: UUID, organisation_id: UUID, public_key: bytes) -> bytes:
    """Seal a public key with the portal's own key (`portal-field`)."""
    return seal_field(key, public_key, _context(passkey_id, organisation_id))


def public_key(passkey: PartnerPasskey, key: bytes) -> bytes | None:
    """Return the public key; None if the portal did not write this row for this organisation."""
    try:
        context = _context(passkey.id, passkey.organisation_id)
        return open_field(key, passkey.public_key, context)
    except CannotOpen:
        return None


def _context(passkey_id: UUID, organisation_id: UUID) -> Context:
    return Context("partner-passkey", passkey_id, organisation_id, "public-key")
