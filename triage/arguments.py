"""What an address asks for, read strictly: a value that there is not is said to be wrong."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import date
from enum import StrEnum
from typing import TypeVar
from uuid import UUID

from werkzeug.exceptions import BadRequest

Kind = TypeVar("Kind", bound=StrEnum)
Value = TypeVar("Value")
LONGEST = 100
BOXES = {"view": "main-content", "sort": "main-content", "ticked": "main-content"}
"""Where to go for what has no box of its own."""
CHOOSE = "Choose one from the list"
REAL_DAY = "Enter a real date between 2000 and 2199"
REAL_DAYS = {
    "since": "Enter a real date to begin with, between 2000 and 2199",
    "until": "Enter a real date to end with, between 2000 and 2199",
}
"""Where two days are asked for, which of them is wrong."""
PLAIN = "Type the name again: it has a character that no name has"


class Chosen:
    """The values of an address, read one after the other.

    What cannot be looked for goes into `problems`, by its name and in words, and asks for nothing,
    so that the page can be shown again with the others kept.
    """

    def __init__(self, given: Mapping[str, str], problems: dict[str, str] | None = None) -> None:
        """Read from these arguments, beside problems that were found already."""
        self._given = given
        self.problems = {} if problems is None else problems

    def one_of(self, name: str, allowed: Collection[str]) -> str:
        """A value that is among those allowed, or empty."""
        value = self._given.get(name, "")
        return value if not value or value in allowed else self._wrong(name, "", CHOOSE)

    def kind(self, name: str, otherwise: Kind) -> Kind:
        """One of an enumeration, or the one that is meant if none is named."""
        value = self._given.get(name) or otherwise
        try:
            return type(otherwise)(value)
        except ValueError:
            return self._wrong(name, otherwise, CHOOSE)

    def id(self, name: str) -> UUID | None:
        """The id of something, or None."""
        value = self._given.get(name, "")
        try:
            return UUID(value) if value else None
        except ValueError:
            return self._wrong(name, None, CHOOSE)

    def day(self, name: str) -> date | None:
        """A day that can be reckoned from, or None."""
        value = self._given.get(name, "")
        try:
            return day(value) if value else None
        except ValueError:
            return self._wrong(name, None, REAL_DAYS.get(name, REAL_DAY))

    def printable(self, name: str) -> str:
        """A name as it was typed, trimmed, or empty."""
        value = self._given.get(name, "").strip()[:LONGEST]
        return value if value.isprintable() else self._wrong(name, "", PLAIN)

    def _wrong(self, name: str, instead: Value, words: str) -> Value:
        self.problems[name] = words
        return instead


def summed_up(problems: Mapping[str, str]) -> list[tuple[str, str]]:
    """What is wrong with an address, for the top of its page: words, and the box to go to."""
    return [(words, BOXES.get(name, name)) for name, words in problems.items()]


def day(text: str) -> date:
    """Return a day that can be reckoned from. Raises ValueError for what is none."""
    found = date.fromisoformat(text)
    if not 2000 <= found.year < 2200:
        raise ValueError(f"{text} is too far away")
    return found


def place(text: str) -> UUID | None:
    """Return after which row a page of a list begins; None for the first. Raises BadRequest."""
    try:
        return UUID(text) if text else None
    except ValueError as reason:
        raise BadRequest(str(reason)) from reason
