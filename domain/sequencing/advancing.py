"""The sequencer: gives each waiting event its place, and signs what the log holds since.

One batch is one transaction: places, hashes and checkpoint are there together or not at all, so
that it can be killed at any instant. Two sequencers never work at once (an advisory lock).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from sqlalchemy import CursorResult, select, text

from domain.permissions import Permission
from domain.sequencing.hashes import DatabaseHashes
from domain.sequencing.tables import SignedCheckpoint
from domain.trail import checkpoints, notes, proofs
from domain.trail.checkpoints import Checkpoint
from domain.trail.notes import NoteRefused
from domain.trail.proofs import HashMissing
from domain.trail.tree import Frontier
from domain.unit_of_work import UnitOfWork

BATCH = 5_000
_LOCK = 6962
"""The number of the lock means nothing more than the RFC's."""

_LEAD = text("select pg_try_advisory_xact_lock(:lock)")

# The database hashes the bytes where they lie. An event that was taken away while it waited has no
# bytes to hash and gets no place.
_PLACE = text(
    """
    with taken as (
        delete from trail_pending where event_id in
            (select event_id from trail_pending order by event_id limit :batch)
        returning event_id
    ), placed as (
        insert into trail_leaf (position, event_id, hash)
        select :size + row_number() over (order by e.id) - 1, e.id,
            sha256('\\x00'::bytea || e.canonical)
        from taken join audit_event e on e.id = taken.event_id
        returning position, hash
    )
    select hash from placed order by position
""".replace("::", r"\:\:")
)


class LogDamaged(Exception):
    """The stored tree is not the one that was signed last: nothing more is signed over it."""


@dataclass(frozen=True)
class Advance:
    """What one batch did: the size of the log, and how many events were given a place."""

    size: int
    placed: int


class Sequencer:
    """Remembers the edge of the tree from batch to batch; what it remembers can be lost."""

    def __init__(self, key: Ed25519PrivateKey, origin: str) -> None:
        """Sequence for the log of this name, signing with its key."""
        self._key = key
        self._origin = origin
        self._frontier: Frontier | None = None

    def advance(self, work: UnitOfWork, batch: int = BATCH) -> Advance | None:
        """Place what waits, up to a batch; None if another sequencer is at it.

        Raises LogDamaged. Forget the sequencer if the transaction fails: make another.
        """
        work.require(Permission.PROCESS_SUBMISSIONS)
        if not work.session.scalar(_LEAD, {"lock": _LOCK}):
            return None
        stored = DatabaseHashes(work.session)
        frontier = self._edge(work, stored).copy()
        given = {"batch": batch, "size": frontier.size}
        found: CursorResult[Any] = work.session.execute(_PLACE, given)  # type: ignore[assignment]  # a select's is one
        leaves = [row.hash for row in found]
        for run in proofs.to_store(frontier.extend(leaves)):
            if run.level:
                stored.keep(run)
        if leaves:
            self._sign(work, frontier)
        self._frontier = frontier
        return Advance(frontier.size, len(leaves))

    def _edge(self, work: UnitOfWork, stored: DatabaseHashes) -> Frontier:
        """Return the frontier, read again unless it is the one left by this sequencer."""
        size = stored.size()
        if self._frontier is None or self._frontier.size != size:
            self._frontier = _checked(work, stored, size, self._origin)
        return self._frontier

    def _sign(self, work: UnitOfWork, frontier: Frontier) -> None:
        found = Checkpoint(self._origin, frontier.size, frontier.root())
        work.session.add(
            SignedCheckpoint(
                origin=self._origin,
                size=found.size,
                signed_at=work.now,
                note=str(checkpoints.sign(found, self._key)),
            )
        )


def _checked(work: UnitOfWork, stored: DatabaseHashes, size: int, origin: str) -> Frontier:
    """Return the stored frontier, once the last checkpoint of the log bears it out."""
    last = work.session.scalar(
        select(SignedCheckpoint)
        .where(SignedCheckpoint.origin == origin)
        .order_by(SignedCheckpoint.size.desc())
        .limit(1)
    )
    try:
        if last and (last.size > size or _root(last) != proofs.root_at(stored, last.size)):
            raise LogDamaged(
                f"the tree of {size} events is not the one signed with {last.size}: it was altered "
                "or cut back. Nothing is signed until the trail has been verified and restored"
            )
        return stored.frontier(size)
    except (HashMissing, NoteRefused, ValueError) as wrong:
        raise LogDamaged(f"the stored tree cannot be relied on: {wrong}") from wrong


def _root(signed: SignedCheckpoint) -> bytes:
    return checkpoints.read(notes.parse(signed.note).text).root
