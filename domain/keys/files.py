"""Key files: one key each, as JSON with its name, purpose and dates, readable by its owner only."""

from __future__ import annotations

import base64
import json
import os
import stat
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any

from domain.keys.inventory import ROWS, Kind
from domain.keys.times import read_time, show_time

_FORMAT = "partnership-key-1"


class KeyFileRefused(Exception):
    """A key file is missing, readable by others, or not what it should be.

    The message says which.
    """


class KeysExist(Exception):
    """There are keys in the folder already, and nothing overwrites a key."""


@dataclass(frozen=True, slots=True)
class KeyFile:
    """What a key file holds. `private` is empty in the public half of a signing key."""

    key_id: str
    purpose: str
    created_at: datetime
    expires_at: datetime | None
    public: bytes = b""
    suite: str = ""
    private: bytes = field(default=b"", repr=False)

    @property
    def kind(self) -> Kind:
        """What the key does, by its purpose."""
        return ROWS[self.purpose].kind


def write_new(path: Path, key: KeyFile) -> None:
    """Write a key file that only its owner can read. Raises KeysExist rather than overwrite one."""
    mode = 0o600 if key.private else 0o644
    try:
        descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_NOFOLLOW, mode)
    except FileExistsError:
        raise KeysExist(f"{path} exists; a key is never overwritten") from None
    with os.fdopen(descriptor, "w", encoding="utf-8") as file:
        os.fchmod(descriptor, mode)
        json.dump(_as_json(key), file, indent=1)
        file.flush()
        os.fsync(descriptor)


def read(path: Path) -> KeyFile:
    """The key in a file, to be used. Raises KeyFileRefused if others can reach a private one."""
    key = inspect(path)
    if key.private and not mode_is_safe(path):
        mode = stat.S_IMODE(path.stat().st_mode)
        raise KeyFileRefused(
            f"others can reach the key file {path} (mode {mode:04o}). Type: chmod 600 {path}"
        )
    return key


def inspect(path: Path) -> KeyFile:
    """The key in a file, to report on. Raises KeyFileRefused, never showing what the file holds."""
    try:
        text = path.read_text(encoding="utf-8")
    except FileNotFoundError:
        raise KeyFileRefused(f"the key file {path} does not exist") from None
    except OSError as refused:
        raise KeyFileRefused(f"the key file {path} cannot be read: {refused.strerror}") from None
    except UnicodeDecodeError:
        raise KeyFileRefused(f"{path} is not a key file") from None
    return _parsed(path, text)


def mode_is_safe(path: Path) -> bool:
    """Whether nobody but the owner can read or write this file."""
    return not stat.S_IMODE(path.stat().st_mode) & 0o077


def _as_json(key: KeyFile) -> dict[str, str | None]:
    return {
        "format": _FORMAT,
        "id": key.key_id,
        "purpose": key.purpose,
        "suite": key.suite,
        "created_at": show_time(key.created_at),
        "expires_at": show_time(key.expires_at) if key.expires_at else None,
        "public": base64.b64encode(key.public).decode(),
        "private": base64.b64encode(key.private).decode(),
    }


def _parsed(path: Path, text: str) -> KeyFile:
    try:
        data: dict[str, Any] = json.loads(text)
        if data["format"] != _FORMAT or data["purpose"] not in ROWS:
            raise ValueError(data["format"])
        return KeyFile(
            key_id=str(data["id"]),
            purpose=data["purpose"],
            created_at=read_time(data["created_at"]),
            expires_at=read_time(data["expires_at"]) if data["expires_at"] else None,
            public=base64.b64decode(data["public"], validate=True),
            suite=str(data["suite"]),
            private=base64.b64decode(data["private"], validate=True),
        )
    except (ValueError, KeyError, TypeError):
        raise KeyFileRefused(f"{path} is not a key file of the form {_FORMAT}") from None
