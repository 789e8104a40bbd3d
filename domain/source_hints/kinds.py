"""The kinds of source hint, as `config/source_hints.toml` has them, compiled once."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from pathlib import Path

from domain import reference
from domain.identifiers import lists
from domain.reference.shapes import ShapeMismatch
from domain.wordings.finding import Finder
from domain.wordings.phrases import Phrase, PhraseInvalid, parse

UNLESS = " unless"


class Reach(StrEnum):
    """How far a hint reaches around the words that were found."""

    WORDS = "words"
    CLAUSE = "clause"
    SENTENCE = "sentence"
    ANSWER = "answer"


@dataclass(frozen=True)
class HintKind:
    """One kind of hint: why it matters in words for the officer, and its phrases.

    With `opens`, a phrase counts only if it begins among so many first words of what is said;
    with `strangers`, only if it is written with a capital and names nobody who has a card.
    A kind that is `part_of` another is shown as that one, in its words.
    """

    key: str
    reach: Reach
    phrases: tuple[str, ...]
    words: str = ""
    part_of: str = ""
    unless: tuple[str, ...] = ()
    opens: int = 0
    strangers: bool = False


@dataclass(frozen=True)
class HintData:
    """The whole file."""

    version: str
    where: tuple[str, ...]
    whole_answers: tuple[str, ...]
    common_names: tuple[str, ...]
    words: Mapping[str, tuple[str, ...]]
    kinds: tuple[HintKind, ...]

    def __post_init__(self) -> None:
        """Refuse a phrase that cannot be read, and a kind that nothing says the reason of."""
        told = {kind.key for kind in self.kinds if kind.words}
        for place, kind in enumerate(self.kinds):
            self.parsed(place)
            if bool(kind.words) == bool(kind.part_of) or kind.part_of not in {"", *told}:
                raise ShapeMismatch(("kinds", place), "words, or part_of a kind that has words")

    def parsed(self, place: int) -> dict[str, list[Phrase]]:
        """Give a kind's phrases, and what they do not count beside."""
        kind = self.kinds[place]
        words = {**self.words, "forename": _forenames()}
        try:
            return {
                kind.key: [one for text in kind.phrases for one in parse(text, words)],
                kind.key + UNLESS: [one for text in kind.unless for one in parse(text, words)],
            }
        except PhraseInvalid as error:
            raise ShapeMismatch(("kinds", place), str(error)) from error


@dataclass(frozen=True)
class HintBook:
    """The kinds with their phrases compiled."""

    data: HintData
    finder: Finder
    kinds: Mapping[str, HintKind]

    def shown_as(self, kind: HintKind) -> HintKind:
        """Give the kind that the officer sees: this one, or the one it is part of."""
        return self.kinds[kind.part_of or kind.key]


@cache
def _forenames() -> tuple[str, ...]:
    """Give the class `@forename`, as plain words."""
    known = lists.words(lists.lists().names.forenames)
    return tuple(sorted(name for name in known if name.isalnum()))


@cache
def hintbook(path: str | Path = "source_hints.toml") -> HintBook:
    """Give the kinds in a file; raises ReferenceDataInvalid, naming file, line and key."""
    data = reference.read(path, HintData)
    groups: dict[str, list[Phrase]] = {}
    for place in range(len(data.kinds)):
        groups |= data.parsed(place)
    return HintBook(data, Finder(groups), {kind.key: kind for kind in data.kinds})
