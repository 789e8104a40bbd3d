"""PostgreSQL's own programs for copies: those on the PATH, or those that the wheel carries."""

from __future__ import annotations

import contextlib
import os
import re
import shutil
import subprocess
from pathlib import Path

from sqlalchemy.engine import make_url

from operations.backup.copies import BackupRefused
from operations.postgres import NoServerPrograms, programs

_VERSION = re.compile(r"(\d+)[.\d]*(?:devel|beta\d|rc\d)?\s*(?:\(|$)", re.MULTILINE)


def found(name: str, server: int) -> str:
    """Return a program at least as new as the server (15, 16 …). Raises BackupRefused."""
    for path in _candidates(name):
        if _version(path) >= server:
            return path
    raise BackupRefused(
        f"There is no {name} of PostgreSQL {server} or newer on this machine: install the "
        f"client programs of PostgreSQL {server}"
    )


def connection(url: str) -> tuple[list[str], dict[str, str]]:
    """Return the options and the environment that reach a database; the password is no option."""
    parts = make_url(url)
    options = ["--host", parts.host or "localhost", "--port", str(parts.port or 5432)]
    options += ["--username", parts.username or "postgres", "--dbname", str(parts.database)]
    secret = {"PGPASSWORD": str(parts.password)} if parts.password else {}
    return options, {"PATH": os.defpath, "LC_ALL": "C"} | secret


def _candidates(name: str) -> list[str]:
    paths = [path for path in (shutil.which(name),) if path]
    with contextlib.suppress(NoServerPrograms):
        paths.append(str(programs.find().folder / name))
    return [path for path in paths if Path(path).exists()]


def _version(path: str) -> int:
    said = subprocess.run([path, "--version"], capture_output=True, text=True, check=False)
    match = _VERSION.search(said.stdout)
    return int(match[1]) if match else 0
