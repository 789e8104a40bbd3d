"""What was seen of the log from outside: its signed checkpoints, in the export and kept elsewhere.

A checkpoint that a witness cosigned, or that was kept out of the server's reach, is *seen*: it
binds even if the log's own key was stolen.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from heapq import heappop, heappush

from domain.trail import checkpoints
from domain.trail.accounts import HELD, UNKNOWN
from domain.trail.checkpoints import Opened
from domain.trail.exports import Block
from domain.trail.findings import Finding, Findings
from domain.trail.notes import NoteRefused, VerifierKey
from domain.trail.tree import EMPTY_ROOT


@dataclass(frozen=True)
class View:
    """One checkpoint, and whether it was seen from outside."""

    opened: Opened
    seen: bool

    @property
    def size(self) -> int:
        """How many events it covers."""
        return self.opened.checkpoint.size

    @property
    def root(self) -> bytes:
        """The root over them."""
        return self.opened.checkpoint.root


@dataclass
class Views:
    """The checkpoints still to be reached, and what those reached have shown."""

    findings: Findings
    log: VerifierKey
    witnesses: tuple[VerifierKey, ...]
    unsettled: list[Finding] = field(default_factory=list)
    """Alterations since the last checkpoint: it is open yet whether event or record was altered."""
    _waiting: list[tuple[int, int, View]] = field(default_factory=list)
    """A heap, smallest size first; the second number keeps the order of arrival."""
    _arrived: int = 0
    _good: dict[bool, int] = field(default_factory=lambda: {False: 0, True: 0})
    _failing: set[bool] = field(default_factory=set)
    _covered: int = 0

    def keep(self, note: str) -> None:
        """Take in a checkpoint kept out of the server's reach. Raises `NoteRefused`."""
        opened = checkpoints.open_signed(note, self.log, self.witnesses)
        self._expect(View(opened, seen=True))

    def hear(self, block: Block) -> None:
        """Take in the checkpoints that the export gives after a block."""
        for said in [said for kind, said in block.remarks if kind == "C"]:
            try:
                opened = checkpoints.open_signed(str(said.get("note")), self.log, self.witnesses)
            except NoteRefused as wrong:
                self.findings.add(Finding("unsigned", f"a checkpoint proves nothing: {wrong}"))
                continue
            view = View(opened, seen=bool(opened.witnesses))
            if view.size and view.size <= block.start:
                words = f"the checkpoint of {view.size} events stands in the wrong place"
                self.findings.add(Finding("malformed", words))
            else:
                self._expect(view)

    def between(self, start: int, end: int) -> Iterator[View]:
        """Hand over, in order, the checkpoints inside a block."""
        while self._waiting and self._waiting[0][0] < end:
            size, _, view = heappop(self._waiting)
            if size > start:
                yield view

    def at(self, end: int) -> Iterator[View]:
        """Hand over the checkpoints at the end of a block."""
        while self._waiting and self._waiting[0][0] == end:
            yield heappop(self._waiting)[2]

    def judge(self, view: View, account: str | None) -> None:
        """Note which account of the log has this checkpoint's root, if any."""
        self.findings.checkpoints += 1
        self._covered = max(self._covered, view.size)
        if account in (None, UNKNOWN):
            self._unproven(view, account)
            return
        self._good[False] = self.findings.proven = view.size
        self._failing.discard(False)
        if view.seen:
            self._good[True] = view.size
            self._failing.discard(True)
        for name in view.opened.witnesses:
            self.findings.witnessed[name] = view.size
        self._settle(view.size, account)

    def finish(self, events: int) -> None:
        """Name what the checkpoints cover beyond the end, and the events beyond the checkpoints."""
        beyond = [view for size, _, view in sorted(self._waiting) if size > events]
        for view in beyond:
            self._beyond(view, events)
        if self._covered < events and not beyond:
            words = f"no signed checkpoint covers the events from position {self._covered} on"
            self.findings.add(Finding("inserted", words, self._covered, events - 1))
        if self.witnesses and not self.findings.witnessed:
            self.findings.add(Finding("unwitnessed", "no trusted witness vouches for this log"))

    def _expect(self, view: View) -> None:
        if view.size:
            self._arrived += 1
            heappush(self._waiting, (view.size, self._arrived, view))
        elif view.root != EMPTY_ROOT:
            self.findings.add(Finding("forked", "a checkpoint gives an empty log a root"))

    def _unproven(self, view: View, account: str | None) -> None:
        """Name the first range in which the log is not what was signed, once until it is again."""
        if view.seen in self._failing or account == UNKNOWN:
            return
        self._failing.add(view.seen)
        first, last = self._good[view.seen], view.size - 1
        if view.seen:
            who = ", ".join(sorted(view.opened.witnesses)) or "a checkpoint kept elsewhere"
            words = f"{who} saw other events up to position {last}; the first {first} are the same"
            self.findings.add(Finding("forked", words, first, last))
        elif not self.findings.explained(first, last):
            words = f"positions {first} to {last} do not give the root the log signed over them"
            self.findings.add(Finding("rewritten", words, first, last))

    def _settle(self, size: int, account: str) -> None:
        now = [f for f in self.unsettled if f.first is not None and f.first < size]
        self.unsettled = [f for f in self.unsettled if f not in now]
        for finding in now if account == HELD else []:
            finding.kind = "record_changed"
            finding.words = "the event is as the log signed it; the sequencer's record is not"

    def _beyond(self, view: View, events: int) -> None:
        kind = "rewound" if view.seen else "truncated"
        words = f"{view.size} events were signed for, {events} are here: the end is missing"
        self.findings.add(Finding(kind, words, events, view.size - 1))
