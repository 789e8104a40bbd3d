"""When things are due: two clocks on every submission, from the table `config/clocks.toml`.

Times go in and come out as aware UTC; what is a working hour is decided on the wall clock in
London, through every change of the clocks.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from domain.clocks.calendars import Calendar, CalendarInvalid
from domain.clocks.states import State, brief, state, words
from domain.clocks.tables import Clock, ClockKind, ClockTable, Counts, clock_table

__all__ = [
    "Calendar",
    "CalendarInvalid",
    "Clock",
    "ClockKind",
    "ClockTable",
    "Counts",
    "Due",
    "State",
    "add_working",
    "clock_table",
    "brief",
    "due",
    "state",
    "words",
]


@dataclass(frozen=True)
class Due:
    """When something is due (aware UTC), and the clock that says so."""

    at: datetime
    clock: Clock


def due(
    received_at: datetime,
    kind: ClockKind | str,
    priority: str,
    flagged: bool,
    table: ClockTable | None = None,
) -> Due:
    """Say when an item received then is due. `flagged`: with a safety flag.

    Raises ValueError for a time without a zone.
    """
    table = table or clock_table()
    clock = table.clock(ClockKind(kind), priority, flagged)
    calendar = table.calendar
    if clock.counts is Counts.WORKING_HOURS:
        return Due(add_working(received_at, clock.minutes(calendar), calendar), clock)
    at = calendar.utc(received_at) + timedelta(minutes=clock.minutes(calendar))
    return Due(at, clock)


def add_working(start: datetime, minutes: int, calendar: Calendar) -> datetime:
    """Return when so many minutes of working time have passed since `start`, in UTC.

    What comes in while the unit is closed starts to count when it opens. Time that runs out
    exactly at closing is due at closing, not the next morning.
    """
    at, left = calendar.next_open(start), timedelta(minutes=minutes)
    while left > (today := calendar.closing(at) - at):
        left -= today
        at = calendar.next_open(calendar.closing(at))
    return at + left
