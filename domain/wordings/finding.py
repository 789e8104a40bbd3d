"""Find groups of phrases in words: compiled once, then one pass over each text."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from itertools import chain
from typing import NamedTuple

from domain.wordings.phrases import Choice, Phrase
from domain.wordings.texts import Text
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
        self._order = {name: place for place, name in enumerate(groups)}
        self._entries = _by_rarest(
            (name, tuple(self._number(choice) for choice in phrase.choices), phrase.gaps)
            for name, phrases in groups.items()
            for phrase in phrases
        )
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
        """Give the spans of every group that is found, groups and spans in order, no repeats."""
        taken = {word: self._numbers(word) for word in words.places}
        possible = self._possible(frozenset().union(*taken.values()))
        wanted = frozenset(chain.from_iterable(numbers for _, numbers, _ in possible))
        text = Text(words, taken, _words_of(wanted, taken))
        found: dict[str, set[Span]] = {}
        for name, numbers, gaps in possible:
            if spans := _join(numbers, gaps, text):
                found.setdefault(name, set()).update(spans)
        return {name: sorted(found[name]) for name in sorted(found, key=self._order.__getitem__)}

    def _possible(self, present: frozenset[int]) -> list[_Entry]:
        """Give the phrases of which every choice takes some word of a text."""
        return [
            entry
            for number in present & self._entries.keys()
            for others, entry in self._entries[number]
            if others <= present
        ]

    def _numbers(self, word: str) -> frozenset[int]:
        known = self._remembered.get(word)
        if known is None:
            exact = self._exact.get(word, ())
            opened = (number for choice, number in self._open if choice.takes(word))
            known = frozenset((*exact, *opened))
            if len(self._remembered) < _MOST_REMEMBERED:
                self._remembered[word] = known
        return known


def _by_rarest(entries: Iterable[_Entry]) -> dict[int, list[tuple[frozenset[int], _Entry]]]:
    """File each phrase under its choice that fewest phrases have, beside its other choices.

    Most words of a text are in few phrases so filed: what is not there is never looked at.
    """
    listed = list(entries)
    used = Counter(chain.from_iterable(numbers for _, numbers, _ in listed))
    filed: dict[int, list[tuple[frozenset[int], _Entry]]] = {}
    for entry in listed:
        rarest = min(entry[1], key=lambda number: used[number])
        filed.setdefault(rarest, []).append((frozenset(entry[1]) - {rarest}, entry))
    return filed


def _words_of(wanted: frozenset[int], taken: Mapping[str, frozenset[int]]) -> dict[int, list[str]]:
    """Give the words of a text that each of these choices takes."""
    found: dict[int, list[str]] = {number: [] for number in wanted}
    for word, numbers in taken.items():
        for number in numbers & wanted:
            found[number].append(word)
    return found


def _occurs(numbers: tuple[int, ...], gaps: tuple[tuple[int, int], ...], text: Text) -> bool:
    """Whether a phrase stands anywhere: all its places at once, one bit each.

    Of the phrases whose words are all there most are not, and this is quicker to see.
    """
    front, inner = text.marks(numbers[0]), text.inner
    for number, (fewest, most) in zip(numbers[1:], gaps, strict=True):
        reached = 0
        for distance in range(most + 1):
            front = (front << 1) & inner
            if distance >= fewest:
                reached |= front
        front = reached & text.marks(number)
        if not front:
            return False
    return True


def _join(numbers: tuple[int, ...], gaps: tuple[tuple[int, int], ...], text: Text) -> list[Span]:
    """Join the words of a phrase, outwards from the one that is rarest in the text."""
    if not gaps:
        return [Span(place, place) for place in text.places(numbers[0])]
    if not _occurs(numbers, gaps, text):
        return []
    counts = [text.marks(number).bit_count() for number in numbers]
    anchor = counts.index(min(counts))
    starts = text.places(numbers[anchor])
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
    text: Text,
) -> int | None:
    """Give the nearest place that ends the phrase in one direction, or None."""
    front, taken = {place}, text.taken
    bound, end = _end_of_sentence(place, step, text)
    for number, (fewest, most) in zip(numbers, gaps, strict=True):
        near, far = step * (fewest + 1), step * (most + 2)
        front = {
            reached
            for start in front
            for reached in range(start + near, bound(start + far, end), step)
            if number in taken[reached]
        }
        if not front:
            return None
    return min(front) if step > 0 else max(front)


def _end_of_sentence(place: int, step: int, text: Text) -> tuple[Callable[[int, int], int], int]:
    """Give the place just outside the sentence in one direction, and what keeps a place inside."""
    sentence = text.words.sentences[place]
    if step > 0:
        return min, bisect_right(text.words.sentences, sentence, place)
    return max, bisect_left(text.words.sentences, sentence, 0, place) - 1
