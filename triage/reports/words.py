"""The partner's words beside a report: what may give the source away in them is marked.

What was typed comes from outside: it is escaped piece by piece, and only our own elements are put
between the pieces.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from markupsafe import Markup, escape

from config.web.words import uk_day
from domain import answers, grades, openings, reports
from domain.answers.layouts import Row, Section
from domain.grades import Suggestion
from domain.messages import threads
from domain.reports import Subject
from domain.sealing.opening import PrivateKeys
from domain.source_hints import Hint
from domain.submissions import Submission
from domain.unit_of_work import UnitOfWork
from domain.wordings.passages import passages

_LETTERS = "abcdefghijklmnopqrstuvwxyz"


@dataclass(frozen=True)
class Kind:
    """One kind of hint on the page: its letter, why it matters, and how often it is there."""

    letter: str
    words: str
    count: int


@dataclass(frozen=True)
class _Mark:
    start: int
    end: int
    kind: Kind


class Words:
    """What the partner said, for `words(section, row)` in a template; the kinds are its legend."""

    def __init__(
        self, given: Mapping[str, Any], hints: Sequence[Hint], sections: Sequence[Section]
    ) -> None:
        self.sections = sections
        self.kinds = _kinds(hints)
        self.suggestion: Suggestion = grades.suggest(given)
        self.candidates: tuple[Subject, ...] = reports.candidates(given)
        typed = {passage.where: passage.text for passage in passages(given)}
        self._found: dict[str, list[tuple[str, Hint]]] = defaultdict(list)
        for hint in hints:
            quote = typed[hint.where][hint.start : hint.end]
            self._found[_path(hint.where)].append((quote, hint))

    def __call__(self, section: Section, row: Row) -> Markup:
        """The answer of a row as HTML."""
        marks = list(self._marks(section, row))
        if not marks:
            return escape(uk_day(row.answer))
        return Markup("").join(_pieces(row.answer, marks))

    def _marks(self, section: Section, row: Row) -> Iterator[_Mark]:
        path = row.field.replace("-", ".")
        where = path if section.card is not None else f"{section.screen}.{path}"
        for quote, hint in self._found.get(where, ()):
            start = hint.start if row.answer.startswith(quote, hint.start) else -1
            start = start if start >= 0 else row.answer.find(quote)
            if start >= 0:
                yield _Mark(start, start + len(quote), self.kinds[hint.kind])


def beside(work: UnitOfWork, submission: Submission | None, keys: PrivateKeys) -> Words | None:
    """What the partner said, if this officer has the submission open; else None.

    With what the partner wrote since, once an officer has asked to see it.
    """
    if submission is None or not openings.is_open(work, submission):
        return None
    given = threads.with_messages(
        work, submission, openings.shown(work, submission, keys).answers, keys
    )
    sections = (*answers.laid_out_for_police(given), *_since(given))
    return Words(given, reports.hints_in(given, submission), sections)


def _since(given: Mapping[str, Any]) -> Iterator[Section]:
    said = given.get("messages", ())
    rows = tuple(
        Row(f"messages-{place}", "", f"Message {place + 1}", text)
        for place, text in enumerate(said)
    )
    if rows:
        yield Section("messages", "What the partner wrote since", rows, card=0)


def marked(text: str, hints: Sequence[Hint]) -> Markup:
    """A text of a report with its hints marked, each with its reason for those who listen."""
    kinds = _kinds(hints)
    return Markup("").join(
        _pieces(text, [_Mark(one.start, one.end, kinds[one.kind]) for one in hints])
    )


def _kinds(hints: Sequence[Hint]) -> dict[str, Kind]:
    counts: dict[str, int] = defaultdict(int)
    said = {}
    for hint in hints:
        counts[hint.kind] += 1
        said[hint.kind] = hint.words
    return {
        key: Kind(_LETTERS[place % len(_LETTERS)], said[key], count)
        for place, (key, count) in enumerate(counts.items())
    }


def _path(where: str) -> str:
    """The way to an answer as a row has it: a list's items are one answer, line by line."""
    dotted = re.sub(r"\[(\d+)\]", r".\1", where)
    return re.sub(r"(\.\d+\..+)\.\d+$", r"\1", dotted)


def _pieces(answer: str, marks: Sequence[_Mark]) -> Iterator[Markup]:
    """Cut the answer wherever a mark begins or ends; a letter says why, after the marked words."""
    cuts = sorted({0, len(answer), *(m.start for m in marks), *(m.end for m in marks)})
    for start, end in zip(cuts, cuts[1:], strict=False):
        piece = escape(answer[start:end])
        if any(mark.start <= start and end <= mark.end for mark in marks):
            piece = Markup('<mark class="app-hinted">{}</mark>').format(piece)
        yield piece
        for kind in dict.fromkeys(mark.kind for mark in marks if mark.end == end):
            yield Markup(
                '<sup class="app-hint-key" title="{}">{}'
                '<span class="govuk-visually-hidden">: {}.</span></sup>'
            ).format(kind.words, kind.letter, kind.words)
