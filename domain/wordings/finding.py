"""Find groups of phrases in words: compiled once, then one pass over each text."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from itertools import chain
from typing import NamedTuple

from domain.wordings.phrases import Choice, Phrase
from domain.wordings.words import Words

_MOST_REMEMBERED = 50_000


class Span(NamedTuple):
    """The words `first` to `last`, both included."""

    first: int
    last: int

    def overlaps(self, other: Span) -> bool:
        """Whether the two share a word."""
        return self.first <= other.last and other.first <= self.last


Found = dict[str, list[Span]]
_Entry = tuple[str, tuple[int, ...], tuple[tuple[int, int], ...]]


class Finder:
    """Named groups of phrases, ready to be found."""

    def __init__(self, groups: Mapping[str, Iterable[Phrase]]) -> None:
        """Compile the groups; choices that are alike are looked up once."""
        self._choices: dict[Choice, int] = {}
        self._entries: list[_Entry] = [
            (name, tuple(self._number(choice) for choice in phrase.choices), phrase.gaps)
            for name, phrases in groups.items()
            for phrase in phrases
        ]
        self._exact: dict[str, list[int]] = {}
        self._open: list[tuple[Choice, int]] = []
        for choice, number in self._choices.items():
            for word in choice.exact:
                self._exact.setdefault(word, []).append(number)
            if choice.prefixes or choice.number:
                self._open.append((choice, number))
        self._remembered: dict[str, frozenset[int]] = {}

    def _number(self, choice: Choice) -> int:
        return self._choices.setdefault(choice, len(self._choices))

    def find(self, words: Words) -> Found:
        """Give the spans of every group that is found, in order, without repeats."""
        text = self._read(words)
        present = text.places.keys()
        found: dict[str, set[Span]] = {}
        for name, numbers, gaps in self._entries:
            if all(number in present for number in numbers):
                found.setdefault(name, set()).update(_join(numbers, gaps, text))
        return {name: sorted(spans) for name, spans in found.items() if spans}

    def _read(self, words: Words) -> _Text:
        """Give which choices each word takes, and where the words of each choice stand."""
        taken = {word: self._numbers(word) for word in words.places}
        places: dict[int, list[list[int]]] = {}
        for word, numbers in taken.items():
            for number in numbers:
                places.setdefault(number, []).append(words.places[word])
        counts = {number: sum(map(len, lists)) for number, lists in places.items()}
        return _Text([taken[word] for word in words.words], places, counts, words.sentences)

    def _numbers(self, word: str) -> frozenset[int]:
        known = self._remembered.get(word)
        if known is None:
            exact = self._exact.get(word, ())
            opened = (number for choice, number in self._open if choice.takes(word))
            known = frozenset((*exact, *opened))
            if len(self._remembered) < _MOST_REMEMBERED:
                self._remembered[word] = known
        return known


@dataclass(frozen=True)
class _Text:
    """A text for finding: the choices each word takes, where each choice stands and how often."""

    taken: list[frozenset[int]]
    places: dict[int, list[list[int]]]
    counts: dict[int, int]
    sentences: list[int]


def _join(numbers: tuple[int, ...], gaps: tuple[tuple[int, int], ...], text: _Text) -> list[Span]:
    """Join the words of a phrase, outwards from the one that is rarest in the text."""
    counts = [text.counts[number] for number in numbers]
    anchor = counts.index(min(counts))
    starts = chain.from_iterable(text.places[numbers[anchor]])
    if not gaps:
        return [Span(place, place) for place in starts]
    after, after_gaps = numbers[anchor + 1 :], gaps[anchor:]
    before, before_gaps = numbers[:anchor][::-1], gaps[:anchor][::-1]
    spans = []
    for place in starts:
        last = _reach(place, after, after_gaps, 1, text) if after else place
        if last is None:
            continue
        first = _reach(place, before, before_gaps, -1, text) if before else place
        if first is not None:
            spans.append(Span(first, last))
    return spans


def _reach(
    place: int,
    numbers: tuple[int, ...],
    gaps: tuple[tuple[int, int], ...],
    step: int,
    text: _Text,
) -> int | None:
    """Give the nearest place that ends the phrase in one direction, or None."""
    front = {place}
    size, sentence = len(text.taken), text.sentences[place]
    for number, (fewest, most) in zip(numbers, gaps, strict=True):
        front = {
            reached
            for start in front
            for distance in range(fewest + 1, most + 2)
            if 0 <= (reached := start + step * distance) < size
            and number in text.taken[reached]
            and text.sentences[reached] == sentence
        }
        if not front:
            return None
    return min(front) if step > 0 else max(front)
