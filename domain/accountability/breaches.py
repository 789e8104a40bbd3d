"""What one person saw in a time: the answer for a notice to the regulator (DPA 2018 s.67)."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from sqlalchemy import select

from domain import audit, ids, spreadsheets
from domain.audit import AuditEvent, Operation
from domain.clocks.calendars import LONDON
from domain.events import NobodyFound
from domain.permissions import Permission
from domain.sequencing import NotSequencedYet
from domain.sequencing.hashes import DatabaseHashes, Remembered
from domain.sequencing.notes import latest
from domain.sequencing.tables import Leaf, SignedCheckpoint
from domain.staff.tables import StaffMember
from domain.trail import answers, checkpoints, proofs
from domain.unit_of_work import UnitOfWork

MOST = 10_000
SEEN = (Operation.CONSULTATION, Operation.DISCLOSURE, Operation.COMBINATION)
COLUMNS = ("when", "what", "operation", "organisation", "event", "position in the log")


@dataclass(frozen=True)
class Reference:
    """The newest signed checkpoint: number of events and root, by which the list can be proven."""

    origin: str
    size: int
    root: str


@dataclass(frozen=True)
class Access:
    """What a person saw, oldest first, each with its position in the log (none yet: waits)."""

    person: StaffMember
    since: date
    until: date
    events: list[tuple[AuditEvent, int | None]]
    more: bool
    proof: Reference | None


def saw(work: UnitOfWork, username: str, since: date, until: date) -> Access:
    """Return what somebody saw between two days, both inclusive; recorded. Raises NobodyFound."""
    found = _look(work, username, since, until)
    rows, days = len(found.events), (since.isoformat(), until.isoformat())
    happened = audit.AccessLookedUp(found.person, since=days[0], until=days[1], rows=rows)
    work.record(happened)
    return found


def as_csv(work: UnitOfWork, username: str, since: date, until: date) -> str:
    """Return the same as a table that no spreadsheet takes for formulas; recorded as disclosed."""
    found = _look(work, username, since, until)
    rows = [
        (e.at.isoformat(), str(e), e.operation, e.organisation_id, e.id, position)
        for e, position in found.events
    ]
    proof = found.proof or Reference("", 0, "")
    said = f"log {proof.origin}, {proof.size} events, root {proof.root}"
    written = spreadsheets.written(COLUMNS, [*rows, ("proof", said, "", "", "", "")])
    _taken_away(work, found, len(rows), written.encode())
    return written


def as_proof(work: UnitOfWork, username: str, since: date, until: date) -> bytes:
    """Return the same with the proof of each event, checked offline; recorded as disclosed.

    What has no place yet in a signed log is left out, and counted. Raises NobodyFound,
    NotSequencedYet.
    """
    found = _look(work, username, since, until)
    note = found.proof and latest(work.session, found.proof.origin, cosigned=True)
    note = note or (found.proof and latest(work.session, found.proof.origin))
    if not note:
        raise NotSequencedYet("no checkpoint is signed yet; ask again in a few seconds")
    size, hashes = checkpoints.read(note.text).size, Remembered(DatabaseHashes(work.session))
    listed = [
        (position, event.canonical, proofs.inclusion(hashes, position, size))
        for event, position in found.events
        if position is not None and position < size
    ]
    about = {"person": found.person.username, "since": str(since), "until": str(until)}
    about |= {"events": str(len(listed)), "left_out": str(len(found.events) - len(listed))}
    written = answers.issue(about, listed, note)
    _taken_away(work, found, len(listed), written)
    return written


def _taken_away(work: UnitOfWork, found: Access, rows: int, written: bytes) -> None:
    proof = found.proof or Reference("", 0, "")
    work.record(
        audit.AccessExported(
            found.person,
            since=found.since.isoformat(),
            until=found.until.isoformat(),
            rows=rows,
            digest=hashlib.sha256(written).hexdigest(),
            size=proof.size,
            root=proof.root,
        )
    )


def _look(work: UnitOfWork, username: str, since: date, until: date) -> Access:
    work.require(Permission.READ_TRAIL)
    wanted = select(StaffMember).where(StaffMember.username == username.strip().casefold())
    person = work.session.scalar(wanted)
    if person is None:
        raise NobodyFound("person", "Nobody on the staff has that username")
    query = (
        select(AuditEvent, Leaf.position)
        .outerjoin(Leaf, Leaf.event_id == AuditEvent.id)
        .where(
            AuditEvent.actor_id == person.id,
            AuditEvent.operation.in_([str(one) for one in SEEN]),
            AuditEvent.id >= ids.first_at(_midnight(since)),
            AuditEvent.id < ids.first_at(_midnight(until + timedelta(days=1))),
        )
        .order_by(AuditEvent.id)
        .limit(MOST + 1)
    )
    rows: list[tuple[AuditEvent, int | None]] = [
        (event, position) for event, position in work.session.execute(query)
    ]
    return Access(person, since, until, rows[:MOST], len(rows) > MOST, _proof(work))


def _proof(work: UnitOfWork) -> Reference | None:
    query = select(SignedCheckpoint).order_by(SignedCheckpoint.size.desc()).limit(1)
    newest = work.session.scalar(query)
    if newest is None:
        return None
    return Reference(newest.origin, newest.size, newest.note.split("\n")[2])


def _midnight(day: date) -> datetime:
    return datetime.combine(day, time.min, LONDON)
