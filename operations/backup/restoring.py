"""Putting a backup into an empty database."""

from __future__ import annotations

import subprocess
import tempfile
from collections.abc import Mapping
from datetime import datetime
from pathlib import Path

import psycopg

from domain import audit
from domain.actors import system
from domain.sealing.unwrapping import PrivateKeys
from domain.unit_of_work import unit_of_work
from operations import database
from operations.backup import copies, programs
from operations.backup.copies import About, BackupRefused
from operations.database import granting
from operations.database.grants import SCHEMA
from operations.set_up import sessions_at


def restore(admin_url: str, file: Path, keys: PrivateKeys, passwords: Mapping[str, str]) -> About:
    """Put a backup into a database that holds nothing of ours yet, and record that.

    It is one transaction: there wholly, or not at all. Then it is migrated to what this version
    needs. Raises BackupRefused.
    """
    with psycopg.connect(admin_url) as connection:
        there = connection.execute("select to_regnamespace(%s)", [SCHEMA]).fetchone()
        if there and there[0]:
            raise BackupRefused("That database holds a record already; restore into an empty one")
        version = connection.execute("select current_setting('server_version_num')::int")
        server = int((version.fetchone() or (0,))[0]) // 10000
        granting.make_roles(connection, passwords)
    with tempfile.TemporaryDirectory(prefix="partnership-restore-") as folder:
        copy = Path(folder) / "copy"
        with copy.open("wb") as out:
            about = copies.open_to(file, out, keys)
        _load(admin_url, copy, server)
    database.prepare(admin_url, passwords)
    _record(admin_url, about)
    return about


def _load(url: str, copy: Path, server: int) -> None:
    options, environ = programs.connection(url)
    command = [programs.found("pg_restore", server), *options, "--no-password"]
    command += ["--single-transaction", "--exit-on-error", "--no-privileges", str(copy)]
    done = subprocess.run(command, env=environ, capture_output=True, text=True, check=False)
    if done.returncode:
        raise BackupRefused(f"pg_restore did not finish: {done.stderr.strip()[-500:]}")


def _record(admin_url: str, about: About, now: datetime | None = None) -> None:
    with sessions_at(admin_url) as sessions, unit_of_work(sessions, system("restore"), now) as work:
        work.record(
            audit.BackupRestored(audit.THE_RECORD, taken_at=about.taken_at, size=about.events)
        )
