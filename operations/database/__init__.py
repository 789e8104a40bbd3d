"""The database: bringing it up to date, and what each role may do in it."""

from __future__ import annotations

from collections.abc import Mapping

import psycopg

from operations.database import granting, grants, migrating
from operations.database.migrating import Status

__all__ = ["Status", "grant", "grants", "prepare", "status", "upgrade"]

_LOCK = 6201866
"""Two processes never prepare one database at once; the number means nothing."""


def prepare(admin_url: str, passwords: Mapping[str, str]) -> None:
    """Make roles and schema, migrate and grant: from nothing, or from any earlier version.

    `passwords` are those of the roles that log in, by role name.
    """
    with psycopg.connect(_plain(admin_url)) as connection:
        connection.execute("select pg_advisory_xact_lock(%s)", [_LOCK])
        granting.make_roles(connection, passwords)
    upgrade(admin_url)
    grant(admin_url)


def upgrade(admin_url: str) -> None:
    """Migrate to what this version needs. The roles must be there."""
    engine = migrating.admin_engine(admin_url)
    with engine.begin() as connection:
        migrating.upgrade(connection)
    engine.dispose()


def grant(admin_url: str) -> None:
    """Give each role exactly what `grants` says."""
    with psycopg.connect(_plain(admin_url)) as connection:
        granting.apply_grants(connection)


def status(admin_url: str) -> Status:
    """Say where the database is."""
    engine = migrating.admin_engine(admin_url)
    with engine.connect() as connection:
        found = migrating.status(connection)
    engine.dispose()
    return found


def _plain(url: str) -> str:
    return url.replace("postgresql+psycopg://", "postgresql://", 1)
