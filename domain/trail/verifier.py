"""Verifies an export of the trail: no database, no trust in the server.

    python -m domain.trail.verifier EXPORT --log VKEY [--witness VKEY]… [--kept CHECKPOINTS]…

One pass, block by block (`exports.blocks`). Each event is compared with its record
(`examinations`), both are folded into roots (`accounts`), and the roots compared with what the log
signed and the witnesses cosigned (`views`). What is held, sealed bytes and rows, is compared with
its events (`holdings`). What can be named, and what only narrowed down, is told in docs/trail.md.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any, BinaryIO

from domain.trail import canonical, checkpoints, examinations, exports, notes
from domain.trail.accounts import Accounts
from domain.trail.canonical import NotCanonical
from domain.trail.examinations import Examined
from domain.trail.exports import Block, ExportRefused
from domain.trail.findings import Finding, Findings
from domain.trail.holdings import Holdings
from domain.trail.notes import NoteRefused, VerifierKey
from domain.trail.views import Views


@dataclass(frozen=True)
class Trust:
    """What the verifier trusts: published keys, and checkpoints kept out of the server's reach."""

    log: VerifierKey
    witnesses: tuple[VerifierKey, ...] = ()
    kept: tuple[str, ...] = ()


def verify(stream: BinaryIO, trust: Trust) -> Findings:
    """Return what is wrong with an export; nothing named means whole. Raises `ExportRefused`.

    A kept checkpoint that the log did not sign proves nothing and raises `NoteRefused`.
    """
    header = exports.header(stream)
    findings = Findings(origin=trust.log.name)
    if header.get("origin") != trust.log.name:
        findings.add(Finding("malformed", f"this is the export of {header.get('origin')}"))
    walk = _Walk(
        findings,
        Views(findings, trust.log, trust.witnesses),
        Holdings(findings, promised=bool(header.get("sealed"))),
        _exported_at(header),
    )
    for kept in trust.kept:
        walk.views.keep(kept)
    closing = None
    for block in exports.blocks(stream):
        if isinstance(block, int):
            closing = block
        else:
            walk.take(block)
    walk.finish(closing)
    return findings


def _exported_at(header: Mapping[str, Any]) -> datetime:
    try:
        return canonical.moment(str(header.get("exported_at")))
    except NotCanonical as wrong:
        raise ExportRefused(f"the export does not say when it was made: {wrong}") from wrong


@dataclass
class _Walk:
    """Where the verification is: all it remembers of the blocks before."""

    findings: Findings
    views: Views
    holdings: Holdings
    exported_at: datetime
    accounts: Accounts = field(default_factory=Accounts)
    lines: int = 0

    def take(self, block: Block) -> None:
        """Verify the next block."""
        self._reach(block)
        examined = examinations.examine(block, self.findings)
        end = examined.end()
        self.views.unsettled += examined.found
        self.views.hear(block)
        for view in self.views.between(block.start, end):
            self.views.judge(view, self.accounts.within(examined, view.size, view.root))
        roots = self.accounts.add(examined, block.stored)
        if block.stored and roots != (block.stored, block.stored):
            self._compare(block, examined, roots)
        for view in self.views.at(end):
            self.views.judge(view, self.accounts.after(view.root))
        self.holdings.take(block)
        for line in block.pending:
            self.holdings.pending(line, self.exported_at)
        self.lines += len(block.lines)
        self.findings.events = end

    def finish(self, closing: int | None) -> None:
        """Verify what can be verified only at the end."""
        if closing is None:
            self.findings.add(Finding("truncated", "the export breaks off before its last line"))
        elif closing != self.lines:
            words = f"the export holds {self.lines} events and says it holds {closing}"
            self.findings.add(Finding("malformed", words))
        self.views.finish(self.findings.events)
        self.holdings.finish()
        self.findings.pair_reordered()

    def _reach(self, block: Block) -> None:
        """Name the positions between the last block and this one, if there are any."""
        if block.start < self.findings.events:
            raise ExportRefused(f"block {block.index} comes after events that it should precede")
        if block.start > self.findings.events:
            first, last = self.findings.events, block.start - 1
            words = f"positions {first} to {last} are missing, and their record with them"
            self.findings.add(Finding("removed", words, first, last))
            self.accounts.lose()

    def _compare(
        self, block: Block, examined: Examined, roots: tuple[bytes | None, bytes | None]
    ) -> None:
        """Name what keeps a block from giving the one hash that the sequencer stored over it."""
        held, recorded = roots
        if held == block.stored:
            for finding in examined.found:
                finding.kind = "record_changed"
        elif block.stored and recorded not in (None, block.stored):
            found = examinations.misfit(block.stored, examined, block)
            self.views.unsettled.append(self.findings.add(found))


def main(words: list[str] | None = None) -> int:
    """Verify a file, print the report as JSON; return 0 if whole, 1 if not, 2 if no export."""
    parser = argparse.ArgumentParser(prog="verifier", description=main.__doc__)
    parser.add_argument("export", type=Path)
    parser.add_argument("--log", required=True, help="the log's published key")
    parser.add_argument("--witness", action="append", default=[], help="a witness's published key")
    parser.add_argument("--kept", action="append", default=[], type=Path, help="kept checkpoints")
    asked = parser.parse_args(words)
    try:
        kept = [
            note for file in asked.kept for note in checkpoints.several(file.read_text("utf-8"))
        ]
        log, *witnesses = map(notes.published_key, [asked.log, *asked.witness])
        with asked.export.open("rb") as stream:
            findings = verify(stream, Trust(log, tuple(witnesses), tuple(kept)))
    except (ExportRefused, NoteRefused, OSError) as wrong:
        sys.stdout.write(json.dumps({"whole": False, "refused": str(wrong)}) + "\n")
        return 2
    sys.stdout.write(json.dumps(findings.as_json(), indent=2, ensure_ascii=False) + "\n")
    return findings.exit_code


if __name__ == "__main__":
    sys.exit(main())
