"""Copying an address from a card that is filled in, so that nobody types it twice."""

from __future__ import annotations

from collections.abc import Sequence

from flask import request

from domain import answers, questions
from domain.answers.documents import card_of, cards
from domain.questions import Screen
from portal.forms import Cards

NAME = "copy"
_FROM = {"people": ("people", "places"), "places": ("people",)}
"""For each screen that copies: the screens whose cards have an address to take."""


def offered(screen: Screen, document: answers.Document) -> list[tuple[str, str]]:
    """Give what may be copied on a screen: the button's value, and its words."""
    own = {str(card.get("address") or "").strip() for card in cards(screen, document)}
    found = []
    for key in _FROM.get(screen.key, ()):
        for number, card in enumerate(cards(questions.BY_KEY[key], document)):
            address = str(card.get("address") or "").strip()
            if address and (key == screen.key or address not in own):
                found.append((f"{key}-{number}", _words(screen, key, number, card)))
    return found


def added(screen: Screen, values: Cards, document: answers.Document) -> Cards:
    """Give the cards just posted, with one more that has the address asked for."""
    key, _, number = request.form.get(NAME, "").rpartition("-")
    if key not in _FROM.get(screen.key, ()) or not number.isdecimal():
        return values
    there: Sequence[answers.Document] = (
        values if key == screen.key else cards(questions.BY_KEY[key], document)
    )
    if int(number) >= len(there) or not answers.cards.room(screen, values):
        return values
    return [*values, card_of(screen, {"address": there[int(number)].get("address") or ""})]


def _words(screen: Screen, key: str, number: int, card: answers.Document) -> str:
    one = questions.BY_KEY[key].repeats
    where = f"{one.one if one else key} {number + 1}"
    name = " ".join(str(card.get(part) or "") for part in ("forenames", "surname")).strip()
    said = f"{where} ({name})" if name else where
    to_add = "Add another person at" if screen.key == "people" else "Add"
    return f"{to_add} the address of {said}"
