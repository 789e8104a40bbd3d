"""What an officer wants to see of the queue, and in which order; each order has an index."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any
from uuid import UUID

from sqlalchemy import case
from sqlalchemy.sql.elements import ColumnElement

from domain.submissions import Submission

Key = tuple[int, datetime, UUID]
"""Where a page ends: rank of the priority (0 unless sorted by it), time, id."""


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


class Sort(StrEnum):
    """What stands first in the queue."""

    DUE = "due"
    RECEIVED = "received"
    PRIORITY = "priority"


@dataclass(frozen=True)
class Filters:
    """What the officer wants to see; an empty filter leaves everything in."""

    view: View = View.OPEN
    priority: str = ""
    flagged: bool = False
    organisation_id: UUID | None = None
    theme: str = ""
    state: str = ""
    district: str = ""
    outcome: str = ""
    sort: Sort = Sort.DUE


_RANK = case((Submission.priority == "high", 0), (Submission.priority == "medium", 1), else_=2)
SORTED: dict[Sort, tuple[ColumnElement[Any], ...]] = {
    Sort.DUE: (Submission.due_at.expression, Submission.id.expression),
    Sort.RECEIVED: (Submission.received_at.expression, Submission.id.expression),
    Sort.PRIORITY: (_RANK, Submission.due_at.expression, Submission.id.expression),
}
DECIDED: tuple[ColumnElement[Any], ...] = (
    Submission.decided_at.expression,
    Submission.id.expression,
)
