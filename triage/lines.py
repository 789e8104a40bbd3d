"""Submissions as lines without content, for lists that are not the queue itself."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from domain import clocks
from domain.questions.themes import BY_KEY
from domain.queue import Row


@dataclass(frozen=True, slots=True)
class Line:
    """One submission as a list shows it: what is clear by need alone."""

    row: Row
    address: str
    theme: str
    overdue: bool


def of(rows: Iterable[Row], at: datetime) -> list[Line]:
    """Return the lines of some submissions, in their order."""
    return [line(row, at) for row in rows]


def line(row: Row, at: datetime) -> Line:
    """Return the line of one."""
    late = row.due_at is not None and clocks.state(row.due_at, at) is clocks.State.OVERDUE
    return Line(row, f"/submissions/{row.reference}", theme_words(row.lead_theme), late)


def theme_words(key: str) -> str:
    """What a theme is called; a key that is no longer in use, as it is."""
    theme = BY_KEY.get(key)
    return theme.words if theme else key
