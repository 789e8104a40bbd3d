"""Ids of rows: UUIDv7, made before the insert (no `RETURNING` needed), sorting by time."""

from __future__ import annotations

from uuid import UUID

from uuid_utils.compat import uuid7


def new() -> UUID:
    """Return a new id; ids made later sort later."""
    return uuid7()
