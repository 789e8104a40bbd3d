"""Exports the trail as a stream, in one snapshot and in the memory of a few blocks."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import groupby
from typing import Any, BinaryIO

from sqlalchemy import Row as Found
from sqlalchemy import func, select, text
from sqlalchemy.orm import Session, sessionmaker

from domain import audit
from domain.permissions import Permission
from domain.sequencing.holding import Held, rows_held, sealed_held
from domain.sequencing.notes import with_lines
from domain.sequencing.tables import Leaf, SignedCheckpoint
from domain.trail.export_writers import Writer
from domain.trail.exports import Row
from domain.trail.notes import Note
from domain.trail.proofs import BLOCK
from domain.unit_of_work import Sessions, UnitOfWork

CHUNK = 4 * BLOCK
"""Events read at a time. Of each chunk the last checkpoint, and the last cosigned, are exported."""

_EVENTS = text("""
    select l.position, l.event_id, l.hash, e.canonical
    from trail_leaf l left join audit_event e on e.id = l.event_id
    where l.position >= :start and l.position < :end order by l.position
""")
_BLOCKS = text(
    "select place, hash from trail_hash where level = 8 and place >= :start and place < :end"
)
_NOTES = text("""
    select c.size, c.note, array(
        select s.line from trail_cosignature s
        where (s.origin, s.size) = (c.origin, c.size) order by s.witness) as lines
    from trail_checkpoint c where c.origin = :origin and c.size in (
        select max(size) from trail_checkpoint
        where origin = :origin and size > :start and size <= :end
        union all select max(size) from trail_cosignature
        where origin = :origin and size > :start and size <= :end
    ) order by c.size
""")
_WAITING = text("""
    select e.id, e.canonical from audit_event e
    where not exists (select from trail_leaf l where l.event_id = e.id) order by e.id
""")


def snapshot(sessions: Sessions) -> Sessions:
    """Return a maker of sessions that see one moment throughout, however long they look."""
    still = sessions.kw["bind"].execution_options(isolation_level="REPEATABLE READ")
    return sessionmaker(still, expire_on_commit=False)


def export(work: UnitOfWork, out: BinaryIO, origin: str) -> int:
    """Write the whole trail to a file and record that; return the number of events.

    The work must be on a `snapshot`, by somebody who is cleared: nothing is left out. Positions
    that are missing are left out; the verifier names them.
    """
    work.require(Permission.READ_TRAIL)
    session = work.session
    session.execute(text("set local statement_timeout = 0"))
    writer = Writer(out)
    writer.begin(origin, work.now, sealed=True, rows=True)
    end = _end(session, origin)
    remarks = _Remarks(_Stream(sealed_held(session)), _Stream(rows_held(session, work.now)))
    if not end:
        writer.block(0, None, [])
        remarks.write(writer, 0)
    for start in range(0, end, CHUNK):
        _write_chunk(session, writer, start, origin, remarks)
    for row in session.execute(_WAITING, execution_options={"yield_per": CHUNK}):
        writer.pending(str(row.id), row.canonical)
    writer.end()
    work.record(audit.TrailExported(audit.THE_TRAIL, size=writer.events))
    return writer.events


def _end(session: Session, origin: str) -> int:
    """Return the position after the last that a place, or a checkpoint, speaks of."""
    last = session.scalar(select(func.max(Leaf.position)))
    signed = select(func.max(SignedCheckpoint.size)).where(SignedCheckpoint.origin == origin)
    return max(0 if last is None else last + 1, session.scalar(signed) or 0)


def _write_chunk(
    session: Session, writer: Writer, start: int, origin: str, remarks: _Remarks
) -> None:
    where = {"start": start, "end": start + CHUNK}
    blocks = {"start": start // BLOCK, "end": (start + CHUNK) // BLOCK}
    stored = {row.place: row.hash for row in session.execute(_BLOCKS, blocks)}
    signed = session.execute(_NOTES, where | {"origin": origin}).all()
    found = session.execute(_EVENTS, where)
    by_block = {b: list(rows) for b, rows in groupby(found, lambda row: row.position // BLOCK)}
    wanted = {*by_block, *((row.size - 1) // BLOCK for row in signed), *stored}
    for index in sorted(wanted):
        writer.block(index, stored.get(index), map(_row, by_block.get(index, [])))
        for note in _notes_of(signed, index):
            writer.checkpoint(note)
        remarks.write(writer, index)


def _row(found: Found[Any]) -> Row:
    return Row(found.position, str(found.event_id), found.hash, found.canonical)


def _notes_of(signed: Iterable[Found[Any]], index: int) -> Iterator[Note]:
    for row in signed:
        if (row.size - 1) // BLOCK == index:
            yield with_lines(row.note, list(row.lines))


@dataclass
class _Remarks:
    """What is held, sealed bytes and rows, read in the order of the log beside the events."""

    sealed: _Stream
    rows: _Stream

    def write(self, writer: Writer, index: int) -> None:
        """Write what is held of the events of a block; in the first, what no event speaks of."""
        for stream in (self.sealed, self.rows):
            for held in stream.up_to((index + 1) * BLOCK):
                held.write(writer)


class _Stream:
    """What is held, ascending by position, one ahead."""

    def __init__(self, found: Iterator[Held]) -> None:
        self._found = found
        self._next = next(found, None)

    def up_to(self, end: int) -> Iterator[Held]:
        while self._next is not None and (self._next.position or 0) < end:
            yield self._next
            self._next = next(self._found, None)
