"""Find groups of phrases in words: compiled once, then one pass over each text."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Mapping
from typing import NamedTuple

from domain.wordings.choices import Choices
from domain.wordings.phrases import Phrase
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
_Gaps = tuple[tuple[int, int], ...]


class _Entry(NamedTuple):
    """A phrase of a group, its choices as numbers; the one it is filed under is not in `others`."""

    name: str
    numbers: tuple[int, ...]
    gaps: _Gaps
    others: frozenset[int]


class _Known(NamedTuple):
    """What a word fits: choices, groups that it is a phrase of alone, and phrases filed under it.

    Of these the choices that must stand near it, each with the place in the list of phrases.
    """

    numbers: frozenset[int]
    alone: tuple[str, ...]
    begins: tuple[tuple[frozenset[int], int], ...]


class Finder:
    """Named groups of phrases, ready to be found."""

    def __init__(self, groups: Mapping[str, Iterable[Phrase]]) -> None:
        """Compile the groups."""
        listed = [(name, phrase) for name, phrases in groups.items() for phrase in phrases]
        self._order = {name: place for place, name in enumerate(groups)}
        self._choices = Choices(phrase for _, phrase in listed)
        self._alone: dict[int, list[str]] = {}
        self._filed: dict[int, list[int]] = {}
        self._entries: list[_Entry] = []
        for name, phrase in listed:
            self._file(name, phrase)
        self._longest = max((_reach_of(entry.gaps) for entry in self._entries), default=1)
        self._remembered: dict[str, _Known] = {}

    def find(self, words: Words) -> Found:
        """Give the spans of every group that is found, groups and spans in order, no repeats."""
        remembered = self._remembered
        known = {word: remembered.get(word) or self._learned(word) for word in words.places}
        found: dict[str, set[Span]] = {}
        for word, one in known.items():
            for name in one.alone:
                found.setdefault(name, set()).update(Span(at, at) for at in words.places[word])
        line = [known[word] for word in words.words]
        possible = self._possible(words, line)
        counts = self._counts(possible, known, words)
        taken = [one.numbers for one in line]
        for number, stretches in possible.items():
            entry = self._entries[number]
            spans = _joined(entry, counts, stretches, taken)
            found.setdefault(entry.name, set()).update(spans)
        return {name: sorted(found[name]) for name in self._ordered(found)}

    def _file(self, name: str, phrase: Phrase) -> None:
        """File a phrase under its rarest choice: what no text has near is never looked at."""
        numbers, rarest = self._choices.numbers(phrase), self._choices.rarest(phrase)
        if not phrase.gaps:
            self._alone.setdefault(rarest, []).append(name)
            return
        self._filed.setdefault(rarest, []).append(len(self._entries))
        self._entries.append(_Entry(name, numbers, phrase.gaps, frozenset(numbers) - {rarest}))

    def _learned(self, word: str) -> _Known:
        numbers = self._choices.fitting(word)
        alone = [name for number in numbers for name in self._alone.get(number, ())]
        filed = [entry for number in numbers for entry in self._filed.get(number, ())]
        begins = tuple((self._entries[entry].others, entry) for entry in filed)
        known = _Known(numbers, tuple(alone), begins)
        if len(self._remembered) < _MOST_REMEMBERED:
            self._remembered[word] = known
        return known

    def _possible(self, words: Words, line: list[_Known]) -> dict[int, dict[int, int]]:
        """Give the phrases of which every choice stands in some stretch, with these stretches."""
        found: dict[int, dict[int, int]] = {}
        for first, end in _stretches(words.sentences, self._longest):
            stretch = line[first:end]
            begins = [one.begins for one in stretch if one.begins]
            if not begins:
                continue
            present = frozenset().union(*[one.numbers for one in stretch])
            for filed in begins:
                for others, entry in filed:
                    if others <= present:
                        found.setdefault(entry, {})[first] = end
        return found

    def _counts(
        self, possible: Iterable[int], known: Mapping[str, _Known], words: Words
    ) -> dict[int, int]:
        """Give how often each choice of these phrases stands in the text."""
        counts = {number: 0 for entry in possible for number in self._entries[entry].numbers}
        wanted = frozenset(counts)
        for word, one in known.items():
            times = len(words.places[word])
            for number in one.numbers & wanted:
                counts[number] += times
        return counts

    def _ordered(self, found: Mapping[str, set[Span]]) -> list[str]:
        return sorted((name for name in found if found[name]), key=self._order.__getitem__)


def _reach_of(gaps: _Gaps) -> int:
    return 1 + sum(most + 1 for _, most in gaps)


def _stretches(sentences: list[int], longest: int) -> Iterator[tuple[int, int]]:
    """Give first word and end of each sentence of two words or more.

    A long one comes in pieces that overlap, so that each phrase is whole in one of them: nobody
    has to use full stops.
    """
    first = 0
    while first < len(sentences):
        end = bisect_right(sentences, sentences[first], first)
        for start in range(first, max(first + 1, end - longest), longest):
            if end - start > 1:
                yield start, min(start + 2 * longest, end)
        first = end


def _joined(
    entry: _Entry,
    counts: Mapping[int, int],
    stretches: Mapping[int, int],
    taken: list[frozenset[int]],
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
    place: int,
    steps: tuple[tuple[int, tuple[int, int]], ...],
    bound: int,
    taken: list[frozenset[int]],
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
