"""Whether what is held, sealed bytes and rows, is what the events say it should be."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from functools import partial
from typing import Any

from domain.trail import canonical
from domain.trail.canonical import NotCanonical, Recorded
from domain.trail.exports import DATA, GONE, POSITION, Block
from domain.trail.findings import Finding, Findings
from domain.trail.proofs import BLOCK
from domain.trail.receipts import DIGEST, RECEIVED

DISPOSED = "SubmissionDisposed"
RECEIVED_MARK = b'"name":"' + RECEIVED.encode() + b'"'

SEQUENCED_WITHIN = timedelta(seconds=60)

EventAt = Callable[[int], bytes | None]
"""The bytes held at a position of the block at hand, if any."""


@dataclass
class Holdings:
    """Compares the export's remarks with its events, one block at a time."""

    findings: Findings
    promised: bool
    """Whether the export promises an `S` line for every submission received."""
    disposals: dict[int, str] = field(default_factory=dict)
    """Position of the disposing event still to come: the submission. Grows with disposals alone."""

    def sealed(self, said: Mapping[str, Any], event_at: EventAt) -> None:
        """Check one `S` line."""
        position, submission = said.get("position"), str(said.get("submission"))
        event = _event(event_at, position)
        if event is None or event.name != RECEIVED or event.subject != f"submission/{submission}":
            self._found("sealed_unrecorded", position, f"no event received submission {submission}")
        elif isinstance(said.get("disposed_by"), int):
            self.disposals[said["disposed_by"]] = submission
        elif not said.get("digest"):
            self._found("sealed_missing", position, f"the sealed bytes of {submission} are gone")
        elif said["digest"] != event.facts.get(DIGEST):
            self._found("sealed_differs", position, f"{submission} is not held as it was handed in")

    def take(self, block: Block) -> None:
        """Check all that the export remarks on the events of a block."""
        event_at, remarked = partial(_data_at, block), set()
        for kind, said in block.remarks:
            if kind == "S":
                self.sealed(said, event_at)
                remarked.add(said.get("position"))
            elif kind == "R":
                self.row(said, event_at)
        if self.promised:
            self._unremarked(block, remarked)
        if self.disposals:
            for position in range(block.start, block.start + BLOCK):
                if position in self.disposals:
                    self.disposal(position, event_at)

    def pending(self, line: bytes, exported_at: datetime) -> None:
        """Check one `P` line: nothing waits long for its place in the log."""
        data = line[len("P ") + 37 : -1]
        self.findings.pending += 1
        try:
            at = canonical.event(data).at
        except NotCanonical:
            at = datetime.min.replace(tzinfo=UTC)
        if exported_at - at > SEQUENCED_WITHIN:
            words = (
                f"an event of {at} has no place in the log: inserted, or the sequencer is behind"
            )
            event_id = line[2:38].decode("ascii", "replace")
            self.findings.add(Finding("unsequenced", words, event_id=event_id))

    def _unremarked(self, block: Block, remarked: set[object]) -> None:
        """Name the received events without an `S` line in an export that promises one."""
        for line in block.lines:
            if RECEIVED_MARK in line and int(line[POSITION]) not in remarked:
                position = int(line[POSITION])
                self._found("sealed_missing", position, "no sealed bytes are held for it")

    def disposal(self, position: int, event_at: EventAt) -> None:
        """Check that an event which is said to have disposed of a submission did."""
        submission = self.disposals.pop(position)
        event = _event(event_at, position)
        if event is None or (event.name, event.subject) != (DISPOSED, f"submission/{submission}"):
            self._found("sealed_missing", position, f"no event here disposed of {submission}")

    def row(self, said: Mapping[str, Any], event_at: EventAt) -> None:
        """Check one `R` line: the event named is about the row, at that time, in that state."""
        position, row = said.get("position"), str(said.get("row"))
        event = _event(event_at, position)
        if event is None or event.subject != row:
            self._found("change_without_event", position, f"{row} was changed and no event says so")
        elif canonical.instant(event.at) != said.get("changed_at"):
            self._found(
                "change_without_event",
                position,
                f"{row} was changed at {said.get('changed_at')}, its last event is of "
                f"{canonical.instant(event.at)}",
            )
        elif row in event.states and event.states[row] != said.get("state"):
            self._found("change_without_event", position, f"{row} is not as its last event left it")

    def finish(self) -> None:
        """Name the submissions whose disposal never came."""
        for position, submission in self.disposals.items():
            self._found("sealed_missing", position, f"no event disposed of {submission}")

    def _found(self, kind: str, position: object, words: str) -> None:
        first = position if isinstance(position, int) else None
        self.findings.add(Finding(kind, words, first, first))


def _data_at(block: Block, position: int) -> bytes | None:
    offset = position - block.start
    for line in block.lines[offset : offset + 1] if offset >= 0 else []:
        if int(line[POSITION]) == position and line[DATA] != GONE:
            return line[DATA]
    found = [line[DATA] for line in block.lines if int(line[POSITION]) == position]
    return found[0] if found and found[0] != GONE else None


def _event(event_at: EventAt, position: object) -> Recorded | None:
    data = event_at(position) if isinstance(position, int) else None
    if data is None:
        return None
    try:
        return canonical.event(data)
    except NotCanonical:
        return None
