"""The tree's hashes as the database keeps them, for `domain.trail.proofs`."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import func, select, text
from sqlalchemy.orm import Session

from domain.sequencing.tables import Leaf, SubtreeHash
from domain.trail import proofs
from domain.trail.tree import Frontier, Run

_KEEP = text(
    "insert into trail_hash (level, place, hash) select :level, :start + n - 1, hash"
    " from unnest(cast(:hashes as bytea[])) with ordinality as given (hash, n)"
)


class DatabaseHashes:
    """What the sequencer stored: leaves, and the hashes over 256, 65,536 … of them."""

    def __init__(self, session: Session) -> None:
        """Read in this session's transaction."""
        self._session = session

    def read(self, level: int, start: int, count: int) -> Sequence[bytes]:
        """Return the hashes at `(level, start)` up to `(level, start + count - 1)`."""
        end = start + count - 1
        if level == 0:
            query = select(Leaf.hash).where(Leaf.position.between(start, end))
            return self._session.scalars(query.order_by(Leaf.position)).all()
        query = select(SubtreeHash.hash).where(
            SubtreeHash.level == level, SubtreeHash.place.between(start, end)
        )
        return self._session.scalars(query.order_by(SubtreeHash.place)).all()

    def size(self) -> int:
        """Return the number of places given so far."""
        last = self._session.scalar(select(func.max(Leaf.position)))
        return 0 if last is None else last + 1

    def keep(self, run: Run) -> None:
        """Store the hashes over completed subtrees (leaves are stored with their places)."""
        given = {"level": run.level, "start": run.start, "hashes": run.hashes}
        self._session.execute(_KEEP, given)

    def frontier(self, size: int) -> Frontier:
        """Return the frontier at a size. Raises `HashMissing` if the tree has a hole."""
        pending, low = [], 0
        for level in reversed(range(size.bit_length())):
            if size >> level & 1:
                pending.append(proofs.perfect(self, level, low >> level))
                low += 1 << level
        return Frontier(size, pending)


class Remembered:
    """The same for many proofs under one checkpoint: most of what they need is shared."""

    def __init__(self, hashes: DatabaseHashes) -> None:
        """Remember what these hashes answer."""
        self._hashes = hashes
        self._known: dict[tuple[int, int, int], Sequence[bytes]] = {}

    def read(self, level: int, start: int, count: int) -> Sequence[bytes]:
        """Return the hashes at `(level, start)` up to `(level, start + count - 1)`."""
        wanted = (level, start, count)
        if wanted not in self._known:
            self._known[wanted] = self._hashes.read(*wanted)
        return self._known[wanted]
