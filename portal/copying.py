"""Copying a card that is filled in, or its address, so that nobody types the same thing twice."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from flask import request

from config.web.choices import Choice
from domain import answers, questions
from domain.answers.documents import Card, card_of, cards
from domain.answers.posts import is_empty
from domain.questions import Screen
from portal.forms import Cards

NAME = "copy"
CHOSEN = "copied"
_ADDRESSES = {"people": ("people", "places"), "places": ("people",)}
"""For each screen with addresses: the screens whose cards have one to take."""
_ONESELF = "submitter"


def offered(screen: Screen, document: answers.Document) -> list[Choice]:
    """Give what a new card on a screen can be begun with: each card there is, or a part of it."""
    if not screen.repeats or not answers.cards.room(screen, cards(screen, document)):
        return []
    return [Choice(value, words) for value, words in _offers(screen, document)]


def added(screen: Screen, values: Cards, document: answers.Document) -> Cards:
    """Give the cards just posted, with one more that has what was chosen to be copied."""
    if not screen.repeats or not answers.cards.room(screen, values):
        return values
    document = answers.put(document, screen, values)
    key, _, rest = request.form.get(CHOSEN, "").partition("-")
    number, _, part = rest.partition("-")
    if key == _ONESELF and screen.key == "people":
        return [*values, card_of(screen, _oneself(document))]
    there = _there(screen, document, key, part)
    if not number.isdecimal() or int(number) >= len(there):
        return values
    taken = there[int(number)]
    given = {"address": taken.get("address") or ""} if part else taken
    return [*values, _copy(screen, given)]


def _offers(screen: Screen, document: answers.Document) -> Iterator[tuple[str, str]]:
    own = cards(screen, document)
    if screen.key == "people" and _oneself(document).get("surname"):
        yield f"{_ONESELF}-0", f"You ({_named(_oneself(document))})"
    for number, card in enumerate(own):
        if not is_empty(screen, card):
            yield f"{screen.key}-{number}", _words(screen, number, card)
    known = {_address(card) for card in own}
    for key in _ADDRESSES.get(screen.key, ()):
        for number, card in enumerate(_there(screen, document, key, "address")):
            if _address(card) and (key == screen.key or _address(card) not in known):
                words = _words(questions.BY_KEY[key], number, card)
                yield f"{key}-{number}-address", f"The address of {words[0].lower()}{words[1:]}"


def _there(
    screen: Screen, document: answers.Document, key: str, part: str
) -> Sequence[answers.Document]:
    whole, address = not part and key == screen.key, part == "address"
    if whole or (address and key in _ADDRESSES.get(screen.key, ())):
        return cards(questions.BY_KEY[key], document)
    return ()


def _copy(screen: Screen, given: Mapping[str, Any]) -> Card:
    kept = {each.key: answers.documents.read(given, each) for each in screen.questions}
    return card_of(screen, kept)


def _oneself(document: answers.Document) -> dict[str, str]:
    """Give the person who fills the form in, as far as a card asks for it."""
    you: Mapping[str, Any] = document.get("submitter") or {}
    forenames, _, surname = " ".join(str(you.get("name") or "").split()).rpartition(" ")
    return {
        "role": "witness or other",
        "surname": surname,
        "forenames": forenames,
        "school_or_work": str(you.get("role") or ""),
    }


def _address(card: answers.Document) -> str:
    return str(card.get("address") or "").strip()


def _words(screen: Screen, number: int, card: answers.Document) -> str:
    one = screen.repeats.one if screen.repeats else screen.key
    named = _named(card)
    return f"{one.capitalize()} {number + 1}" + (f" ({named})" if named else "")


def _named(card: Mapping[str, Any]) -> str:
    names = " ".join(str(card.get(part) or "") for part in ("forenames", "surname")).strip()
    told = names or str(card.get("registration") or card.get("address") or card.get("kind") or "")
    first = told.strip().split("\n")[0]
    return first if len(first) <= 40 else f"{first[:39]}…"
