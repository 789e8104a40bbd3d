"""The table of clocks: which runs on which item, how long it is, and what time it counts."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property
from itertools import product
from typing import Literal

from domain import reference
from domain.clocks.calendars import Calendar

PRIORITIES = ("high", "medium", "low")
Priority = Literal["high", "medium", "low"]

_WITHIN = re.compile(r"([1-9]\d{0,4}) (minute|hour|working day)s?")


class ClockKind(StrEnum):
    """What has to be done in time."""

    SAFETY_SCREEN = "safety screen"
    DECISION = "decision"


class Counts(StrEnum):
    """Which time a clock counts."""

    ALWAYS = "always"
    WORKING_HOURS = "working hours"


@dataclass(frozen=True)
class Clock:
    """One row: what is due, of which items, within what, counting which time."""

    kind: ClockKind
    within: str
    counts: Counts
    flagged: bool | None = None
    priority: Priority | None = None

    def __post_init__(self) -> None:
        """Refuse a length that cannot be read, or that counts working days day and night."""
        _, unit = self._length
        if unit == "working day" and self.counts is Counts.ALWAYS:
            raise ValueError("working days are counted in working hours, not always")

    def fits(self, kind: ClockKind, priority: str, flagged: bool) -> bool:
        """Say whether this clock runs on such an item."""
        return (
            self.kind is kind
            and self.priority in (None, priority)
            and self.flagged in (None, flagged)
        )

    def minutes(self, calendar: Calendar) -> int:
        """Return its length in minutes of the time that it counts."""
        number, unit = self._length
        size = {"minute": 1, "hour": 60, "working day": calendar.day_minutes}
        return number * size[unit]

    @cached_property
    def _length(self) -> tuple[int, str]:
        found = _WITHIN.fullmatch(self.within)
        if not found:
            raise ValueError(f"“{self.within}” is not like 30 minutes, 4 hours or 5 working days")
        return int(found[1]), found[2]


@dataclass(frozen=True)
class ClockTable:
    """Every clock, the calendar they count by, and when an item counts as due soon."""

    version: str
    due_soon_minutes: int
    calendar: Calendar
    clocks: tuple[Clock, ...]

    def __post_init__(self) -> None:
        """Refuse a table with an item that no clock runs on."""
        for kind, priority, flagged in product(ClockKind, PRIORITIES, (True, False)):
            if not any(clock.fits(kind, priority, flagged) for clock in self.clocks):
                flag = "flagged" if flagged else "not flagged"
                raise ValueError(f"no clock for: {kind}, priority {priority}, {flag}")

    def clock(self, kind: ClockKind, priority: str, flagged: bool) -> Clock:
        """Return the clock that runs on such an item: the first that fits."""
        if priority not in PRIORITIES:
            raise ValueError(f"“{priority}” is not a priority")
        return next(clock for clock in self.clocks if clock.fits(kind, priority, flagged))


def clock_table() -> ClockTable:
    """Return the table in `config/clocks.toml`. Raises ReferenceDataInvalid."""
    return reference.read("clocks.toml", ClockTable)
