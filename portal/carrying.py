"""What was typed when the session had ended: carried in the sign-in page, kept after signing in."""

from __future__ import annotations

import re

from flask import request
from werkzeug.datastructures import MultiDict

from domain import answers, questions
from domain.questions import Screen

PREFIX = "kept."
MESSAGE = ("text", "name", "phone")
"""What is typed in an answer, an addition or a withdrawal."""
_SCREENS = "/submit/"
_MESSAGES = re.compile(r"/sent/[^/]+/(add|withdraw|messages/[0-9a-f-]{36})")

Typed = dict[str, list[str]]


def from_form() -> list[tuple[str, str]]:
    """Return the answers in the form just posted, by the names they are carried under."""
    if is_message(request.path):
        return [(PREFIX + name, words) for name, words in message().items() if words]
    screen = screen_of(request.path)
    if screen is None:
        return []
    strangers = set(answers.strangers(screen, request.form))
    return [
        (PREFIX + name, value)
        for name, value in request.form.items(multi=True)
        if name not in strangers
    ]


def on() -> list[tuple[str, str]]:
    """Return what a sign-in page carried, to carry it on in the next."""
    return [
        (name, value) for name, value in request.form.items(multi=True) if name.startswith(PREFIX)
    ]


def typed() -> Typed:
    """Return what the sign-in page carried, as the screen's form posted it."""
    fields: MultiDict[str, str] = request.form
    return {
        name.removeprefix(PREFIX): fields.getlist(name)
        for name in fields
        if name.startswith(PREFIX)
    }


def screen_of(path: str) -> Screen | None:
    """Return the screen that is at an address, if it is a screen of the form."""
    key = path.removeprefix(_SCREENS)
    return questions.BY_KEY.get(key) if path.startswith(_SCREENS) and key != "check" else None


def is_message(path: str) -> bool:
    """Say whether something is written to the police at an address, about what was sent."""
    return _MESSAGES.fullmatch(path) is not None


def message() -> dict[str, str]:
    """Return the words of a message: as just typed, or as a sign-in page carried them."""
    fields = request.form
    return {name: fields.get(name) or fields.get(PREFIX + name, "") for name in MESSAGE}
