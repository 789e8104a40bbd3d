"""Proofs of the Merkle tree: made from stored hashes, and checked (RFC 9162, 2.1.3 and 2.1.4).

Only every eighth level is stored: leaves, then the roots of 256, of 65,536 … leaves. A log of ten
million events keeps 39,216 hashes besides its leaves; any other hash is folded from at most
128 stored ones, read as one span.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Protocol

from domain.trail.tree import EMPTY_ROOT, HASH_BYTES, Run, node_hash, perfect_root

STORED_EVERY = 8
BLOCK = 1 << STORED_EVERY
"""Leaves under one hash of the first stored level above them."""


class HashMissing(LookupError):
    """The store lacks a hash that the log of this size must have."""


class StoredHashes(Protocol):
    """Where the hashes are kept: a table `(level, index) -> 32 bytes`, levels 0, 8, 16 …"""

    def read(self, level: int, start: int, count: int) -> Sequence[bytes]:
        """Return the hashes at `(level, start)` up to `(level, start + count - 1)`."""
        ...


def to_store(runs: Iterable[Run]) -> Iterator[Run]:
    """Choose, of what `Frontier.extend` completed, what has to be stored."""
    return (run for run in runs if run.level % STORED_EVERY == 0)


def root_at(stored: StoredHashes, size: int) -> bytes:
    """Return the root the log had at a size."""
    return _root(stored, 0, size) if size else EMPTY_ROOT


def inclusion(stored: StoredHashes, index: int, size: int) -> list[bytes]:
    """Prove that leaf `index` is in the log of `size`."""
    if not 0 <= index < size:
        raise ValueError(f"a log of {size} events has no event {index}")
    proof, low, high = [], 0, size
    while high - low > 1:
        middle = low + _left_width(high - low)
        if index < middle:
            proof.append(_root(stored, middle, high))
            high = middle
        else:
            proof.append(_root(stored, low, middle))
            low = middle
    return proof[::-1]


def consistency(stored: StoredHashes, earlier: int, later: int) -> list[bytes]:
    """Prove that the log of `later` begins with the log of `earlier`."""
    if not 0 <= earlier <= later:
        raise ValueError(f"a log of {later} events was never one of {earlier}")
    if earlier in (0, later):
        return []
    proof, low, high = [], 0, later
    while earlier != high:
        middle = low + _left_width(high - low)
        if earlier <= middle:
            proof.append(_root(stored, middle, high))
            high = middle
        else:
            proof.append(_root(stored, low, middle))
            low = middle
    if low:
        proof.append(_root(stored, low, high))
    return proof[::-1]


def included(leaf: bytes, place: tuple[int, int], proof: Sequence[bytes], root: bytes) -> bool:
    """Say whether a leaf is at `place` (index, size) of the tree with this root (2.1.3.2)."""
    index, size = place
    if not 0 <= index < size or not _whole(proof):
        return False
    at, last, found = index, size - 1, leaf
    for sibling in proof:
        if last == 0:
            return False
        if at & 1 or at == last:
            found = node_hash(sibling, found)
            while not at & 1 and at:
                at, last = at >> 1, last >> 1
        else:
            found = node_hash(found, sibling)
        at, last = at >> 1, last >> 1
    return last == 0 and found == root


def consistent(
    earlier: tuple[int, bytes], later: tuple[int, bytes], proof: Sequence[bytes]
) -> bool:
    """Say whether the tree `later` (size, root) begins with the tree `earlier` (2.1.4.2)."""
    (old_size, old_root), (new_size, new_root) = earlier, later
    if not 0 <= old_size <= new_size or not _whole(proof):
        return False
    if old_size == new_size:
        return old_root == new_root and not proof
    if old_size == 0:
        return old_root == EMPTY_ROOT and not proof
    path = list(proof) if old_size & (old_size - 1) else [old_root, *proof]
    return bool(proof) and _both_roots(path, old_size - 1, new_size - 1) == (old_root, new_root)


def _both_roots(path: list[bytes], at: int, last: int) -> tuple[bytes, bytes] | None:
    """Fold a consistency path into the earlier and the later root; nothing if it does not fit."""
    while at & 1:
        at, last = at >> 1, last >> 1
    old = new = path[0]
    for sibling in path[1:]:
        if last == 0:
            return None
        if at & 1 or at == last:
            old, new = node_hash(sibling, old), node_hash(sibling, new)
            while not at & 1 and at:
                at, last = at >> 1, last >> 1
        else:
            new = node_hash(new, sibling)
        at, last = at >> 1, last >> 1
    return (old, new) if last == 0 else None


def _whole(proof: Sequence[bytes]) -> bool:
    return len(proof) <= 64 and all(len(each) == HASH_BYTES for each in proof)


def _left_width(width: int) -> int:
    """Return the largest power of two below a width (RFC 6962, 2.1)."""
    return 1 << ((width - 1).bit_length() - 1)


def _root(stored: StoredHashes, low: int, high: int) -> bytes:
    """Return the root over leaves `low` up to `high`; a subtree begins at `low`."""
    parts = []
    while low < high:
        level = (high - low).bit_length() - 1
        parts.append(perfect(stored, level, low >> level))
        low += 1 << level
    root = parts.pop()
    for part in reversed(parts):
        root = node_hash(part, root)
    return root


def perfect(stored: StoredHashes, level: int, index: int) -> bytes:
    """Return the hash over one perfect subtree. Raises `HashMissing`."""
    spread = level % STORED_EVERY
    base, start, count = level - spread, index << spread, 1 << spread
    hashes = stored.read(base, start, count)
    if len(hashes) != count:
        raise HashMissing(f"level {base} lacks a hash between {start} and {start + count - 1}")
    return perfect_root(hashes)
