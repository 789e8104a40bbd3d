"""Terms as the numbers that the index holds: 64 bits of a keyed hash.

The index is laid out in segments of submissions that arrived one after the other, and a term has a
number of its own in each: so a common word is looked up among the newest first, and no further than
a page needs. The numbers of a segment lie together, so that what arrives is written into a few
pages of the database's index, and not all over it. What may lead to a match has one number more,
the same in all segments, since a match is looked for in all of them at once.
"""

from __future__ import annotations

import struct
from collections.abc import Iterable
from functools import lru_cache
from hashlib import blake2b

from domain import matching
from domain.terms import Term, blind

SEGMENT_BITS = 15
"""Submissions to a segment, as a power of two; the database's index on segments says the same."""

TOGETHER_FROM = 1 << 20
"""The first segment whose numbers lie together: before it, they were all over the index. The
database begins to count here (migration 0028), and what was counted before keeps its numbers."""
TERM_BITS = 48
"""Of such a number, how much is the term's; the rest, the segment's, is enough for 2^30
submissions."""

MOST_REMEMBERED = 8_192
"""Hashes kept in memory: a term is asked for when it is written and again when it is looked for."""

_MASK = (1 << 64) - 1
_HALVES = struct.Struct("<QQ")
_IN_SEGMENT = struct.Struct("<QQQ")

Halves = tuple[int, int]


def segment_of(ordinal: int) -> int:
    """Return the segment that holds the entry of this ordinal."""
    return ordinal >> SEGMENT_BITS


@lru_cache(maxsize=MOST_REMEMBERED)
def halves(key: bytes, term: Term) -> Halves:
    """Return a term's keyed hash as two numbers, from which its number in any segment follows."""
    one, other = _HALVES.unpack(blind(key, term))
    return one, other


def placed(hashed: Halves, segment: int) -> int:
    """Return the number that stands for a term in a segment.

    Hashed anew for each: whoever has a dump cannot tell which numbers of two segments are one term.
    """
    one, other = hashed
    if segment < TOGETHER_FROM:
        return _signed(one + other * (segment + 1))
    own = blake2b(_IN_SEGMENT.pack(one, other, segment), digest_size=TERM_BITS // 8).digest()
    return segment - TOGETHER_FROM << TERM_BITS | int.from_bytes(own, "little")


def leading(hashed: Halves) -> int:
    """Return the number that stands for a term that may lead to a match, in all segments."""
    return _signed(hashed[0])


def stored(key: bytes, terms: Iterable[Term], segment: int) -> list[int]:
    """Return everything that the index holds of a submission, in no telling order."""
    found: set[int] = set()
    for term in terms:
        hashed = halves(key, term)
        found.add(placed(hashed, segment))
        if term.kind in matching.LEADS:
            found.add(leading(hashed))
    return sorted(found)


def literal(numbers: Iterable[int]) -> str:
    """Write numbers as PostgreSQL writes an array: quicker than handing each over."""
    return f"{{{','.join(map(str, numbers))}}}"


def _signed(number: int) -> int:
    number &= _MASK
    return number - (1 << 64) if number >> 63 else number
