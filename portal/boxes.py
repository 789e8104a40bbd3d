"""One box of a form for each question, drawn by the shared macros.

What does not vary (words, hint, options, width) is worked out once, when the portal starts.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Any

from flask import current_app
from markupsafe import Markup

from config.web.choices import Choice
from domain import nudges, questions
from domain.answers import dates
from domain.answers.documents import as_posted, read
from domain.answers.posts import is_empty
from domain.answers.problems import Problem
from domain.questions import Kind, Question, Screen

MACROS = "shared/macros/field.html"
HINTS = "portal/hints.html"
COUNTED_FROM = 1_000
"""A text that may be longer than this shows how much room is left."""
AS_TYPED = {
    Kind.POSTCODE: {
        "data-like": r"[A-Z]{1,2}[0-9][A-Z0-9]?( ?[0-9][A-Z]{2})?",
        "data-words": nudges.words("postcode", "{found}"),
    },
    Kind.REGISTRATION: {
        "data-like": r"[A-Z]{2}[0-9]{2} ?[A-Z]{3}|[A-Z][0-9]{1,3} ?[A-Z]{3}|[A-Z]{3} ?"
        r"[0-9]{1,3}[A-Z]|[A-Z]{1,3} ?[0-9]{1,4}|[0-9]{1,4} ?[A-Z]{1,3}|[A-Z0-9 ]*[?*][A-Z0-9?* ]*",
        "data-words": nudges.words("registration", "{found}"),
    },
}
"""What is looked at while it is typed: its usual shapes, and the hint if it is none of them."""
_EXACT = frozenset({Kind.REGISTRATION, Kind.POSTCODE, Kind.PHONE, Kind.TYPED_DATE})


@dataclass(frozen=True)
class Marks:
    """What stands beside the boxes: what is wrong, and what is hinted at, by field."""

    wrong: Mapping[str, Problem]
    hints: Mapping[str, Sequence[str]]


@dataclass(frozen=True)
class Box:
    """How one question is asked: the macro, what it is always given, and what an option reveals."""

    question: Question
    macro: str
    always: Mapping[str, Any]
    reveals: tuple[str, tuple[Box, ...]] | None = None


def of_card(screen: Screen, card: Mapping[str, Any], number: int | None, marks: Marks) -> Markup:
    """Draw the boxes of one card (or of a screen that does not repeat), in the order asked."""
    if is_empty(screen, card) and not marks.wrong and not marks.hints:
        return _empty(screen.key, number)
    return Markup("").join(_draw(box, screen, (card, number), marks) for box in BOXES[screen.key])


@lru_cache(maxsize=512)
def _empty(key: str, number: int | None) -> Markup:
    """Draw a card before anything is answered once for everybody: most pages opened show that."""
    screen, nothing = questions.BY_KEY[key], Marks({}, {})
    return Markup("").join(_draw(box, screen, ({}, number), nothing) for box in BOXES[key])


def _draw(
    box: Box, screen: Screen, place: tuple[Mapping[str, Any], int | None], marks: Marks
) -> Markup:
    card, number = place
    field = screen.field(box.question, number)
    wrong = marks.wrong.get(field)
    given = dict(box.always)
    given |= _value(box, read(card, box.question)) | {"error": wrong.words if wrong else None}
    if wrong and wrong.part:
        given["wrong"] = (wrong.part,)
    if box.reveals:
        value, inside = box.reveals
        drawn = Markup("").join(_draw(each, screen, place, marks) for each in inside)
        given["choices"] = [
            replace(choice, conditional=drawn) if choice.value == value else choice
            for choice in given["choices"]
        ]
    html = _macro(MACROS, box.macro)(name=field, **given)
    said = marks.hints.get(field)
    whole: Markup = html + _macro(HINTS, "beside")(said) if said else html
    return whole


def _macro(template: str, name: str) -> Any:
    return getattr(current_app.jinja_env.get_template(template).module, name)


def _value(box: Box, value: Any) -> dict[str, Any]:
    if box.macro == "date":
        return dict(zip(dates.PARTS, dates.parts(value), strict=True))
    if box.macro == "checkboxes":
        return {"values": value if isinstance(value, list) else (as_posted(value),)}
    return {"value": "\n".join(value) if isinstance(value, list) else as_posted(value)}


def _boxes(screen: Screen) -> tuple[Box, ...]:
    """Lay out a screen: a question asked after one answer alone stands inside that answer."""
    made = {question.key: _box(question) for question in screen.questions}
    made.pop("files", None)
    for question in screen.questions:
        when = question.shown_when
        if when and len(when.one_of) == 1 and made[when.key].macro == "radios":
            value, inside = made[when.key].reveals or (when.one_of[0], ())
            if value == when.one_of[0]:
                inner = made.pop(question.key)
                made[when.key] = replace(made[when.key], reveals=(value, (*inside, inner)))
    return tuple(made.values())


def _box(question: Question) -> Box:
    always: dict[str, Any] = {"label": question.words, "hint": question.hint or None, "size": "s"}
    if question.kind is Kind.DATE:
        return Box(question, "date", always)
    if question.options:
        return _choice_box(question, always)
    if question.kind in (Kind.LONG_TEXT, Kind.TEXTS):
        return _long_box(question, always)
    width = {"classes": f"govuk-input--width-{question.width}"} if question.width else {}
    always |= {"autocomplete": question.autocomplete or None, **width}
    if question.kind in _EXACT:
        always["spellcheck"] = False
    if look := AS_TYPED.get(question.kind):
        always["attributes"] = {"data-app": "as-typed", **look}
    return Box(question, "text", always | ({"type": "tel"} if question.kind is Kind.PHONE else {}))


def _choice_box(question: Question, always: dict[str, Any]) -> Box:
    choices = [Choice(each.value, each.words, each.hint or None) for each in question.options]
    if question.among:
        return Box(question, "select", always | {"choices": [Choice("", "Choose one"), *choices]})
    several = question.kind in (Kind.CHOICES, Kind.DECLARATION)
    if several and len(choices) > 10:
        always["classes"] = "app-columns"
    return Box(question, "checkboxes" if several else "radios", always | {"choices": choices})


def _long_box(question: Question, always: dict[str, Any]) -> Box:
    rows = 3 if question.kind is Kind.TEXTS else question.rows
    if question.kind is Kind.LONG_TEXT and question.limit >= COUNTED_FROM:
        counted = {"rows": rows, "max_characters": question.limit, "threshold": 75}
        return Box(question, "count", always | counted)
    autocomplete = question.autocomplete or None
    return Box(question, "textarea", always | {"rows": rows, "autocomplete": autocomplete})


BOXES = {screen.key: _boxes(screen) for screen in questions.SCREENS}
