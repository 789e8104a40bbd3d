"""Where in a text the words of one phrase stand together."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import accumulate
from typing import NamedTuple

Gaps = tuple[tuple[int, int], ...]
Taken = Sequence[frozenset[int]]
"""For each word of a text the choices that it fits, as numbers."""


class Span(NamedTuple):
    """The words `first` to `last`, both included."""

    first: int
    last: int

    def overlaps(self, other: Span) -> bool:
        """Whether the two share a word."""
        return self.first <= other.last and other.first <= self.last


@dataclass(frozen=True, eq=False, slots=True)
class Entry:
    """A phrase of a group, its choices as numbers; alike ones are still two.

    `places` says where each choice stands, seen from the rarest; it is empty if a gap may be short
    or long.
    """

    name: str
    numbers: tuple[int, ...]
    gaps: Gaps
    places: tuple[int, ...]


def places_of(gaps: Gaps, at: int) -> tuple[int, ...]:
    """Give where each word of a phrase stands, seen from one of them; none if that is not sure."""
    if any(fewest != most for fewest, most in gaps):
        return ()
    places = list(accumulate((fewest + 1 for fewest, _ in gaps), initial=0))
    return tuple(place - places[at] for place in places)


def fixed(entry: Entry, place: int, stretch: tuple[int, int], taken: Taken) -> Span | None:
    """Give where a phrase stands whose words all have a place, seen from that of the rarest."""
    first, last = place + entry.places[0], place + entry.places[-1]
    if first < stretch[0] or last >= stretch[1]:
        return None
    for number, at in zip(entry.numbers, entry.places, strict=True):
        if number not in taken[place + at]:
            return None
    return Span(first, last)


def joined(
    entry: Entry, counts: Mapping[int, int], stretches: Mapping[int, int], taken: Taken
) -> Iterator[Span]:
    """Join the words of a phrase, outwards from the one that is rarest in the text."""
    often = [counts[number] for number in entry.numbers]
    at = often.index(min(often))
    anchor, numbers, gaps = entry.numbers[at], entry.numbers, entry.gaps
    after = tuple(zip(numbers[at + 1 :], gaps[at:], strict=True))
    before = tuple(zip(numbers[:at][::-1], gaps[:at][::-1], strict=True))
    for first, end in stretches.items():
        for place in range(first, end):
            if anchor not in taken[place]:
                continue
            last = _reach(place, after, end, taken)
            start = None if last is None else _reach(place, before, first - 1, taken)
            if last is not None and start is not None:
                yield Span(start, last)


def _reach(
    place: int, steps: tuple[tuple[int, tuple[int, int]], ...], bound: int, taken: Taken
) -> int | None:
    """Give the nearest place that ends the phrase towards a bound, not reached itself, or None."""
    step, inside = (1, min) if bound > place else (-1, max)
    front = {place}
    for number, (fewest, most) in steps:
        near, far = step * (fewest + 1), step * (most + 2)
        front = {
            reached
            for start in front
            for reached in range(start + near, inside(start + far, bound), step)
            if number in taken[reached]
        }
        if not front:
            return None
    return min(front) if step > 0 else max(front)
