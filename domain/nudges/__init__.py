"""Kindly hints beside what a partner typed: never in the way, and the words stay theirs.

Which rules look at an answer is said with the question; what they say is in `config/nudges.toml`.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from domain import questions
from domain.answers.documents import cards, read, visible
from domain.answers.posts import is_empty
from domain.nudges import shapes
from domain.nudges.looks import LOOKS, Answer
from domain.nudges.rules import words
from domain.questions import Question, Screen

__all__ = ["Nudge", "for_document", "for_screen", "words"]


@dataclass(frozen=True)
class Nudge:
    """One hint: the screen and field it stands at, what it says, and of what kind it is."""

    screen: str
    field: str
    words: str
    kind: str


def for_document(document: Mapping[str, Any]) -> tuple[Nudge, ...]:
    """Give every hint on a document, in the order asked; for the page before sending."""
    found = [nudge for screen in questions.SCREENS for nudge in for_screen(screen, document)]
    return (*found, *_nothing_actionable(document))


def for_screen(screen: Screen, document: Mapping[str, Any]) -> tuple[Nudge, ...]:
    """Give the hints on the answers to one screen; none while it is not started."""
    found: list[Nudge] = []
    for number, card in enumerate(cards(screen, document)):
        if not is_empty(screen, card):
            place = number if screen.repeats else None
            for question in screen.questions:
                found += _of_answer(screen, question, place, (card, document))
    return tuple(found)


def _of_answer(
    screen: Screen,
    question: Question,
    place: int | None,
    given: tuple[Mapping[str, Any], Mapping[str, Any]],
) -> Iterator[Nudge]:
    card, document = given
    if not question.nudges or not visible(question, card, screen):
        return
    value = read(card, question)
    answer = Answer("\n".join(value) if isinstance(value, list) else str(value), card, document)
    for rule in question.nudges:
        for kind, said in LOOKS[rule](answer):
            yield Nudge(screen.key, screen.field(question, place), said, kind)


_WHO = ("surname", "date_of_birth", "address", "phones", "social", "school_or_work")
_WHERE = ("postcode", "what3words")


def _nothing_actionable(document: Mapping[str, Any]) -> Iterator[Nudge]:
    """Nobody, no place and nothing that could be found, on any card or in what was told."""
    facts = str((document.get("what") or {}).get("facts") or "")
    if facts.strip() and not (_can_be_found(document) or shapes.can_be_found(facts)):
        yield Nudge("what", "facts", words("nothing_actionable"), "nothing_actionable")


def _can_be_found(document: Mapping[str, Any]) -> bool:
    places = document.get("places") or ()
    return bool(
        document.get("vehicles")
        or document.get("things")
        or any(card.get(key) for card in document.get("people") or () for key in _WHO)
        or any(card.get(key) for card in places for key in _WHERE)
        or any(shapes.has_number(card.get("address", "")) for card in places)
    )
