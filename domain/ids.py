"""Ids of rows: UUIDv7, made before the insert (no `RETURNING` needed), sorting by time."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from uuid_utils.compat import uuid7


def new() -> UUID:
    """Return a new id; ids made later sort later."""
    return uuid7()


def first_at(at: datetime) -> UUID:
    """Return what sorts before every id made from that moment on (aware; to the millisecond)."""
    return UUID(int=int(at.timestamp() * 1000) << 80)
