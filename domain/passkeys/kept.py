"""What is kept of a passkey: its id and counter in clear, its public key sealed to its owner."""

from __future__ import annotations

import json
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from domain.sealing.envelopes import CannotOpen
from domain.sealing.symmetric import seal_field
from domain.staff.accounts import factor_context, secret_of
from domain.staff.tables import FactorKind, StaffFactor


def sealed(key: bytes, factor_id: UUID, staff_id: UUID, public_key: bytes) -> bytes:
    """Seal a public key together with whose it is: moved to another row, it opens nothing."""
    document = json.dumps([str(staff_id), public_key.hex()]).encode()
    return seal_field(key, document, factor_context(factor_id))


def public_key(factor: StaffFactor, key: bytes) -> bytes | None:
    """Return the public key; None if the row was not written by this door for this person."""
    try:
        staff_id, written = json.loads(secret_of(factor, key))
    except (CannotOpen, ValueError):
        return None
    return bytes.fromhex(written) if staff_id == str(factor.staff_id) else None


def of(session: Session, staff_id: UUID) -> list[StaffFactor]:
    """Return the passkeys of a person that serve."""
    query = select(StaffFactor).where(
        StaffFactor.staff_id == staff_id,
        StaffFactor.kind == FactorKind.PASSKEY,
        StaffFactor.revoked_at.is_(None),
    )
    return list(session.scalars(query.order_by(StaffFactor.id)))
