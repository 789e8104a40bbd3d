"""The export of the trail: a text file that one pass verifies, in the memory of one block.

    partnership trail export 1 {"origin":…,"exported_at":…,"sealed":true,"rows":true}
    B <block> <stored hash over its 256 events, hex, or ->
    E <position> <event id> <leaf hash the sequencer stored, hex> <the event's bytes, as held, or ->
    C {"note":…}             a signed checkpoint whose size ends in this block
    S {"position":…,…}       sealed bytes held for the submission received in this block
    R {"position":…,…}       a row whose last change is an event of this block
    P <event id> <bytes>     an event not yet in the log
    Z <events>               the last line

A position has twelve digits: the fields of an `E` line have fixed places. Canonical JSON holds no
line break: a line is an event, read with any tool.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from itertools import groupby, islice
from operator import itemgetter
from typing import Any, BinaryIO, NamedTuple

from domain.trail.proofs import BLOCK

FORMAT = b"partnership trail export 1 "
POSITION, EVENT_ID, LEAF, DATA = slice(2, 14), slice(15, 51), slice(52, 116), slice(117, -1)
BEGINNING, SPACED_LEAF, LAST_SPACE = slice(0, 15), slice(51, 116), 116
"""Where the fields of an `E` line stand, and the spaces between them."""
GONE = b"-"

_EVENT = re.compile(rb"E \d{12} [0-9a-f-]{36} [0-9a-f]{64} (-|\{.*\})\n")
_BLOCK = re.compile(rb"B (\d{1,15}) (-|[0-9a-f]{64})\n")
_MOST_LINES = 4 * BLOCK


class ExportRefused(ValueError):
    """The file is no export, or breaks off in the middle of a line; nothing can be said of it."""


class Row(NamedTuple):
    """An event as held: its place and leaf hash from the sequencer, its bytes from the trail."""

    position: int
    event_id: str
    leaf: bytes
    data: bytes | None


@dataclass
class Block:
    """Up to 256 events, as lines, and what the export remarks on them."""

    index: int
    stored: bytes | None
    lines: list[bytes]
    remarks: list[tuple[str, Mapping[str, Any]]] = field(default_factory=list)
    pending: list[bytes] = field(default_factory=list)

    @property
    def start(self) -> int:
        """The position its first event should have."""
        return self.index * BLOCK


def header(stream: BinaryIO) -> Mapping[str, Any]:
    """Return what the first line says. Raises `ExportRefused`."""
    line = stream.readline(1 << 20)
    if not line.startswith(FORMAT) or not line.endswith(b"\n"):
        raise ExportRefused("this is not an export of the trail in a format known here")
    return _said(line[len(FORMAT) : -1])


def blocks(stream: BinaryIO) -> Iterator[Block | int]:
    """Return block after block, and at last the number on the last line. Raises `ExportRefused`."""
    block, closed = None, False
    for kind, run in groupby(stream, key=itemgetter(0)):
        if closed:
            raise ExportRefused("the export goes on after its last line")
        if kind == ord("B"):
            for line in run:
                yield from [block] if block else []
                block = _begun(line)
        elif kind == ord("Z"):
            yield from [block] if block else []
            block, closed = None, True
            yield _number(*run)
        elif block is None:
            raise ExportRefused("the export has a line before its first block")
        else:
            _add(block, kind, run)
    yield from [block] if block else []


def row_of(line: bytes) -> Row:
    """Return what an `E` line says. Raises `ExportRefused`."""
    if not _EVENT.fullmatch(line):
        raise ExportRefused(f"not the line of an event, or cut short: {line[:60]!r}")
    data, position, event_id = line[DATA], int(line[POSITION]), line[EVENT_ID].decode()
    return Row(
        position, event_id, bytes.fromhex(line[LEAF].decode()), None if data == GONE else data
    )


def _begun(line: bytes) -> Block:
    match = _BLOCK.fullmatch(line)
    if not match:
        raise ExportRefused(f"not the first line of a block: {line[:60]!r}")
    stored = None if match[2] == GONE else bytes.fromhex(match[2].decode())
    return Block(int(match[1]), stored, [])


def _add(block: Block, kind: int, run: Iterator[bytes]) -> None:
    if kind == ord("E"):
        block.lines += islice(run, _MOST_LINES - len(block.lines))
        if next(run, None):
            raise ExportRefused(f"block {block.index} holds far more than {BLOCK} events")
    elif kind == ord("P"):
        block.pending += run
    elif kind in b"CSR":
        block.remarks += [(chr(kind), _said(line[1:-1])) for line in run]
    else:
        raise ExportRefused(f"not a line of an export: {next(run)[:60]!r}")


def _number(*lines: bytes) -> int:
    match = re.fullmatch(rb"Z (\d{1,15})\n", b"".join(lines))
    if not match:
        raise ExportRefused("the last line is cut short, or is not the last")
    return int(match[1])


def _said(data: bytes) -> Mapping[str, Any]:
    try:
        said = json.loads(data, object_pairs_hook=_each_once)
    except (ValueError, RecursionError) as wrong:
        raise ExportRefused(f"a line of the export is damaged: {wrong}") from wrong
    return said if isinstance(said, dict) else {}


def _each_once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    said = dict(pairs)
    if len(said) != len(pairs):
        raise ValueError("it says something twice")
    return said
