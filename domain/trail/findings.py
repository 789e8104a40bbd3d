"""What a verification finds, named, and the report it makes."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

KINDS = {
    "changed": "an event's bytes are not the ones that were logged",
    "removed": "an event that was logged is gone",
    "inserted": "an event stands where none was logged, or nobody vouches for it",
    "reordered": "events changed places",
    "rewritten": "events in this range, and the sequencer's record of them, are not those logged",
    "truncated": "the end of the log is missing",
    "record_changed": "the event is as logged; the sequencer's record of it was altered",
    "rewound": "a witness has seen more events than the log now holds",
    "forked": "a witness has seen another history than the log now shows",
    "unsigned": "a checkpoint is not signed by the key that is published",
    "unwitnessed": "no witness that is trusted has cosigned a checkpoint",
    "unsequenced": "an event was given no place in the log in time",
    "sealed_differs": "the sealed bytes held are not those that were handed in",
    "sealed_missing": "sealed bytes are gone, and no disposal explains it",
    "sealed_unrecorded": "sealed bytes are held that no event received",
    "change_without_event": "a row was changed and no event says so",
    "malformed": "the export contradicts itself",
}
MOST_NAMED = 10_000
"""Beyond it findings are counted, not named: memory stays flat on a log altered throughout."""


@dataclass
class Finding:
    """One thing that is not as it was logged. Positions count from 0; `last` is included."""

    kind: str
    words: str
    first: int | None = None
    last: int | None = None
    event_id: str | None = None
    traces: tuple[bytes, bytes] | None = None
    """Of a changed event, the leaf hash that was recorded and the one its bytes have now."""

    def as_json(self) -> dict[str, Any]:
        """Return the finding for the JSON report."""
        named = {"first": self.first, "last": self.last, "event_id": self.event_id}
        return {"kind": self.kind, "words": self.words, **named}


@dataclass
class Findings:
    """The result of a verification."""

    origin: str
    events: int = 0
    proven: int = 0
    checkpoints: int = 0
    witnessed: dict[str, int] = field(default_factory=dict)
    pending: int = 0
    named: list[Finding] = field(default_factory=list)
    unnamed: int = 0

    def add(self, finding: Finding) -> Finding:
        """Add a finding; return it."""
        if len(self.named) < MOST_NAMED:
            self.named.append(finding)
        else:
            self.unnamed += 1
        return finding

    @property
    def whole(self) -> bool:
        """Whether nothing was found."""
        return not self.named

    @property
    def exit_code(self) -> int:
        """0 if whole, 1 if not; 2 is for a file that is no export."""
        return 0 if self.whole else 1

    def explained(self, first: int, last: int) -> bool:
        """Say whether something is already named between two positions."""
        near = self.named[-64:]
        return any(f.first is not None and f.first <= last and _end(f) >= first for f in near)

    def pair_reordered(self) -> None:
        """Recognise, among changed events, those that hold one another's bytes."""
        changed = [f for f in self.named if f.kind == "changed" and f.traces]
        recorded = {f.traces[0]: f for f in changed if f.traces}
        for finding in changed:
            other = recorded.get(finding.traces[1]) if finding.traces else None
            if other is not None and other is not finding:
                finding.kind = "reordered"
                finding.words = (
                    f"position {finding.first} holds the event of position {other.first}"
                )

    def as_json(self) -> Mapping[str, Any]:
        """Return the report, ready for `json.dumps`."""
        return {
            "whole": self.whole,
            "origin": self.origin,
            "events": self.events,
            "proven": self.proven,
            "checkpoints": self.checkpoints,
            "witnessed": self.witnessed,
            "pending": self.pending,
            "counts": dict(Counter(f.kind for f in self.named)),
            "findings": [f.as_json() for f in self.named],
            "findings_not_named": self.unnamed,
        }


def _end(finding: Finding) -> int:
    return finding.last if finding.last is not None else finding.first or 0
