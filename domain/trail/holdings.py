"""Whether what is held, sealed bytes and rows, is what the events say it should be."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from functools import partial
from typing import Any, NamedTuple

from domain.trail import canonical
from domain.trail.canonical import NotCanonical
from domain.trail.exports import DATA, GONE, POSITION, Block
from domain.trail.findings import Finding, Findings
from domain.trail.proofs import BLOCK
from domain.trail.receipts import DIGEST, RECEIVED

DISPOSED = "SubmissionDisposed"
RECEIVED_MARK = b'"name":"' + RECEIVED.encode() + b'"'

SEQUENCED_WITHIN = timedelta(seconds=60)


class _Event(NamedTuple):
    """What is compared of an event, as its bytes spell it."""

    name: str
    subject: str
    at: str
    facts: Mapping[str, Any]
    states: Mapping[str, Any]


_NO_EVENT = _Event("", "", "", {}, {})
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
        if event.name != RECEIVED or event.subject != f"submission/{submission}":
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
        if (event.name, event.subject) != (DISPOSED, f"submission/{submission}"):
            self._found("sealed_missing", position, f"no event here disposed of {submission}")

    def row(self, said: Mapping[str, Any], event_at: EventAt) -> None:
        """Check one `R` line: the event named is about the row, at that time, in that state."""
        position, row = said.get("position"), str(said.get("row"))
        event = _event(event_at, position)
        if event.subject != row:
            self._found("change_without_event", position, f"{row} was changed and no event says so")
        elif event.at != said.get("changed_at"):
            self._found(
                "change_without_event",
                position,
                f"{row} was changed at {said.get('changed_at')}, its last event is of {event.at}",
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
    wanted = b"%012d" % position
    near = block.lines[offset : offset + 1] if offset >= 0 else []
    for line in near if near and near[0][POSITION] == wanted else block.lines:
        if line[POSITION] == wanted and line[DATA] != GONE:
            return line[DATA]
    return None


def _event(event_at: EventAt, position: object) -> _Event:
    """Return the event at a position; one that says nothing if there is none that can be read.

    Its bytes are compared with what was logged elsewhere, so that the quick reader will do.
    """
    data = event_at(position) if isinstance(position, int) else None
    try:
        said = json.loads(data or b"{}")
        return _Event(
            said["name"],
            f"{said['subject_kind']}/{said['subject_id']}",
            said["at"],
            dict(said["facts"]),
            dict(said.get("states") or {}),
        )
    except (ValueError, LookupError, TypeError, AttributeError, RecursionError):
        return _NO_EVENT
