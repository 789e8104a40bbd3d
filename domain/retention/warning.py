"""The letter that says, long before, what comes up for review and may be disposed of."""

from __future__ import annotations

from datetime import date, timedelta

from sqlalchemy import func, select

from domain import letters, retention_groups
from domain.letters import EVERYBODY, Kind, Letter
from domain.permissions import Permission
from domain.retention import listing
from domain.retention.listing import Queue
from domain.unit_of_work import UnitOfWork

AT_MOST_EVERY = timedelta(days=6)
"""A job that is done twice writes one letter."""


def warn(work: UnitOfWork) -> bool:
    """Write to those who review, if anything is due, due soon or waits; say whether it was."""
    work.require(Permission.PROCESS_SUBMISSIONS)
    today = work.now.date()
    due, _ = listing.counted(work, Queue.DUE, today)
    soon, first_on = listing.counted(work, Queue.SOON, today)
    second, _ = listing.counted(work, Queue.SECOND, today)
    if not (due or soon or second) or _written_lately(work):
        return False
    facts: dict[str, letters.Fact] = {"due": due, "soon": soon, "second": second}
    facts |= {"days": retention_groups.schedule().warn_days, "first_on": _said(first_on)}
    letters.write(work, Kind.REVIEWS_AHEAD, EVERYBODY, facts)
    return True


def _said(first_on: date | None) -> letters.Fact:
    return first_on or "no day"


def _written_lately(work: UnitOfWork) -> bool:
    query = select(func.count(Letter.id)).where(
        Letter.kind == Kind.REVIEWS_AHEAD, Letter.written_at > work.now - AT_MOST_EVERY
    )
    return bool(work.session.scalar(query))
