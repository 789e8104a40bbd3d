"""Whether something is on time, and how to say so."""

from __future__ import annotations

from datetime import datetime, timedelta
from enum import StrEnum

from domain.clocks.tables import clock_table


class State(StrEnum):
    """How an item stands against its clock, in the words shown."""

    ON_TIME = "on time"
    DUE_SOON = "due soon"
    OVERDUE = "overdue"


def state(due_at: datetime, now: datetime, soon: timedelta | None = None) -> State:
    """Say how it stands. `soon`: how long before its time it is due soon (as configured)."""
    if now > due_at:
        return State.OVERDUE
    if soon is None:
        soon = timedelta(minutes=clock_table().due_soon_minutes)
    return State.DUE_SOON if due_at - now <= soon else State.ON_TIME


def words(due_at: datetime, now: datetime) -> str:
    """Say it to people: `due in 25 minutes`, `overdue by 2 hours 5 minutes`."""
    minutes = int(abs(due_at - now).total_seconds() // 60)
    if now > due_at:
        return f"overdue by {_length(minutes) or 'less than a minute'}"
    return f"due in {_length(minutes)}" if minutes else "due now"


def brief(due_at: datetime, now: datetime) -> str:
    """Say it in a column of a list: `in 25 min`, `overdue 2 h 5 min`."""
    said = words(due_at, now).replace("due in ", "in ").replace("overdue by ", "overdue ")
    for long, short in (("minute", "min"), ("hour", "h")):
        said = said.replace(f"{long}s", short).replace(long, short)
    return said


def _length(minutes: int) -> str:
    """Write a length in its two largest units."""
    days, rest = divmod(minutes, 24 * 60)
    hours, minutes = divmod(rest, 60)
    units = [(days, "day"), (hours, "hour"), (0 if days else minutes, "minute")]
    return " ".join(f"{n} {unit}{'' if n == 1 else 's'}" for n, unit in units if n)
