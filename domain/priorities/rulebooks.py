"""The rules, checked and compiled once per process."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from domain import reference
from domain.identifiers import lists
from domain.priorities import deadlines
from domain.priorities.rules import Chapter, Group, Rule, RuleData
from domain.priorities.weights import Weights
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
    weights: Weights | None = None

    def find(self, words: Words) -> Found:
        """Find every group, without the matches that a guard or a figure of speech explains.

        With them come the ways to name a day, of which nothing is left out.
        """
        found = self.finder.find(words)
        figures = self._figures(found, words)
        kept: Found = {name: found.pop(name) for name in deadlines.FORMS if name in found}
        for name, spans in found.items():
            guards = _places(found.get(name + UNLESS, ()))
            if left := [span for span in spans if not _touches(span, figures, guards)]:
                kept[name] = left
        return kept

    def _figures(self, found: Found, words: Words) -> frozenset[int]:
        """Give the places of words that are said in a figure of speech, or of what is staged."""
        places: set[int] = set()
        for name, group in self.data.groups.items():
            if group.figurative and group.sentence:
                guarded = {words.sentences[one.first] for one in found.get(name + UNLESS, ())}
                for span in found.get(name, ()):
                    if words.sentences[span.first] not in guarded:
                        places.update(_sentence(span, words))
            elif group.figurative:
                places.update(_places(found.get(name, ())))
        return frozenset(places)


def _sentence(span: Span, words: Words) -> range:
    number = words.sentences[span.first]
    return range(bisect_left(words.sentences, number), bisect_right(words.sentences, number))


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
    main = reference.read(path, CheckedRules)
    data = _changed(main, words={**main.words, "forename": _forenames(main)})
    for name in data.chapters:
        chapter = reference.read(name, Chapter)
        try:
            data = _with_chapter(data, chapter)
        except ShapeMismatch as error:
            raise reference.invalid(name, error) from error
    weights = reference.read(data.weights, Weights) if data.weights else None
    finder = Finder({**dict(phrases(data.groups, data.words)), **deadlines.FORMS})
    return Rulebook(data, finder, weights)


def _forenames(data: RuleData) -> tuple[str, ...]:
    """Give the class `@forename`: forenames as plain words, without those that mean something."""
    known = lists.words(lists.lists().names.forenames)
    return tuple(sorted(name for name in known.difference(data.not_forenames) if name.isalnum()))


@dataclass(frozen=True)
class CheckedRules(RuleData):
    """The data of a file, refused at once when a rule names what is not there."""

    def __post_init__(self) -> None:
        """Check every rule's groups and every phrase."""
        _check(self.rules, self.groups, self.words, self.groups)


def _with_chapter(data: RuleData, chapter: Chapter) -> RuleData:
    """Add a chapter; raises ShapeMismatch, at the chapter's own keys, when it is wrong."""
    for name in chapter.groups:
        if name in data.groups:
            raise ShapeMismatch(("groups", name), "another file has a group of this name")
    words, groups = {**data.words, **chapter.words}, {**data.groups, **chapter.groups}
    _check(chapter.rules, chapter.groups, words, groups)
    return _changed(data, rules=(*data.rules, *chapter.rules), words=words, groups=groups)


def _changed(data: RuleData, **changes: Any) -> RuleData:
    """Change what was checked, without checking all of it once more."""
    return RuleData(**{**vars(data), **changes})


def _check(
    rules: tuple[Rule, ...],
    written: Mapping[str, Group],
    words: Mapping[str, tuple[str, ...]],
    groups: Mapping[str, Group],
) -> None:
    for place, rule in enumerate(rules):
        for name in rule.groups():
            if name not in groups:
                raise ShapeMismatch(("rules", place), f"there is no group {name}")
    for _ in phrases(written, words):
        pass


def phrases(
    groups: Mapping[str, Group], words: Mapping[str, tuple[str, ...]]
) -> Iterator[tuple[str, list[Phrase]]]:
    """Give each group's phrases, and under the group's name and `UNLESS` those of its guard."""
    for name, group in groups.items():
        yield name, _parsed((name, "phrases"), group.phrases, words)
        yield name + UNLESS, _parsed((name, "unless"), group.unless, words)


def _parsed(
    keys: tuple[str, str], written: tuple[str, ...], words: Mapping[str, tuple[str, ...]]
) -> list[Phrase]:
    try:
        return [phrase for text in written for phrase in parse(text, words)]
    except PhraseInvalid as error:
        raise ShapeMismatch(("groups", *keys), str(error)) from error
