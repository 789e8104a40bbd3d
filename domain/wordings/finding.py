"""Find groups of phrases in words: compiled once, then one pass over each text."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Mapping
from functools import reduce
from operator import or_
from typing import NamedTuple

from domain.wordings.choices import Choices
from domain.wordings.joining import Entry, Span, fixed, joined, places_of
from domain.wordings.phrases import Phrase
from domain.wordings.words import Words

__all__ = ["Finder", "Found", "Span"]

_MOST_REMEMBERED = 50_000

Found = dict[str, list[Span]]
_Filed = dict[int, list[Entry]]
"""Phrases by the choice that must stand near."""
_Stretches = dict[Entry, dict[int, int]]
"""Where phrases may stand: the ends of stretches, by their first word."""


class _Known(NamedTuple):
    """What a word fits: choices, groups that it is a phrase of alone, and phrases filed under it.

    `tells` and `asks` are sets, as the bits of a number: of the choices it fits those that must
    stand near some other word, and those one of which must stand near it.
    """

    numbers: frozenset[int]
    alone: tuple[str, ...]
    tells: int
    asks: int
    filed: _Filed


class Finder:
    """Named groups of phrases, ready to be found."""

    def __init__(self, groups: Mapping[str, Iterable[Phrase]]) -> None:
        """Compile the groups."""
        listed = [(name, phrase) for name, phrases in groups.items() for phrase in phrases]
        self._order = {name: place for place, name in enumerate(groups)}
        self._choices = Choices(phrase for _, phrase in listed)
        self._alone: dict[int, list[str]] = {}
        self._filed: dict[int, _Filed] = {}
        self._tells: dict[int, int] = {}
        self._longest = 1
        for name, phrase in listed:
            self._file(name, phrase)
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
        taken = [one.numbers for one in line]
        loose: _Stretches = {}
        for entry, place, stretch in self._possible(words, line):
            if not entry.places:
                loose.setdefault(entry, {})[stretch[0]] = stretch[1]
            elif span := fixed(entry, place, stretch, taken):
                found.setdefault(entry.name, set()).add(span)
        counts = _counts(loose, known, words)
        for entry, stretches in loose.items():
            found.setdefault(entry.name, set()).update(joined(entry, counts, stretches, taken))
        return {name: sorted(found[name]) for name in self._ordered(found)}

    def _file(self, name: str, phrase: Phrase) -> None:
        """File a phrase under its two rarest choices: what no text has near is never looked at."""
        numbers = self._choices.numbers(phrase)
        at, other, *_ = [*self._choices.rarest(phrase), 0]
        if not phrase.gaps:
            self._alone.setdefault(numbers[at], []).append(name)
            return
        entry = Entry(name, numbers, phrase.gaps, places_of(phrase.gaps, at))
        bit = self._tells.setdefault(numbers[other], 1 << len(self._tells))
        self._filed.setdefault(numbers[at], {}).setdefault(bit, []).append(entry)
        self._longest = max(self._longest, 1 + sum(most + 1 for _, most in phrase.gaps))

    def _learned(self, word: str) -> _Known:
        numbers = self._choices.fitting(word)
        alone = [name for number in numbers for name in self._alone.get(number, ())]
        filed: _Filed = {}
        for number in numbers:
            for other, entries in self._filed.get(number, {}).items():
                filed.setdefault(other, []).extend(entries)
        tells = sum(self._tells.get(number, 0) for number in numbers)
        known = _Known(numbers, tuple(alone), tells, sum(filed), filed)
        if len(self._remembered) < _MOST_REMEMBERED:
            self._remembered[word] = known
        return known

    def _possible(
        self, words: Words, line: list[_Known]
    ) -> Iterator[tuple[Entry, int, tuple[int, int]]]:
        """Give phrases whose two rarest choices stand in one stretch, with the rarest's place."""
        for first, end in _stretches(words.sentences, self._longest):
            present = reduce(or_, (one.tells for one in line[first:end]))
            for place in range(first, end):
                both = line[place].asks & present
                while both:
                    bit = both & -both
                    both ^= bit
                    for entry in line[place].filed[bit]:
                        yield entry, place, (first, end)

    def _ordered(self, found: Mapping[str, set[Span]]) -> list[str]:
        return sorted((name for name in found if found[name]), key=self._order.__getitem__)


def _counts(entries: Iterable[Entry], known: Mapping[str, _Known], words: Words) -> dict[int, int]:
    """Give how often each choice of these phrases stands in the text."""
    counts = {number: 0 for entry in entries for number in entry.numbers}
    wanted = frozenset(counts)
    for word, one in known.items():
        for number in one.numbers & wanted:
            counts[number] += len(words.places[word])
    return counts


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
