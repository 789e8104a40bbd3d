"""The rules: each looks at one answer and gives a hint's kind and words, or nothing.

Questions name the rules that look at their answer (`Question.nudges`).
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from domain.nudges import shapes
from domain.nudges.rules import MARKINGS, RULES, Phrases, words

Found = Iterator[tuple[str, str]]


@dataclass(frozen=True)
class Answer:
    """An answer to look at: its text (a list one to a line), its card, the whole document."""

    text: str
    card: Mapping[str, Any]
    document: Mapping[str, Any]


def _initials(answer: Answer) -> Found:
    if shapes.is_initials(answer.text):
        yield "initials", words("initials")


def _initials_in_text(answer: Answer) -> Found:
    if found := shapes.initials_in(answer.text):
        yield "initials", words("initials_in_text", found)


def _date_of_birth(answer: Answer) -> Found:
    named = answer.card.get("surname", "").strip() and answer.card.get("forenames", "").strip()
    if named and not answer.text.strip():
        yield "date_of_birth", words("date_of_birth")


def _phone(answer: Answer) -> Found:
    for line in answer.text.split("\n"):
        if odd := shapes.phone(line):
            yield "phone", words(odd, line.strip())


def _registration(answer: Answer) -> Found:
    typed = answer.text.strip()
    if typed and (odd := shapes.plate(typed)):
        yield "registration", words(odd, typed)


def _postcode(answer: Answer) -> Found:
    typed = answer.text.strip()
    if typed and not shapes.is_postcode(typed):
        yield "postcode", words("postcode", typed)


def _postcode_in_address(answer: Answer) -> Found:
    found = shapes.POSTCODE.search(answer.text)
    if found and not answer.card.get("postcode", "").strip():
        yield "postcode", words("postcode_in_address", found[0])


def _own_card(answer: Answer) -> Found:
    plate, phone = (
        pattern.search(answer.text) for pattern in (shapes.PLATE_IN_TEXT, shapes.PHONE_IN_TEXT)
    )
    if plate:
        yield "own_card", words("vehicle_card", plate[0])
    if phone:
        yield "own_card", words("phone_box", phone[0].strip())


def _victim_blaming(answer: Answer) -> Found:
    for wording in RULES.victim_blaming:
        if found := wording.found(answer.text):
            yield "victim_blaming", f"“{found}”: {wording.better}"


def _marking(answer: Answer) -> Found:
    if found := MARKINGS.search(answer.text):
        yield "marking", words("marking", found[0])


def _phrases(kind: str, phrases: Phrases, answer: Answer) -> Found:
    if found := phrases.found(answer.text):
        yield kind, words(kind, found)


def _several_matters(answer: Answer) -> Found:
    yield from _phrases("several_matters", RULES.several_matters, answer)


def _source(answer: Answer) -> Found:
    """Only a reminder: those who said who could be at risk have thought of it."""
    risk = answer.document.get("risk") or {}
    if not any(str(value or "").strip() for value in risk.values()):
        yield from _phrases("source", RULES.source, answer)


def _when(answer: Answer) -> Found:
    if not answer.text.strip() and not answer.card.get("learned"):
        yield "when", words("when")


def _if_blank(kind: str) -> Callable[[Answer], Found]:
    def look(answer: Answer) -> Found:
        if not answer.text.strip():
            yield kind, words(kind)

    return look


LOOKS: Mapping[str, Callable[[Answer], Found]] = {
    "initials": _initials,
    "initials_in_text": _initials_in_text,
    "date_of_birth": _date_of_birth,
    "phone": _phone,
    "registration": _registration,
    "postcode": _postcode,
    "postcode_in_address": _postcode_in_address,
    "own_card": _own_card,
    "victim_blaming": _victim_blaming,
    "marking": _marking,
    "several_matters": _several_matters,
    "source": _source,
    "when": _when,
    "reason_for_sharing": _if_blank("reason_for_sharing"),
    "why_not_told": _if_blank("why_not_told"),
}
