"""The Merkle tree as RFC 6962 (2.1) defines it, recursively: slow, short, independent of ours."""

from __future__ import annotations

from hashlib import sha256


def split(count: int) -> int:
    k = 1
    while 2 * k < count:
        k *= 2
    return k


def tree_hash(entries: list[bytes]) -> bytes:
    if not entries:
        return sha256().digest()
    if len(entries) == 1:
        return sha256(b"\x00" + entries[0]).digest()
    k = split(len(entries))
    return sha256(b"\x01" + tree_hash(entries[:k]) + tree_hash(entries[k:])).digest()


def path(index: int, entries: list[bytes]) -> list[bytes]:
    if len(entries) == 1:
        return []
    k = split(len(entries))
    if index < k:
        return [*path(index, entries[:k]), tree_hash(entries[k:])]
    return [*path(index - k, entries[k:]), tree_hash(entries[:k])]


def proof(earlier: int, entries: list[bytes]) -> list[bytes]:
    return _subproof(earlier, entries, True) if 0 < earlier < len(entries) else []


def _subproof(earlier: int, entries: list[bytes], known: bool) -> list[bytes]:
    if earlier == len(entries):
        return [] if known else [tree_hash(entries)]
    k = split(len(entries))
    if earlier <= k:
        return [*_subproof(earlier, entries[:k], known), tree_hash(entries[k:])]
    return [*_subproof(earlier - k, entries[k:], False), tree_hash(entries[:k])]
