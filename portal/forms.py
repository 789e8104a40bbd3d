"""From a screen's questions and answers to the boxes of a form, and from its buttons to a step."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from flask import request, url_for

from domain import answers, questions
from domain.answers import Problem
from domain.answers.posts import is_empty
from domain.nudges import Nudge
from domain.questions import Screen
from portal import boxes
from portal.boxes import Marks


def _steps() -> dict[str, str]:
    """Say for each screen which step it is: a step that has two screens says which of them."""
    last, numbers = questions.SCREENS[-1].number, [each.number for each in questions.SCREENS]
    words = {}
    for place, screen in enumerate(questions.SCREENS):
        parts = numbers.count(screen.number)
        part = numbers[: place + 1].count(screen.number)
        of_two = f", part {part} of {parts}" if parts > 1 else ""
        words[screen.key] = f"Step {screen.number} of {last}{of_two}"
    return words


STEPS = _steps()
Cards = list[dict[str, Any]]
Posted = dict[str, list[str]]


def cards_to_show(screen: Screen, document: answers.Document, more: bool = False) -> Cards:
    """Give the cards of a screen for its page; a blank one if there is none, or one is added."""
    found = answers.documents.cards(screen, document)
    if screen.repeats and (more or not found) and answers.cards.room(screen, found):
        return [*found, {}]
    return found


def as_page(
    screen: Screen, cards: Cards, problems: Sequence[Problem], hints: Sequence[Nudge]
) -> dict[str, Any]:
    """Give what the page of a screen shows: the boxes of each card, and the error summary."""
    wrong = {problem.field: problem for problem in reversed(problems)}
    hinted: dict[str, list[str]] = {}
    for hint in hints:
        hinted.setdefault(hint.field, []).append(hint.words)
    marks = Marks(wrong, hinted)
    shown = [
        boxes.of_card(screen, card, number if screen.repeats else None, marks)
        for number, card in enumerate(cards)
    ]
    return {
        "cards": shown,
        "removable": [not is_empty(screen, card) or len(cards) > 1 for card in cards],
        "room": screen.repeats is not None and len(cards) < screen.repeats.most,
        "problems": [(problem.words, problem.anchor) for problem in problems],
    }


def without_card(screen: Screen, posted: Posted) -> Posted:
    """Leave out the card whose "Remove" was pressed, if one was."""
    number = posted.get("remove", [""])[0]
    if not screen.repeats or not number.isdecimal():
        return posted
    start = f"{screen.key}-{number}-"
    return {name: values for name, values in posted.items() if not name.startswith(start)}


def wants_more(screen: Screen) -> bool:
    """Say whether a card was added or removed: then the same screen is shown again."""
    return screen.repeats is not None and not request.form.keys().isdisjoint(
        ("add", "remove", "copy")
    )


def place_of_more(screen: Screen, values: Cards) -> str:
    """Give the address that shows the new card, or what is left after one was removed."""
    back: dict[str, Any] = {"from": "check"} if request.args.get("from") == "check" else {}
    if "remove" in request.form:
        return url_for("screens.ask", key=screen.key, **back)
    anchor = f"{screen.key}-card-{len(values)}"
    if "copy" in request.form:
        anchor = f"{screen.key}-card-{len(values) - 1}"
        return url_for("screens.ask", key=screen.key, _anchor=anchor, **back)
    return url_for("screens.ask", key=screen.key, add="yes", _anchor=anchor, **back)
