"""The working hours of the unit: weekdays, opening times, bank holidays and other days off."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from functools import cache
from importlib.resources import files
from typing import Literal
from zoneinfo import ZoneInfo

LONDON = ZoneInfo("Europe/London")
WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
Weekday = Literal["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"]
Division = Literal["england-and-wales", "scotland", "northern-ireland"]


class CalendarInvalid(ValueError):
    """The working hours cannot be: the message says why."""


@dataclass(frozen=True)
class DayOff:
    """A day on which the unit is closed, and why."""

    date: date
    reason: str


@dataclass(frozen=True)
class Calendar:
    """When the unit works, in London's local time."""

    division: Division
    working_days: tuple[Weekday, ...]
    opens: time
    closes: time
    extra_days_off: tuple[DayOff, ...] = ()

    def __post_init__(self) -> None:
        """Refuse hours in which nothing would ever be due."""
        if not self.working_days:
            raise CalendarInvalid("at least one working day is needed")
        if self.opens >= self.closes:
            raise CalendarInvalid(f"it opens at {self.opens} but closes at {self.closes}")
        # The clocks change between 01:00 and 02:00: a day that is open then has no fixed length.
        if self.opens < time(2):
            raise CalendarInvalid("it cannot open before 02:00, when the clocks may change")

    @property
    def day_minutes(self) -> int:
        """Return the length of a working day in minutes."""
        opens, closes = (timedelta(hours=at.hour, minutes=at.minute) for at in self._hours)
        return int((closes - opens).total_seconds() // 60)

    def is_working_day(self, day: date) -> bool:
        """Say whether the unit works on that day."""
        if WEEKDAYS[day.weekday()] not in self.working_days:
            return False
        extra = {off.date for off in self.extra_days_off}
        return day not in bank_holidays(self.division) and day not in extra

    def next_open(self, at: datetime) -> datetime:
        """Return `at` if the unit is open then, else when it next opens; in UTC."""
        at = self.utc(at)
        day = at.astimezone(LONDON).date()
        while not self.is_working_day(day) or at >= self._utc_on(day, self.closes):
            day += timedelta(days=1)
        return max(at, self._utc_on(day, self.opens))

    def closing(self, at: datetime) -> datetime:
        """Return when the unit closes on the local day of `at`, in UTC."""
        return self._utc_on(at.astimezone(LONDON).date(), self.closes)

    @staticmethod
    def utc(at: datetime) -> datetime:
        """Return an aware time in UTC. Raises ValueError for a time without a zone."""
        if at.tzinfo is None:
            raise ValueError("a time without a zone may mean two instants; give an aware one")
        return at.astimezone(UTC)

    @property
    def _hours(self) -> tuple[time, time]:
        return self.opens, self.closes

    @staticmethod
    def _utc_on(day: date, at: time) -> datetime:
        return datetime.combine(day, at, LONDON).astimezone(UTC)


@cache
def bank_holidays(division: str) -> frozenset[date]:
    """Return the bank holidays that the package govuk-bank-holidays carries.

    Its file is read and its code is not, for the code would ask the network first.
    """
    text = files("govuk_bank_holidays").joinpath("bank-holidays.json").read_text(encoding="utf-8")
    events = json.loads(text)[division]["events"]
    return frozenset(date.fromisoformat(event["date"]) for event in events)


def begins(day: date) -> datetime:
    """Return the instant at which a day begins in London."""
    return datetime.combine(day, time.min, LONDON)
