"""Writes an export of the trail; what its lines mean is in `exports`."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, BinaryIO

from domain.trail import canonical
from domain.trail.exports import FORMAT, GONE, Row
from domain.trail.notes import Note


@dataclass
class Writer:
    """Writes an export: `begin`, one `block` after the other, `pending` events, `end`."""

    out: BinaryIO
    events: int = 0

    def begin(self, origin: str, at: datetime, *, sealed: bool, rows: bool) -> None:
        """Start. `sealed` and `rows` promise a remark on every submission, on every audited row."""
        said = {"origin": origin, "exported_at": canonical.instant(at)}
        self.out.write(FORMAT + canonical.encode({**said, "sealed": sealed, "rows": rows}) + b"\n")

    def block(self, index: int, stored: bytes | None, rows: Iterable[Row]) -> None:
        """Write the events at positions `256 * index` onwards, and the hash stored over them."""
        self.out.write(b"B %d %s\n" % (index, stored.hex().encode() if stored else GONE))
        lines = [
            b"E %012d %s %s %s\n"
            % (row.position, row.event_id.encode(), row.leaf.hex().encode(), row.data or GONE)
            for row in rows
        ]
        self.events += len(lines)
        self.out.writelines(lines)

    def checkpoint(self, note: Note) -> None:
        """Write a checkpoint, after the block in which its size ends."""
        self._remark("C", {"note": str(note)})

    def sealed(self, position: int | None, submission: str, digest: str | None) -> None:
        """Write the SHA-256 (hex) of the sealed bytes held, after the block that received them.

        `position` is none if no event received them; `digest` is none if the bytes are gone.
        """
        self._remark("S", {"position": position, "submission": submission, "digest": digest})

    def disposed(self, position: int, submission: str, by: int) -> None:
        """Write that sealed bytes are gone because of the later event at position `by`."""
        self._remark("S", {"position": position, "submission": submission, "disposed_by": by})

    def row(self, position: int | None, row: str, changed_at: datetime, state: str | None) -> None:
        """Write a row's (`kind/id`) last change, after the block of the event that recorded it.

        `state` is the row's keyed fingerprint as it is now, if events carry them.
        """
        at = canonical.instant(changed_at)
        self._remark("R", {"position": position, "row": row, "changed_at": at, "state": state})

    def pending(self, event_id: str, data: bytes) -> None:
        """Write an event that has no place in the log yet; after the last block."""
        self.out.write(b"P %s %s\n" % (event_id.encode(), data))

    def end(self) -> None:
        """Write the last line, without which the file counts as cut off."""
        self.out.write(b"Z %d\n" % self.events)

    def _remark(self, kind: str, said: Mapping[str, Any]) -> None:
        self.out.write(kind.encode() + b" " + canonical.encode(said) + b"\n")
