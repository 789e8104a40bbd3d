"""How a stretch of text reads: its words and pairs of words, each with a weight, added up.

The weights are data (`config/priorities/weights.toml`), learned by `benchmarks/weighing.py` from
texts in which somebody is in danger and texts in which nobody is. They speak of the way things
are told: who acts on whom, what somebody keeps, asks or is told, and what is to come.
"""

from __future__ import annotations

import math
from bisect import bisect_left, bisect_right
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import accumulate, pairwise

from domain.wordings.finding import Span
from domain.wordings.words import Words

_ENDINGS = ("ing", "ed", "es", "s", "ly")
_SHORTEST = 3


@dataclass(frozen=True)
class Weights:
    """What each stem (`lock`) and each pair (`his card`) weighs in a stretch of `within` words.

    Each counts once in a stretch, and `base` is added. `untold` are stems that explain nothing to
    a reader by themselves.
    """

    version: str
    within: int
    base: int
    weights: Mapping[str, int]
    untold: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        """Refuse a stretch without words."""
        if self.within < 1:
            raise ValueError("a stretch has one word at least")


@lru_cache(maxsize=65536)
def stem(word: str) -> str:
    """Give a plain word without its ending; every number is `#`."""
    if word[0].isdigit():
        return "#"
    for ending in _ENDINGS:
        if word.endswith(ending) and len(word) - len(ending) >= _SHORTEST:
            return word[: -len(ending)]
    return word


def features(words: Sequence[str]) -> set[str]:
    """Give the stems and pairs of stems in a stretch."""
    stems = [stem(word) for word in words]
    return {*stems, *(f"{one} {two}" for one, two in zip(stems, stems[1:], strict=False))}


@dataclass(frozen=True)
class Leaning:
    """What every stretch of one passage weighs; `totals[i]` begins at word `first + i`."""

    weights: Weights
    first: int
    end: int
    totals: list[int]
    heaviest: int

    @property
    def is_long(self) -> bool:
        """Whether there are words enough, half a stretch, to say how they read."""
        return 2 * (self.end - self.first) >= self.weights.within

    def stretches(self, at_least: int, below: int, most: int) -> list[Span]:
        """Give the heaviest stretches that share no word, heaviest first.

        They weigh `at_least`; with `below`, there are none when any weighs that much.
        """
        if not at_least <= self.heaviest < (below or math.inf):
            return []
        order = sorted(range(len(self.totals)), key=lambda place: -self.totals[place])
        found: list[int] = []
        for place in order:
            if self.totals[place] < at_least or len(found) == most:
                break
            if all(abs(place - other) >= self.weights.within for other in found):
                found.append(place)
        return [self._stretch(self.first + place) for place in found]

    def _stretch(self, first: int) -> Span:
        return Span(first, min(first + self.weights.within, self.end) - 1)


def leaning(words: Words, home: int, weights: Weights) -> Leaning | None:
    """Weigh every stretch of the passage numbered `home`; None when it has no words."""
    first, end = bisect_left(words.homes, home), bisect_right(words.homes, home)
    if first == end:
        return None
    stems = list(map(stem, words.words[first:end]))
    known = weights.weights
    said = [(place, place, one) for place, one in enumerate(stems) if one in known]
    pairs = enumerate(map(" ".join, pairwise(stems)))
    said += [(place, place + 1, pair) for place, pair in pairs if pair in known]
    totals = _totals(said, end - first, weights)
    return Leaning(weights, first, end, totals, max(totals))


def _totals(said: list[tuple[int, int, str]], count: int, weights: Weights) -> list[int]:
    """Add up what is said, with its first and last place: once for each stretch that holds it."""
    changes = [weights.base, *[0] * count]
    counted: dict[str, int] = {}
    for first, last, one in said:
        begin = max(last - weights.within + 1, counted.get(one, 0))
        if begin <= first:
            changes[begin] += weights.weights[one]
            changes[first + 1] -= weights.weights[one]
        counted[one] = first + 1
    return list(accumulate(changes[: max(1, count - weights.within + 1)]))
