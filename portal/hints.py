"""Hints before sending, each said once, with every place it is about."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from flask import url_for

from domain import questions
from domain.nudges import Nudge


@dataclass(frozen=True)
class Place:
    """Where something may be added: its words in a sentence, and the link."""

    words: str
    link: str


@dataclass(frozen=True)
class Hint:
    """What would help, and where."""

    words: str
    places: tuple[Place, ...]


def said_once(nudges: Sequence[Nudge]) -> list[Hint]:
    """Put hints of the same words together: on ten people, a page says a thing once."""
    places: dict[str, list[Place]] = {}
    for nudge in nudges:
        places.setdefault(nudge.words, []).append(_place(nudge))
    return [Hint(words, tuple(found)) for words, found in places.items()]


def _place(nudge: Nudge) -> Place:
    screen = questions.BY_KEY[nudge.screen]
    number = nudge.field.removeprefix(f"{screen.key}-").partition("-")[0]
    card = screen.repeats and number.isdecimal()
    words = f"{screen.repeats.one} {int(number) + 1}" if screen.repeats and card else screen.title
    address = url_for("screens.ask", key=screen.key)
    return Place(words, f"{address}?from=check#{nudge.field}")
