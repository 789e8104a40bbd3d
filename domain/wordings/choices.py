"""The choices of many phrases, numbered, and which of them a word fits: each is looked up once."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator

from domain.wordings.phrases import Choice, Phrase

_NUMBER = "#"


class Choices:
    """The choices of phrases, each under a number; alike ones have one number."""

    def __init__(self, phrases: Iterable[Phrase]) -> None:
        """Number the choices, and count in how many phrases each of their words stands."""
        self._numbers: dict[Choice, int] = {}
        self._by_word: dict[str, list[int]] = {}
        self._by_beginning: dict[str, list[int]] = {}
        self._used: Counter[str] = Counter()
        for phrase in phrases:
            for choice in phrase.choices:
                self._add(choice)
        self._lengths = sorted({len(beginning) for beginning in self._by_beginning})

    def numbers(self, phrase: Phrase) -> tuple[int, ...]:
        """Give the numbers of a phrase's choices."""
        return tuple(self._numbers[choice] for choice in phrase.choices)

    def rarest(self, phrase: Phrase) -> list[int]:
        """Give the places of a phrase's choices, those first that fewest texts have.

        As far as phrases tell: a word that stands in many is one that people use.
        """
        used = [self._commonness(choice) for choice in phrase.choices]
        return sorted(range(len(used)), key=used.__getitem__)

    def fitting(self, word: str) -> frozenset[int]:
        """Give the choices that take a word."""
        found = set(self._by_word.get(word, ()))
        for length in self._lengths:
            found.update(self._by_beginning.get(word[:length], ()))
        if word[0].isdigit():
            found.update(self._by_beginning.get(_NUMBER, ()))
        return frozenset(found)

    def _add(self, choice: Choice) -> None:
        self._used.update(_written(choice))
        if choice in self._numbers:
            return
        number = self._numbers[choice] = len(self._numbers)
        for word in choice.exact:
            self._by_word.setdefault(word, []).append(number)
        for beginning in _open(choice):
            self._by_beginning.setdefault(beginning, []).append(number)

    def _commonness(self, choice: Choice) -> int:
        return max(self._used[word] for word in _written(choice))


def _written(choice: Choice) -> Iterator[str]:
    yield from choice.exact
    yield from _open(choice)


def _open(choice: Choice) -> Iterator[str]:
    yield from choice.prefixes
    if choice.number:
        yield _NUMBER
