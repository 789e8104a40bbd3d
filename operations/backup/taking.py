"""Taking a backup while everything goes on."""

from __future__ import annotations

import hashlib
import os
import subprocess
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import IO, BinaryIO, cast

import psycopg

from domain import audit, ids
from domain.actors import system
from domain.keys import Manifest
from domain.sealing.recipients import Recipients
from domain.unit_of_work import unit_of_work
from operations.backup import copies, programs
from operations.backup.copies import About, BackupRefused
from operations.database.grants import SCHEMA
from operations.set_up import sessions_at

_STATE = (
    "select current_setting('server_version_num')::int / 10000,"
    " (select version_num from partnership.alembic_version),"
    " (select coalesce(max(position) + 1, 0) from partnership.trail_leaf)"
)


@dataclass(frozen=True)
class Taken:
    """A backup that was taken: what it says of itself, and the SHA-256 of its file."""

    about: About
    digest: str


def take(admin_url: str, manifest: Manifest, file: Path, now: datetime | None = None) -> Taken:
    """Copy the database to a sealed file, all of it or nothing, and record that.

    One snapshot (pg_dump's): what is being written meanwhile is in it wholly or not at all. Raises
    BackupRefused.
    """
    at = now or datetime.now(UTC)
    with psycopg.connect(admin_url) as connection:
        server, revision, events = connection.execute(_STATE).fetchone() or (0, "", 0)
    about = About(str(ids.new()), at.isoformat(timespec="seconds"), revision, events)
    program, recipients = programs.found("pg_dump", server), manifest.recipients_for("backup", at)
    draft = file.with_name(f"{file.name}.part")
    descriptor = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with os.fdopen(descriptor, "wb") as out:
        _dump([program], admin_url, out, about, recipients)
        out.flush()
        os.fsync(descriptor)
    draft.replace(file)
    digest = _digest(file)
    with sessions_at(admin_url) as sessions, unit_of_work(sessions, system("backup"), at) as work:
        work.record(audit.BackupTaken(audit.THE_RECORD, size=about.events, digest=digest))
    return Taken(about, digest)


def _dump(command: list[str], url: str, out: BinaryIO, about: About, to: Recipients) -> None:
    options, environ = programs.connection(url)
    command = [*command, *options, "--format", "custom", "--schema", SCHEMA, "--no-password"]
    process = subprocess.Popen(command, env=environ, stdout=subprocess.PIPE, stderr=subprocess.PIPE)
    with process:
        copy = cast(IO[bytes], process.stdout)
        copies.seal(cast(BinaryIO, copy), out, about, to)
        said = cast(IO[bytes], process.stderr).read().decode(errors="replace")
    if process.returncode:
        raise BackupRefused(f"pg_dump did not finish: {said.strip()[-500:]}")


def _digest(file: Path) -> str:
    with file.open("rb") as data:
        return hashlib.file_digest(data, "sha256").hexdigest()
