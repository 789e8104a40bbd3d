"""A document laid out as it was asked: for the partner to check, and for an officer to read."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from domain import questions
from domain.answers import dates
from domain.answers.documents import Card, as_posted, cards, read, visible
from domain.questions import Kind, Question, Screen
from domain.questions.versions import asked, in_police_words


@dataclass(frozen=True)
class Row:
    """One question as it was asked, and its answer ("" if there is none), line by line."""

    field: str
    asked: str
    called: str
    answer: str
    opinion: bool = False
    sensitive: bool = False


@dataclass(frozen=True)
class Section:
    """One screen, or one card of a screen that repeats (`card` counts from 0)."""

    screen: str
    title: str
    rows: tuple[Row, ...]
    card: int | None = None
    none: str = ""  # what to say when a screen that repeats has no card

    @property
    def facts(self) -> tuple[Row, ...]:
        """The rows that are not opinion (DPA 2018 s.38)."""
        return tuple(row for row in self.rows if not row.opinion)

    @property
    def opinions(self) -> tuple[Row, ...]:
        """The rows that are opinion."""
        return tuple(row for row in self.rows if row.opinion)


def laid_out(document: Mapping[str, Any]) -> tuple[Section, ...]:
    """Lay a document out in the words of the version it was asked in. Unanswered rows are there.

    The declaration is left out. Raises UnknownVersion.
    """
    return _laid_out(asked(_version(document)), document)


def laid_out_for_police(document: Mapping[str, Any]) -> tuple[Section, ...]:
    """Lay it out under headings that speak of the partner, not to them. Raises UnknownVersion."""
    return _laid_out(in_police_words(_version(document)), document)


def _version(document: Mapping[str, Any]) -> Any:
    return document.get("questions_version", questions.VERSION)


def _laid_out(screens: Iterable[Screen], document: Mapping[str, Any]) -> tuple[Section, ...]:
    return tuple(section for screen in screens for section in _sections(screen, document))


def _sections(screen: Screen, document: Mapping[str, Any]) -> Iterator[Section]:
    if screen.key == "check":
        return
    if screen.key == "files":
        yield _files(screen, document)
    elif screen.repeats and not document.get(screen.key):
        yield Section(screen.key, screen.title, (), none=screen.repeats.none)
    else:
        for number, card in enumerate(cards(screen, document)):
            yield _section(screen, card, number)


def _section(screen: Screen, card: Card, number: int) -> Section:
    place = number if screen.repeats else None
    title = f"{screen.repeats.one.capitalize()} {number + 1}" if screen.repeats else screen.title
    shown = (question for question in screen.questions if visible(question, card, screen))
    rows = (_row(question, screen.field(question, place), card) for question in shown)
    return Section(screen.key, title, tuple(rows), place)


def _row(question: Question, field: str, card: Card) -> Row:
    answer = answer_in_words(question, read(card, question))
    return Row(field, question.words, question.called, answer, question.opinion, question.sensitive)


def answer_in_words(question: Question, value: Any) -> str:
    """Write an answer for reading: a choice in its words, a list one to a line."""
    if isinstance(value, list):
        return "\n".join(_in_words(question, item) for item in value)
    return _in_words(question, value)


def _in_words(question: Question, value: Any) -> str:
    if question.kind is Kind.DATE:
        return dates.in_words(value)
    typed = as_posted(value)
    option = question.options_by_value.get(typed)
    return option.words if option else typed


def _files(screen: Screen, document: Mapping[str, Any]) -> Section:
    question = screen.questions[0]
    names = "\n".join(_named(file) for file in document.get("files") or ())
    return Section(
        screen.key, screen.title, (Row(question.name, question.words, question.called, names),)
    )


def _named(file: Mapping[str, Any]) -> str:
    described = str(file.get("description", ""))
    return str(file.get("name", "")) + (f": {described}" if described else "")
