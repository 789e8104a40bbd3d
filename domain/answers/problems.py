"""What is wrong with the answers to a screen, in words for whoever typed them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from domain.answers import dates
from domain.answers.documents import Card, cards, is_blank, read, visible
from domain.questions import Kind, Question, Screen

_UNKEEPABLE = re.compile("[\x00\ud800-\udfff]")


@dataclass(frozen=True)
class Problem:
    """One thing to put right: the field it stands at, and what to do."""

    field: str
    words: str
    part: str = ""  # of a date: day, month or year

    @property
    def anchor(self) -> str:
        """The name of the box to go to."""
        return f"{self.field}-{self.part}" if self.part else self.field


def check(screen: Screen, values: Any, today: date | None = None) -> tuple[Problem, ...]:
    """Give every problem with the answers to a screen, in the order asked.

    Poor content is no problem: see `domain.nudges`. Without `today`, no date is in the future.
    """
    found: list[Problem] = []
    given = cards(screen, {screen.key: values})
    most = screen.repeats.most if screen.repeats else 1
    for number, card in enumerate(given[:most]):
        found += _of_card(screen, card, number if screen.repeats else None, today)
    if len(given) > most:
        words = f"You can add up to {most} cards here. Use another form for the rest"
        found.append(Problem(screen.field(screen.questions[0], most), words))
    return tuple(found)


def _of_card(
    screen: Screen, card: Card, number: int | None, today: date | None
) -> Iterator[Problem]:
    for question in screen.questions:
        if not visible(question, card, screen):
            continue
        field = screen.field(question, number)
        for part, words in _of_answer(question, card, today):
            yield Problem(field, _naming_the_card(screen, number, words), part)


def _naming_the_card(screen: Screen, number: int | None, words: str) -> str:
    if number is None or not screen.repeats:
        return words
    return f"{screen.repeats.one.capitalize()} {number + 1}: {words[0].lower()}{words[1:]}"


def _of_answer(question: Question, card: Card, today: date | None) -> Iterator[tuple[str, str]]:
    value = read(card, question)
    if is_blank(value):
        if question.required:
            yield ("day" if question.kind is Kind.DATE else "", question.required)
    elif question.options:
        yield from _of_choice(question, card, value)
    elif question.kind is Kind.DATE:
        part, words = dates.problem(value, today if question.in_the_past else None)
        if words:
            yield part, f"{question.called} {words}"
    else:
        yield from _of_text(question, value)


def _of_choice(question: Question, card: Card, value: Any) -> Iterator[tuple[str, str]]:
    if isinstance(value, bool):
        return
    chosen = value if isinstance(value, list) else [value]
    if any(choice not in question.options_by_value for choice in chosen):
        yield "", f"{question.called}: choose from the answers listed"
    elif question.among and value not in card.get(question.among, ()):
        yield "", f"{question.called} must be one of those you ticked"


def _of_text(question: Question, value: Any) -> Iterator[tuple[str, str]]:
    texts = [value] if isinstance(value, str) else value
    if any(_UNKEEPABLE.search(text) for text in texts):
        yield "", f"{question.called} has a character that we cannot keep. Type it again"
    over = max(len(text) for text in texts) - question.limit
    if over > 0:
        each = "Each line of " if question.kind is Kind.TEXTS else ""
        yield (
            "",
            (
                f"{each}{question.called} must be {question.limit:,} characters or fewer. "
                f"It is {over:,} too long"
            ),
        )
    if question.kind is Kind.TEXTS and len(texts) > question.most:
        yield "", f"{question.called} must be {question.most} lines or fewer"
