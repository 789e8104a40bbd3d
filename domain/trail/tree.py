"""The Merkle tree of RFC 6962: its hashes, and the frontier that lets it grow.

The frontier is all that appending needs: the perfect subtrees that no neighbour has joined yet, at
most one a level. A log of ten million events has a frontier of 24 hashes at most.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Sequence
from typing import NamedTuple

HASH_BYTES = 32
EMPTY_ROOT = hashlib.sha256(b"").digest()
_sha256 = hashlib.sha256


def leaf_hash(data: bytes) -> bytes:
    """Return the hash of an entry's bytes as a leaf (RFC 6962, 2.1)."""
    return _sha256(b"\0" + data).digest()


def node_hash(left: bytes, right: bytes) -> bytes:
    """Return the hash that joins two subtrees (RFC 6962, 2.1)."""
    return _sha256(b"\1" + left + right).digest()


def leaf_hashes(entries: Iterable[bytes]) -> list[bytes]:
    """Return the leaf hash of each entry; several times faster than one call for each."""
    return [_sha256(b"\0" + data).digest() for data in entries]


def paired(hashes: Iterable[bytes]) -> list[bytes]:
    """Return the level above an even number of neighbouring subtrees."""
    each = iter(hashes)
    return [_sha256(b"\1" + left + right).digest() for left, right in zip(each, each, strict=True)]


def perfect_root(hashes: Sequence[bytes]) -> bytes:
    """Return the root over 1, 2, 4, 8 … neighbouring subtrees of one level."""
    if len(hashes) & (len(hashes) - 1) or not hashes:
        raise ValueError("a perfect subtree stands on a power of two of subtrees")
    while len(hashes) > 1:
        hashes = paired(hashes)
    return hashes[0]


class Run(NamedTuple):
    """Neighbouring perfect subtrees of one level: `hashes[i]` stands at `(level, start + i)`.

    `(level, index)` covers the leaves `index * 2**level` up to `(index + 1) * 2**level`.
    """

    level: int
    start: int
    hashes: list[bytes]


class Frontier:
    """The growing edge of the tree: enough to append, and to know the root at this size."""

    def __init__(self, size: int = 0, pending: Sequence[bytes] = ()) -> None:
        """Start from a size and its unjoined subtrees, largest first."""
        levels = [level for level in reversed(range(size.bit_length())) if size >> level & 1]
        if size < 0 or len(levels) != len(pending) or any(len(h) != HASH_BYTES for h in pending):
            raise ValueError(f"a frontier of {size} events has {len(levels)} hashes of 32 bytes")
        self.size = size
        self._pending = dict(zip(levels, pending, strict=True))

    def append(self, leaf: bytes) -> list[Run]:
        """Add one leaf hash; see `extend`."""
        return self.extend([leaf])

    def extend(self, leaves: Iterable[bytes]) -> list[Run]:
        """Add leaf hashes in order; return every perfect subtree this completed, leaves first."""
        return self.extend_subtrees(0, leaves)

    def extend_subtrees(self, level: int, hashes: Iterable[bytes]) -> list[Run]:
        """Add whole subtrees of one level; the size must stand at such a subtree's edge."""
        level_hashes, start = list(hashes), self.size >> level
        if start << level != self.size:
            raise ValueError(f"a tree of {self.size} cannot take a subtree of level {level} next")
        self.size += len(level_hashes) << level
        runs = []
        while level_hashes:
            runs.append(Run(level, start, level_hashes))
            level_hashes = level_hashes[:]
            if start & 1:
                level_hashes.insert(0, self._pending.pop(level))
            if len(level_hashes) & 1:
                self._pending[level] = level_hashes.pop()
            level_hashes, start, level = paired(level_hashes), start >> 1, level + 1
        return runs

    def root(self) -> bytes:
        """Return the root hash at this size."""
        root = b""
        for level in sorted(self._pending):
            root = node_hash(self._pending[level], root) if root else self._pending[level]
        return root or EMPTY_ROOT

    def copy(self) -> Frontier:
        """Return a frontier that grows on its own from here."""
        return Frontier(self.size, self.pending())

    def pending(self) -> list[bytes]:
        """Return the unjoined subtrees, largest first."""
        return [self._pending[level] for level in sorted(self._pending, reverse=True)]

    def to_bytes(self) -> bytes:
        """Return the frontier to store: the size (8 bytes, big-endian), then the hashes."""
        return self.size.to_bytes(8, "big") + b"".join(self.pending())

    @classmethod
    def from_bytes(cls, data: bytes) -> Frontier:
        """Return the frontier that was stored. Raises `ValueError`."""
        if len(data) < 8:
            raise ValueError("not a stored frontier: it lacks its size")
        rest = data[8:]
        hashes = [rest[at : at + HASH_BYTES] for at in range(0, len(rest), HASH_BYTES)]
        return cls(int.from_bytes(data[:8], "big"), hashes)
