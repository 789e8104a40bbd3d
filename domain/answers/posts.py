"""From the fields a form posts to typed answers, and back.

Nothing typed is changed but line breaks, which become `\\n` (a browser sends two characters for
one). Fields that no question has are left out; `strangers` names them.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Any

from domain.answers import dates
from domain.answers.documents import Card, as_posted, card_of, cards, is_blank, read
from domain.questions import LISTS, Kind, Question, Screen

Posted = Mapping[str, Sequence[str]]

_YES_OR_NO: dict[str, bool | None] = {"yes": True, "no": False, "": None}


def parse(screen: Screen, posted: Posted) -> Any:
    """Read the answers to a screen: a card, or a list of cards (blank ones left out) if it repeats.

    What does not fit its question is kept as typed, for `check` to say so and the page to show.
    Answers to a screen of files are not read from fields.
    """
    if not screen.repeats:
        return [] if screen.questions[0].kind is Kind.FILES else _card(screen, posted, None)
    found = (_card(screen, posted, number) for number in _numbers(screen, posted))
    return [card for card in found if not is_empty(screen, card)]


def is_empty(screen: Screen, card: Mapping[str, Any]) -> bool:
    """Say whether nothing on a card is answered."""
    return all(is_blank(read(card, question)) for question in screen.questions)


def posted(screen: Screen, values: Any) -> dict[str, list[str]]:
    """Write answers as the fields that a form would post for them."""
    fields: dict[str, list[str]] = {}
    for number, card in enumerate(cards(screen, {screen.key: values})):
        for question in screen.questions:
            name = screen.field(question, number if screen.repeats else None)
            fields.update(_fields(name, question, read(card, question)))
    return fields


def strangers(screen: Screen, posted: Posted) -> tuple[str, ...]:
    """Name the fields that were posted and that no question of the screen has, sorted."""
    return tuple(sorted(name for name in posted if not _known(screen, name)))


def _known(screen: Screen, name: str) -> bool:
    if screen.repeats:
        found = _card_field(screen, name)
        if found is None:
            return False
        name = found[1]
    return any(name in _names(question) for question in screen.questions)


def _names(question: Question) -> tuple[str, ...]:
    parts = dates.PARTS if question.kind is Kind.DATE else ()
    return (question.name, *(f"{question.name}-{part}" for part in parts))


def _numbers(screen: Screen, posted: Posted) -> list[int]:
    """Give the numbers of the cards that were posted, in order; they may have gaps."""
    found = (_card_field(screen, name) for name in posted)
    return sorted({field[0] for field in found if field})


def _card_field(screen: Screen, name: str) -> tuple[int, str] | None:
    match = re.fullmatch(re.escape(screen.key) + r"-(0|[1-9][0-9]{0,3})-(.+)", name)
    return (int(match[1]), match[2]) if match else None


def _card(screen: Screen, posted: Posted, number: int | None) -> Card:
    given = {
        question.key: _value(question, posted, screen.field(question, number))
        for question in screen.questions
    }
    for question in screen.questions:
        if question.among:
            _settle(question, given)
    return card_of(screen, given)


def _settle(question: Question, given: dict[str, Any]) -> None:
    """The main one of one is that one, and a main one alone is one of those ticked."""
    chosen, main = given[question.among], given[question.key]
    if len(chosen) == 1 and not main:
        given[question.key] = chosen[0]
    elif main and not chosen:
        given[question.among] = [main]


def _value(question: Question, posted: Posted, field: str) -> Any:
    if question.kind is Kind.DATE:
        return dates.typed(_one(posted, field), [_one(posted, f"{field}-{p}") for p in dates.PARTS])
    if question.kind in LISTS:
        return _several(question, posted, field)
    typed = _one(posted, field)
    if question.kind is Kind.DECLARATION:
        return True if typed == "yes" else None
    if question.kind is Kind.YES_NO:
        return _YES_OR_NO.get(typed, typed)
    return None if question.null_when_blank and is_blank(typed) else typed


def _several(question: Question, posted: Posted, field: str) -> list[str]:
    """One value a line and one a field: both count. Choices are kept once each."""
    lines = [line for value in _all(posted, field) for line in value.split("\n")]
    given = [line for line in lines if line.strip()]
    return list(dict.fromkeys(given)) if question.kind is Kind.CHOICES else given


def _one(posted: Posted, field: str) -> str:
    values = _all(posted, field)
    return values[0] if values else ""


def _all(posted: Posted, field: str) -> list[str]:
    values = posted.get(field, ())
    given = [values] if isinstance(values, str) else values
    return [value.replace("\r\n", "\n").replace("\r", "\n") for value in given]


def _fields(name: str, question: Question, value: Any) -> dict[str, list[str]]:
    if is_blank(value):
        return {}
    if question.kind is Kind.CHOICES:
        return {name: list(value)}
    if question.kind is Kind.TEXTS:
        return {name: ["\n".join(value)]}
    if question.kind is Kind.DATE and all(dates.parts(value)):
        names = [f"{name}-{part}" for part in dates.PARTS]
        return {part: [typed] for part, typed in zip(names, dates.parts(value), strict=True)}
    return {name: [as_posted(value)]}
