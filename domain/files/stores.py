"""Where sealed bytes live: by generated names, outside everything that is served.

A store of another kind (S3, say) has the same four methods: nothing here appends, seeks or renames.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager
from datetime import datetime
from pathlib import Path
from typing import BinaryIO, Protocol
from uuid import UUID

from domain.sealing.envelopes import Writer

_BEGUN = ".part"
_ONLY_OURS, _FOLDER_ONLY_OURS = 0o600, 0o700


class BytesMissing(LookupError):
    """The store has no bytes under this id."""


class Store(Protocol):
    """Sealed bytes by id."""

    def put(self, stored_id: UUID) -> AbstractContextManager[Writer]:
        """Give a writer; what was written is there once the block ends, and gone if it raises."""

    def open(self, stored_id: UUID) -> BinaryIO:
        """Give a reader of the bytes. Raises BytesMissing."""

    def remove(self, stored_id: UUID) -> None:
        """Remove the bytes, if they are there."""

    def older_than(self, moment: datetime) -> Iterator[UUID]:
        """Give the ids of what was put before a moment (aware)."""


class FolderStore:
    """A folder of sealed files, `ab/<32 hexadecimal digits>`: mode 0600, in folders of 0700."""

    def __init__(self, folder: Path) -> None:
        """Keep files in this folder, which is made if it is not there."""
        self.folder = folder

    @contextmanager
    def put(self, stored_id: UUID) -> Iterator[Writer]:
        """Write beside, make durable, then give it its name: it is there whole or not at all."""
        final = self._path(stored_id)
        final.parent.mkdir(mode=_FOLDER_ONLY_OURS, parents=True, exist_ok=True)
        begun = final.with_suffix(_BEGUN)
        handle = os.open(begun, os.O_WRONLY | os.O_CREAT | os.O_EXCL, _ONLY_OURS)
        try:
            with os.fdopen(handle, "wb") as writer:
                yield writer
                writer.flush()
                os.fsync(writer.fileno())
            begun.rename(final)
            _make_durable(final.parent)
        except BaseException:
            begun.unlink(missing_ok=True)
            raise

    def open(self, stored_id: UUID) -> BinaryIO:
        """Open the bytes. Raises BytesMissing."""
        try:
            return self._path(stored_id).open("rb")
        except FileNotFoundError:
            raise BytesMissing(str(stored_id)) from None

    def remove(self, stored_id: UUID) -> None:
        """Remove the bytes, if they are there."""
        self._path(stored_id).unlink(missing_ok=True)

    def older_than(self, moment: datetime) -> Iterator[UUID]:
        """Look through the folder; what a killed process had begun is removed on the way."""
        for path in self.folder.glob("??/*"):
            try:
                if path.stat().st_mtime >= moment.timestamp():
                    continue
            except FileNotFoundError:  # removed by another worker in the meantime
                continue
            if path.suffix == _BEGUN:
                path.unlink(missing_ok=True)
            else:
                yield UUID(hex=path.name)

    def _path(self, stored_id: UUID) -> Path:
        return self.folder / stored_id.hex[-2:] / stored_id.hex


def _make_durable(folder: Path) -> None:
    if os.name == "nt":  # Windows keeps names of files safe by itself
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
