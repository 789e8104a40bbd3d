"""What an address asks for, read strictly: a value that there is not is refused."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date
from uuid import UUID

from werkzeug.exceptions import BadRequest


def one_of(allowed: Collection[str], value: str) -> str:
    """Return a value that is among those allowed, or empty. Raises ValueError for another."""
    if value and value not in allowed:
        raise ValueError(f"there is no {value!r}")
    return value


def day(text: str) -> date:
    """Return a day that can be reckoned from. Raises ValueError for what is none."""
    found = date.fromisoformat(text)
    if not 2000 <= found.year < 2200:
        raise ValueError(f"{text} is too far away")
    return found


def printable(text: str) -> str:
    """Return a text without characters that no name has. Raises ValueError."""
    if not text.isprintable():
        raise ValueError("no name has such characters")
    return text


def place(text: str) -> UUID | None:
    """Return after which row a page of a list begins; None for the first. Raises BadRequest."""
    try:
        return UUID(text) if text else None
    except ValueError as reason:
        raise BadRequest(str(reason)) from reason
