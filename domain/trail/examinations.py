"""The examination of one block of 256 events: is each the one that the sequencer recorded?"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import combinations

from domain.trail import exports
from domain.trail.exports import BEGINNING, DATA, EVENT_ID, LAST_SPACE, SPACED_LEAF, Block, Row
from domain.trail.findings import Finding, Findings
from domain.trail.proofs import BLOCK
from domain.trail.tree import HASH_BYTES, leaf_hash, leaf_hashes, node_hash, paired

Leaves = list[bytes | None]
MOST_SUSPECTS = 40


@dataclass
class Examined:
    """A block's leaf hashes: of the bytes as held, and as recorded; none where there is nothing."""

    start: int
    held: Leaves
    recorded: Leaves
    found: list[Finding] = field(default_factory=list)

    def end(self) -> int:
        """Return the position after the last."""
        return self.start + len(self.held)


def examine(block: Block, findings: Findings) -> Examined:
    """Compare each event of a block with its record; name what differs. Raises `ExportRefused`."""
    leaves = leaf_hashes([line[DATA] for line in block.lines])
    if _as_recorded(block, leaves):
        held: Leaves = list(leaves)
        return Examined(block.start, held, held[:])
    examined = Examined(block.start, [], [])
    rows = _placed(block, findings)
    width = BLOCK if block.stored else max(rows, default=block.start - 1) + 1 - block.start
    for position in range(block.start, block.start + width):
        row = rows.get(position)
        examined.held.append(leaf_hash(row.data) if row and row.data is not None else None)
        examined.recorded.append(row.leaf if row else None)
        finding = _difference(position, row, examined.held[-1])
        if finding and not _joined(examined.found, finding):
            examined.found.append(findings.add(finding))
    return examined


def exchanged(leaves: Sequence[bytes], root: bytes, among: Sequence[int]) -> tuple[int, int] | None:
    """Return the two leaves, among some, that give the block's root once they change places."""
    levels = [list(leaves)]
    while len(levels[-1]) > 1:
        levels.append(paired(levels[-1]))
    for one, other in combinations(among, 2):
        if _root_with(levels, {one: leaves[other], other: leaves[one]}) == root:
            return one, other
    return None


def misfit(stored: bytes, examined: Examined, block: Block) -> Finding:
    """Say why a block whose records are complete does not give the hash stored over it."""
    leaves = [leaf for leaf in examined.recorded if leaf is not None]
    first, last = examined.start, examined.end() - 1
    pair = exchanged(leaves, stored, _out_of_order(block))
    if pair:
        one, other = first + pair[0], first + pair[1]
        words = f"the events of positions {one} and {other}, and their records, changed places"
        return Finding("reordered", words, one, other)
    words = f"positions {first} to {last} do not give the hash the sequencer stored over them"
    return Finding("rewritten", words, first, last)


def _out_of_order(block: Block) -> list[int]:
    """Return where event ids stop ascending: ids begin with the time, so that these places were
    either sequenced together or changed since."""
    ids = [line[EVENT_ID] for line in block.lines]
    falls = [at for at in range(len(ids) - 1) if ids[at] > ids[at + 1]]
    return sorted({*falls, *(at + 1 for at in falls)})[:MOST_SUSPECTS]


def _as_recorded(block: Block, leaves: list[bytes]) -> bool:
    """Say whether all is as recorded, in a few passes over the block: the path taken by every whole
    log, and what its speed rests on."""
    lines = block.lines
    wanted = list(range(block.start, block.start + len(lines)))
    return (
        (len(lines) == BLOCK if block.stored else len(lines) <= BLOCK)
        and b"".join([line[SPACED_LEAF] for line in lines]) == _spaced(leaves)
        and [line[BEGINNING] for line in lines] == [b"E %012d " % each for each in wanted]
        and bytes([line[LAST_SPACE] for line in lines]) == b" " * len(lines)
        and all([line.find(line[EVENT_ID], DATA.start) > 0 for line in lines])
    )


def _spaced(leaves: list[bytes]) -> bytes:
    return b" " + b"".join(leaves).hex(" ", HASH_BYTES).encode() if leaves else b""


def _placed(block: Block, findings: Findings) -> dict[int, Row]:
    rows: dict[int, Row] = {}
    for row in map(exports.row_of, block.lines):
        if not block.start <= row.position < block.start + BLOCK or row.position in rows:
            words = f"a second event, or one of another block, claims position {row.position}"
            spare = _spare(rows, row, block)
            findings.add(Finding("inserted", words, row.position, row.position, spare.event_id))
        else:
            rows[row.position] = row
    return rows


def _spare(rows: dict[int, Row], row: Row, block: Block) -> Row:
    """Of two rows that claim one position, keep the one whose bytes fit its leaf hash."""
    other = rows.get(row.position)
    if other is None or (other.data is not None and leaf_hash(other.data) == other.leaf):
        return row
    rows[row.position] = row
    return other


def _difference(position: int, row: Row | None, held: bytes | None) -> Finding | None:
    if row is None:
        words = f"position {position} is missing from the log, and its record with it"
        return Finding("removed", words, position, position)
    if row.data is None or held is None:
        words = f"the event at position {position} is gone; the sequencer recorded it"
        return Finding("removed", words, position, position, row.event_id)
    if held != row.leaf:
        words = f"the bytes at position {position} are not those the sequencer recorded"
        return Finding("changed", words, position, position, row.event_id, (row.leaf, held))
    if row.event_id.encode() not in row.data:
        words = f"the record at position {position} names another event than the bytes do"
        return Finding("record_changed", words, position, position, row.event_id)
    return None


def _joined(found: list[Finding], finding: Finding) -> bool:
    """Let one finding name a whole range of events of which nothing is left."""
    before = found[-1] if found else None
    if before is None or finding.kind != "removed" or before.kind != "removed":
        return False
    if finding.event_id or before.event_id or before.last != (finding.first or 0) - 1:
        return False
    before.last = finding.last
    before.words = f"positions {before.first} to {before.last} are missing, and their record too"
    return True


def _root_with(levels: list[list[bytes]], changed: dict[int, bytes]) -> bytes:
    for level in levels[:-1]:
        above = {}
        for index in {index >> 1 for index in changed}:
            left = changed.get(2 * index, level[2 * index])
            right = changed.get(2 * index + 1, level[2 * index + 1])
            above[index] = node_hash(left, right)
        changed = above
    return changed[0]
