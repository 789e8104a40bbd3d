"""A submission as the rules read it: its words, the groups found in them, the dates named."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from itertools import chain

from domain.priorities import people
from domain.priorities.deadlines import Deadline, deadlines
from domain.priorities.rulebooks import Rulebook
from domain.priorities.rules import AnswerTest, RuleData
from domain.priorities.weights import Leaning, Weights, leaning
from domain.wordings.finding import Found, Span
from domain.wordings.passages import Answers, answer, passages
from domain.wordings.words import Words, words_of


@dataclass(frozen=True)
class Reading:
    """One submission, read once for all rules."""

    answers: Answers
    data: RuleData
    words: Words
    found: Found
    dates: tuple[Deadline, ...]
    today: date
    weights: Weights | None = None
    _known: dict[tuple[str, tuple[str, ...]], list[Span]] = field(default_factory=dict)
    _homes: dict[tuple[str, ...], frozenset[int]] = field(default_factory=dict)
    _leanings: dict[int, Leaning | None] = field(default_factory=dict)

    def spans(self, union: str, where: tuple[str, ...]) -> list[Span]:
        """Give the spans of the groups in "a|b" that stand in the paths `where`, in order."""
        wanted = where or self.data.where
        known = self._known.get((union, wanted))
        if known is None:
            groups = [self.found[name] for name in union.split("|") if name in self.found]
            known = self._known[union, wanted] = self._within(groups, wanted)
        return known

    def _within(self, groups: list[list[Span]], where: tuple[str, ...]) -> list[Span]:
        if not groups:
            return []
        homes, counted = self.words.homes, self._counted(where)
        spans = groups[0] if len(groups) == 1 else sorted(set(chain.from_iterable(groups)))
        return [span for span in spans if homes[span.first] in counted]

    def _counted(self, where: tuple[str, ...]) -> frozenset[int]:
        """Give the numbers of the passages that stand in the paths `where`."""
        if where not in self._homes:
            texts = enumerate(self.words.passages)
            found = frozenset(home for home, text in texts if text.where.startswith(where))
            self._homes[where] = found
        return self._homes[where]

    def path(self, span: Span) -> str:
        """Give the path of the answer that holds a span."""
        return self.words.passages[self.words.homes[span.first]].where

    def leaning(self, home: int) -> Leaning | None:
        """Give what the stretches of the passage numbered `home` weigh; None without weights."""
        if self.weights is None:
            return None
        if home not in self._leanings:
            self._leanings[home] = leaning(self.words, home, self.weights)
        return self._leanings[home]

    def holds(self, test: AnswerTest) -> bool:
        """Whether an answer passes a test; a list passes if one of its items does."""
        values = _all(self.answers, test.path)
        if test.among:
            return any(value in test.among for value in values)
        return any(_plain(value) not in self.data.empty_answers for value in values)


def read(answers: Answers, rules: Rulebook, today: date) -> Reading:
    """Read a submission's answers."""
    texts = tuple(
        passage for passage in passages(answers) if not passage.where.startswith("submitter")
    )
    words = words_of(texts)
    found = rules.find(words)
    learned = _learned(answers, today)
    routine = found.get(rules.data.routine, [])
    coming = found.get(rules.data.coming, [])
    dates = deadlines(words, learned, found, coming, routine)
    known = {**answers, "derived": {"child_victim": people.child_victim(answers, learned)}}
    return Reading(known, rules.data, words, found, dates, today, rules.weights)


def _learned(answers: Answers, today: date) -> date:
    typed = answer(answers, "what.learned")
    try:
        return date.fromisoformat(str(typed)[:10])
    except ValueError:
        return today


def _all(answers: Answers, path: str) -> list[str]:
    """Give every value at a path, through lists: `people.role` gives each person's role."""
    found: list[object] = [answers]
    for key in path.split("."):
        found = [item for value in found for item in _inside(value, key)]
    return [str(value).lower() if isinstance(value, bool) else str(value) for value in found]


def _inside(value: object, key: str) -> list[object]:
    inner = value.get(key) if isinstance(value, dict) else None
    if inner is None:
        return []
    return list(inner) if isinstance(inner, (list, tuple)) else [inner]


def _plain(value: str) -> str:
    return value.strip().strip(".").lower()
