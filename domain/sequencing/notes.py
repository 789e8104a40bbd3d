"""Checkpoints as they are stored: the note that the log signed, and the lines of witnesses."""

from __future__ import annotations

from sqlalchemy import select
from sqlalchemy.orm import Session

from domain.sequencing.tables import Cosignature, SignedCheckpoint
from domain.trail import notes
from domain.trail.notes import Note


def cosigned_from(session: Session, size: int) -> Note | None:
    """Return the first checkpoint of at least a size that a witness cosigned."""
    query = select(Cosignature.origin, Cosignature.size).where(Cosignature.size >= size)
    first = session.execute(query.order_by(Cosignature.size).limit(1)).first()
    return _at(session, first.origin, first.size) if first else None


def signed_from(session: Session, size: int) -> Note | None:
    """Return the first checkpoint of at least a size, whoever cosigned it."""
    query = select(SignedCheckpoint.origin, SignedCheckpoint.size)
    query = query.where(SignedCheckpoint.size >= size).order_by(SignedCheckpoint.size)
    first = session.execute(query.limit(1)).first()
    return _at(session, first.origin, first.size) if first else None


def latest(session: Session, origin: str, *, cosigned: bool = False) -> Note | None:
    """Return the last checkpoint of a log, or the last that a witness cosigned."""
    table = Cosignature if cosigned else SignedCheckpoint
    query = select(table.size).where(table.origin == origin).order_by(table.size.desc())
    size = session.scalar(query.limit(1))
    return None if size is None else _at(session, origin, size)


def with_lines(note: str, lines: list[str]) -> Note:
    """Return a signed note with witnesses' lines after the log's own. Raises `NoteRefused`."""
    return notes.parse(note + "".join(lines))


def _at(session: Session, origin: str, size: int) -> Note | None:
    signed = session.get(SignedCheckpoint, (origin, size))
    lines = select(Cosignature.line).where(Cosignature.origin == origin, Cosignature.size == size)
    found = list(session.scalars(lines.order_by(Cosignature.witness)))
    return with_lines(signed.note, found) if signed else None
