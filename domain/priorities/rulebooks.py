"""The rules, checked and compiled once per process."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from domain import reference
from domain.priorities.rules import Group, RuleData
from domain.reference.shapes import ShapeMismatch
from domain.wordings.finding import Finder, Found, Span
from domain.wordings.phrases import Phrase, PhraseInvalid, parse
from domain.wordings.words import Words

UNLESS = " unless"


@dataclass(frozen=True)
class Rulebook:
    """Rules with their phrases compiled."""

    data: RuleData
    finder: Finder

    def find(self, words: Words) -> Found:
        """Find every group, without the matches that a guard or a figure of speech explains."""
        found = self.finder.find(words)
        figures = _places(
            span
            for name, group in self.data.groups.items()
            if group.figurative
            for span in found.get(name, ())
        )
        kept: Found = {}
        for name, spans in found.items():
            guards = _places(found.get(name + UNLESS, ()))
            if left := [span for span in spans if not _touches(span, figures, guards)]:
                kept[name] = left
        return kept


def _places(spans: Iterable[Span]) -> frozenset[int]:
    return frozenset(place for span in spans for place in range(span.first, span.last + 1))


def _touches(span: Span, *covered: frozenset[int]) -> bool:
    words = range(span.first, span.last + 1)
    return any(places and not places.isdisjoint(words) for places in covered)


def rulebook(path: str | Path = "priorities.toml") -> Rulebook:
    """Give the rulebook in a file; raises ReferenceDataInvalid, naming file, line and key."""
    return _compiled(path)


@cache
def _compiled(path: str | Path) -> Rulebook:
    return reference.read(path, CheckedRules).book()


@dataclass(frozen=True)
class CheckedRules(RuleData):
    """The file's data, refused at once when a rule names what is not there."""

    def __post_init__(self) -> None:
        """Check every rule's groups and every phrase."""
        for place, rule in enumerate(self.rules):
            for name in rule.groups():
                if name not in self.groups:
                    raise ShapeMismatch(("rules", place), f"there is no group {name}")
        self.book()

    def book(self) -> Rulebook:
        """Compile the phrases."""
        return Rulebook(self, Finder(dict(self._phrases())))

    def _phrases(self) -> Iterator[tuple[str, list[Phrase]]]:
        for name, group in self.groups.items():
            yield name, self._parsed(name, "phrases", group)
            yield name + UNLESS, self._parsed(name, "unless", group)

    def _parsed(self, name: str, key: str, group: Group) -> list[Phrase]:
        written = group.phrases if key == "phrases" else group.unless
        try:
            return [phrase for text in written for phrase in parse(text, self.words)]
        except PhraseInvalid as error:
            raise ShapeMismatch(("groups", name, key), str(error)) from error
