"""How far a document has come: the task list, what is missing, and where a partner is diverted."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any

from domain import questions
from domain.answers.documents import as_posted, cards, read
from domain.answers.posts import is_empty
from domain.answers.problems import Problem, check
from domain.questions import Diversion, Screen


class Status(StrEnum):
    """How far a screen has come; the values are what the task list shows."""

    NOT_STARTED = "Not started"
    IN_PROGRESS = "In progress"
    DONE = "Done"
    OPTIONAL = "Optional"


@dataclass(frozen=True)
class Missing:
    """A screen that has something to put right before the form can be sent."""

    screen: Screen
    problems: tuple[Problem, ...]


def status(screen: Screen, document: Mapping[str, Any], today: date | None = None) -> Status:
    """Give the status of a screen for the task list."""
    if not started(screen, document):
        return Status.OPTIONAL if screen.optional else Status.NOT_STARTED
    problems = check(screen, document.get(screen.key), today)
    return Status.IN_PROGRESS if problems else Status.DONE


def started(screen: Screen, document: Mapping[str, Any]) -> bool:
    """Say whether anything on a screen is answered."""
    if screen is questions.BY_KEY["files"]:
        return bool(document.get("files"))
    return any(not is_empty(screen, card) for card in cards(screen, document))


def missing(document: Mapping[str, Any], today: date | None = None) -> tuple[Missing, ...]:
    """Give the screens that need something before sending, without the declaration."""
    found = (
        Missing(screen, check(screen, document.get(screen.key), today))
        for screen in questions.SCREENS
        if screen.key != "check"
    )
    return tuple(screen for screen in found if screen.problems)


def complete(document: Mapping[str, Any], today: date | None = None) -> bool:
    """Say whether a document may be sent once it is declared."""
    return not missing(document, today)


def diversion(screen: Screen, values: Any) -> Diversion | None:
    """Give where the answers to a screen send the partner instead, if anywhere."""
    found = screen.diversion
    if found is None:
        return None
    answer = read(values or {}, screen.by_key[found.when.key])
    return found if as_posted(answer) in found.when.one_of else None
