"""The document: every answer, by the group (screen) and key it was asked under.

A plain dict that JSON can hold. A screen that repeats is a list of cards; any other is one card.
A blank answer is `""`, `[]` or None by the kind of question, so a document always has every key.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from domain import questions
from domain.questions import LISTS, YES_OR_NO, Kind, Question, Screen

Document = dict[str, Any]
Card = dict[str, Any]


def blank(question: Question) -> Any:
    """Give the value of a question that is not answered."""
    if question.kind in LISTS:
        return []
    return None if question.kind in YES_OR_NO or question.null_when_blank else ""


def is_blank(value: object) -> bool:
    """Say whether a value is no answer. No (False) is an answer."""
    if isinstance(value, str):
        return not value.strip()
    return value is None or value == []


def read(card: Mapping[str, Any], question: Question) -> Any:
    """Give the answer to a question out of a card; its blank value if there is none."""
    value: Any = card
    for key in question.path:
        value = value.get(key) if isinstance(value, dict) else None
    return blank(question) if value is None else value


def card_of(screen: Screen, given: Mapping[str, Any]) -> Card:
    """Make a card of answers by question key: every key there, levels that are all blank null."""
    card: Card = {}
    for question in screen.questions:
        value = given.get(question.key, blank(question))
        above, _, below = question.key.rpartition(".")
        (card.setdefault(above, {}) if above else card)[below] = value
    return {key: None if _all_blank(value) else value for key, value in card.items()}


def _all_blank(value: object) -> bool:
    return isinstance(value, dict) and all(is_blank(item) for item in value.values())


def visible(question: Question, card: Mapping[str, Any], screen: Screen) -> bool:
    """Say whether a question is asked, given the other answers on its card."""
    when = question.shown_when
    if when is None:
        return True
    value = read(card, screen.by_key[when.key])
    return as_posted(value) in when.one_of


def as_posted(value: object) -> str:
    """Write one value as a form posts it: True is `yes`."""
    if isinstance(value, bool):
        return "yes" if value else "no"
    return "" if value is None else str(value)


def cleaned(screen: Screen, card: Mapping[str, Any]) -> Card:
    """Give a card with the answers to hidden questions dropped, keys in the order asked."""
    shown = (question for question in screen.questions if visible(question, card, screen))
    return card_of(screen, {question.key: read(card, question) for question in shown})


def holds_list(screen: Screen) -> bool:
    """Say whether the group is a list: of cards, or of files."""
    return screen.repeats is not None or screen.questions[0].kind is Kind.FILES


def cards(screen: Screen, document: Mapping[str, Any]) -> list[Card]:
    """Give the cards of a screen: one if it does not repeat; none for files."""
    group = document.get(screen.key)
    if holds_list(screen):
        return list(group or []) if screen.repeats else []
    return [group or {}]


def canonical(document: Mapping[str, Any]) -> Document:
    """Give what is sent and kept: asked questions only, in order, with the questions' version."""
    kept: Document = {"questions_version": questions.VERSION}
    for screen in questions.SCREENS:
        cleaned_cards = [cleaned(screen, card) for card in cards(screen, document)]
        kept[screen.key] = cleaned_cards if holds_list(screen) else cleaned_cards[0]
    return {**kept, "files": list(document.get("files") or [])}


def new() -> Document:
    """Give a document in which nothing is answered yet."""
    return canonical({})


def put(document: Mapping[str, Any], screen: Screen, values: Any) -> Document:
    """Give the document with the answers of one screen replaced. The old one is not changed."""
    return {**document, screen.key: values}


def packed(document: Mapping[str, Any]) -> bytes:
    """Write a document as bytes, the same for the same answers: what is sealed."""
    return json.dumps(document, ensure_ascii=False, separators=(",", ":")).encode()


def unpacked(packed_document: bytes) -> Document:
    """Read a document back from `packed`."""
    document: Document = json.loads(packed_document)
    return document
