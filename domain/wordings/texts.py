"""A text as phrases are looked for in it: which choices each word takes, and where those stand."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from functools import cached_property
from itertools import chain, pairwise

from domain.wordings.words import Words


class Text:
    """A text for finding: the choices each word takes, and where the words of a choice stand."""

    def __init__(
        self, words: Words, taken: Mapping[str, frozenset[int]], words_of: dict[int, list[str]]
    ) -> None:
        """Take the words, the choices that each takes, and the words that each choice takes."""
        self.words = words
        self.taken = [taken[word] for word in words.words]
        self._words_of = words_of
        self._marks: dict[int, int] = {}
        self._word_marks: dict[str, int] = {}

    def places(self, number: int) -> Iterator[int]:
        """Give where a choice stands."""
        return chain.from_iterable(self.words.places[word] for word in self._words_of[number])

    def marks(self, number: int) -> int:
        """Give where a choice stands in one number: bit 5 is set if it takes word 5."""
        known = self._marks.get(number)
        if known is None:
            known = 0
            for word in self._words_of[number]:
                known |= self._mark(word)
            self._marks[number] = known
        return known

    @cached_property
    def inner(self) -> int:
        """The words that go on a sentence, one bit each; 0 for a word that begins one."""
        pairs = pairwise(chain((-1,), self.words.sentences))
        return _bits(place for place, (before, here) in enumerate(pairs) if before == here)

    def _mark(self, word: str) -> int:
        known = self._word_marks.get(word)
        if known is None:
            known = self._word_marks[word] = _bits(self.words.places[word])
        return known


def _bits(places: Iterable[int]) -> int:
    listed = list(places)
    row = bytearray((listed[-1] >> 3) + 1 if listed else 0)
    for place in listed:
        row[place >> 3] |= 1 << (place & 7)
    return int.from_bytes(row, "little")
