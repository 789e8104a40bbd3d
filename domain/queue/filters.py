"""What an officer wants to see of the queue, and in which order; each order has an index."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import Any
from uuid import UUID

from sqlalchemy import case
from sqlalchemy.sql.elements import ColumnElement

from domain.priorities import Priority
from domain.submissions import Submission

Key = tuple[int, datetime, UUID]
"""Where a page ends: rank of the priority (0 unless sorted by it), time, id."""


UNDECIDED = "none"
"""Instead of an outcome: what has none yet."""

WAITED = ((1, "under a day"), (3, "1 to 3 days"), (7, "3 to 7 days"), (0, "over 7 days"))
"""How long ago it arrived: up to so many days (0: without end), in words."""


class View(StrEnum):
    """Which part of the queue."""

    OPEN = "open"
    MINE = "mine"
    UNOWNED = "unowned"
    OVERDUE = "overdue"
    TEAM = "team"
    WITH_PARTNER = "with-partner"
    RESTRICTED = "restricted"
    CLOSED = "closed"
    ALL = "all"


class Sort(StrEnum):
    """What stands first in the queue."""

    DUE = "due"
    RECEIVED = "received"
    PRIORITY = "priority"


@dataclass(frozen=True)
class Filters:
    """What the officer wants to see; an empty filter leaves everything in.

    `since` and `until` are days in London on which it arrived, both included; `waited` is how long
    ago that was, in the words of `WAITED`. `asked`: its partner was asked something.
    """

    view: View = View.OPEN
    priority: str = ""
    flagged: bool = False
    organisation_id: UUID | None = None
    theme: str = ""
    lead_theme: str = ""
    state: str = ""
    district: str = ""
    outcome: str = ""
    since: date | None = None
    until: date | None = None
    waited: str = ""
    asked: bool = False
    sort: Sort = Sort.DUE


_RANK = case(
    (Submission.priority == Priority.HIGH, 0), (Submission.priority == Priority.MEDIUM, 1), else_=2
)
SORTED: dict[Sort, tuple[ColumnElement[Any], ...]] = {
    Sort.DUE: (Submission.due_at.expression, Submission.id.expression),
    Sort.RECEIVED: (Submission.received_at.expression, Submission.id.expression),
    Sort.PRIORITY: (_RANK, Submission.due_at.expression, Submission.id.expression),
}
DECIDED: tuple[ColumnElement[Any], ...] = (
    Submission.decided_at.expression,
    Submission.id.expression,
)
NEWEST: dict[View, tuple[ColumnElement[Any], ...]] = {
    View.CLOSED: DECIDED,
    View.ALL: SORTED[Sort.RECEIVED],
}
"""The views that begin with the newest, and by what; the others begin as they are sorted."""
