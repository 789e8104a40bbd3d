"""A witness at work: look at the latest checkpoint, ask for proof, cosign or refuse."""

from __future__ import annotations

import threading
from datetime import UTC, datetime
from enum import StrEnum

import structlog
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.orm import Session

from domain import audit
from domain.actors import system
from domain.sequencing.hashes import DatabaseHashes
from domain.sequencing.notes import latest
from domain.sequencing.tables import Cosignature
from domain.trail import checkpoints, proofs, witnesses
from domain.trail.notes import Note, NoteRefused
from domain.trail.proofs import HashMissing
from domain.trail.witnesses import NOTHING_SEEN, Asked, Seen, Witness, WitnessRefused
from domain.unit_of_work import Sessions, unit_of_work
from operations.witness.memory import Memory

EVERY_SECONDS = 1.0

log = structlog.get_logger()


class Looked(StrEnum):
    """What came of a look at the log."""

    EMPTY = "nothing signed yet"
    SAME = "nothing new"
    COSIGNED = "cosigned"


def run(sessions: Sessions, witness: Witness, memory: Memory, stopped: threading.Event) -> None:
    """Look once a second until told to stop. Raises WitnessRefused at the first false log."""
    memory.recall()
    while not stopped.is_set():
        try:
            look(sessions, witness, memory)
        except SQLAlchemyError as trouble:
            log.warning("witness_cannot_see", because=type(trouble).__name__)
        stopped.wait(EVERY_SECONDS)


def look(
    sessions: Sessions, witness: Witness, memory: Memory, at: datetime | None = None
) -> Looked:
    """Cosign the latest checkpoint of the log watched, if it continues what was seen.

    Raises WitnessRefused, having raised the alarm; MemoryLost.
    """
    now = at or datetime.now(UTC)
    try:
        with sessions.begin() as session:
            return _look(session, witness, memory, now)
    except WitnessRefused as refused:
        _raise_alarm(sessions, memory, witness, refused)
        raise


def _look(session: Session, witness: Witness, memory: Memory, now: datetime) -> Looked:
    states = memory.recall()
    origin = witness.logs[0].name
    seen = states.get(origin, NOTHING_SEEN)
    note = latest(session, origin)
    if note is None:
        return _absent(origin, seen)
    if _is_known(note, seen, witness):
        return Looked.SAME
    asked = Asked(seen.size, _proof(session, origin, seen, note), str(note))
    after, signature = witnesses.consider(witness, states, asked, now)
    memory.save(after)
    memory.keep(checkpoints.with_signatures(note, [signature]))
    size = after[origin].size
    line = {"origin": origin, "size": size, "witness": witness.name, "line": str(signature)}
    session.add(Cosignature(**line))
    log.info("witness_cosigned", size=size)
    return Looked.COSIGNED


def _absent(origin: str, seen: Seen) -> Looked:
    if seen.size:
        raise WitnessRefused(
            "rewound", f"{origin} held {seen.size} events when last seen and now shows none"
        )
    return Looked.EMPTY


def _is_known(note: Note, seen: Seen, witness: Witness) -> bool:
    """Whether it is the very checkpoint that was seen, and bears this witness's line."""
    try:
        shown = checkpoints.read(note.text)
    except NoteRefused as wrong:
        raise WitnessRefused("signature", f"the latest checkpoint is damaged: {wrong}") from wrong
    same = (shown.size, shown.root) == (seen.size, seen.root)
    return same and any(line.name == witness.name for line in note.signatures)


def _proof(session: Session, origin: str, seen: Seen, note: Note) -> tuple[bytes, ...]:
    """Return the log's proof that it continues what was seen; none if it was rewound."""
    size = checkpoints.read(note.text).size
    if size <= seen.size:
        return ()
    try:
        return tuple(proofs.consistency(DatabaseHashes(session), seen.size, size))
    except HashMissing as hole:
        raise WitnessRefused(
            "forked", f"{origin} cannot show that it continues what was seen: {hole}"
        ) from hole


def _raise_alarm(
    sessions: Sessions, memory: Memory, witness: Witness, refused: WitnessRefused
) -> None:
    """Say it in the witness's own file, in its log, and in the trail if that can be written."""
    now = datetime.now(UTC)
    memory.alarm(refused.rule, str(refused), now)
    log.critical("witness_refused", rule=refused.rule, because=str(refused))
    try:
        with unit_of_work(sessions, system(f"witness {witness.name}"), now) as work:
            said = {"rule": refused.rule, "because": str(refused)}
            work.record(audit.WitnessRefusedLog(audit.THE_TRAIL, **said))
    except SQLAlchemyError as trouble:
        log.error("alarm_not_recorded", because=type(trouble).__name__)
