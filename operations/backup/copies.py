"""The file of a backup: a line that names it, the sealed copy, and what is needed to open it.

partnership backup 1
<sealed copy, of any size>
{"about": …, "wraps": […]}<length of this, 8 bytes>
"""

from __future__ import annotations

import base64
import json
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any, BinaryIO
from uuid import UUID

from domain.sealing import CannotOpen, Context
from domain.sealing.closing import seal_stream
from domain.sealing.opening import open_stream
from domain.sealing.recipients import Recipients, Wrap
from domain.sealing.unwrapping import PrivateKeys

FORMAT = b"partnership backup 1\n"
_LENGTH = 8
_LARGEST_END = 1 << 20


class BackupRefused(Exception):
    """That file is no backup, is damaged, or cannot be opened with the keys given."""


@dataclass(frozen=True)
class About:
    """What a backup says of itself, in the clear: when it was taken and how far the log was."""

    id: str
    taken_at: str
    revision: str
    events: int

    @property
    def context(self) -> Context:
        """Where it belongs: it opens as this backup alone."""
        stamp = self.taken_at.lower().replace("+", "_")
        return Context("backup", UUID(self.id), None, f"{stamp}:{self.events}:{self.revision}")


class _Part:
    """A reader of the sealed copy, which ends before the file does."""

    def __init__(self, file: BinaryIO, size: int) -> None:
        self._file, self._left = file, size

    def read(self, size: int, /) -> bytes:
        data = self._file.read(min(size, self._left))
        self._left -= len(data)
        return data


def seal(copy: BinaryIO, file: BinaryIO, about: About, recipients: Recipients) -> None:
    """Write a backup."""
    file.write(FORMAT)
    wraps = seal_stream(copy, file, about.context, recipients)
    said = {"about": asdict(about), "wraps": [_as_json(each) for each in wraps]}
    end = json.dumps(said).encode()
    file.write(end + len(end).to_bytes(_LENGTH, "big"))


def read_about(path: Path) -> About:
    """Return what a backup says of itself. Raises BackupRefused."""
    with path.open("rb") as file:
        return _end(file)[0]


def open_to(path: Path, copy: BinaryIO, keys: PrivateKeys) -> About:
    """Open a backup; use what was written only once this returned. Raises BackupRefused."""
    with path.open("rb") as file:
        about, wraps, size = _end(file)
        file.seek(len(FORMAT))
        try:
            open_stream(_Part(file, size), copy, wraps, about.context, keys)
        except CannotOpen:
            raise BackupRefused(
                f"{path} was altered, or is sealed to none of the keys given"
            ) from None
    return about


def _end(file: BinaryIO) -> tuple[About, list[Wrap], int]:
    """Return what stands at the end of a backup, and the size of the sealed copy before it."""
    try:
        if file.read(len(FORMAT)) != FORMAT:
            raise ValueError("another first line")
        whole = file.seek(-_LENGTH, 2)
        length = int.from_bytes(file.read(_LENGTH), "big")
        if length > min(_LARGEST_END, whole - len(FORMAT)):
            raise ValueError("cut short")
        file.seek(whole - length)
        said: dict[str, Any] = json.loads(file.read(length))
        about = About(**said["about"])
        wraps = [_wrap(each) for each in said["wraps"]]
        _ = about.context
    except (OSError, ValueError, KeyError, TypeError, AttributeError) as wrong:
        raise BackupRefused(f"{file.name} is no backup, or was cut short: {wrong}") from None
    return about, wraps, whole - length - len(FORMAT)


def _as_json(wrap: Wrap) -> dict[str, str]:
    encoded = base64.b64encode(wrap.wrapped).decode()
    return {"key_id": wrap.key_id, "suite": wrap.suite, "wrapped": encoded}


def _wrap(said: dict[str, str]) -> Wrap:
    return Wrap(said["key_id"], said["suite"], base64.b64decode(said["wrapped"], validate=True))
