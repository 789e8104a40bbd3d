"""How pages write times and numbers: as the GOV.UK style guide does, on British clocks."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

LONDON = ZoneInfo("Europe/London")
_MONTHS = (
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
)
_STEPS = ((86400, "day"), (3600, "hour"), (60, "minute"), (1, "second"))


def uk_date(value: date) -> str:
    """`6 November 2026`. A time is first put on British clocks."""
    day = london(value) if isinstance(value, datetime) else value
    return f"{day.day} {_MONTHS[day.month - 1]} {day.year}"


def uk_day(value: str) -> str:
    """`6 November 2026` for `2026-11-06`, `November 2026` for `2026-11`; else as it was typed."""
    kept = re.fullmatch(r"(\d{4}-\d{2})(-\d{2})?", value, re.ASCII)
    try:
        found = date.fromisoformat(kept[1] + (kept[2] or "-01")) if kept else None
    except ValueError:
        found = None
    if kept is None or found is None:
        return value
    return uk_date(found) if kept[2] else f"{_MONTHS[found.month - 1]} {found.year}"


def uk_moment(value: str) -> str:
    """`6 November 2026 at 2:05pm` for a moment as files have it: `2026-11-06T14:05:00Z`."""
    return uk_datetime(datetime.fromisoformat(value))


def uk_time(value: datetime) -> str:
    """`2:05pm`, `midnight` or `midday`."""
    at = london(value)
    if at.minute == 0 and at.hour in (0, 12):
        return "midday" if at.hour else "midnight"
    hour = at.hour % 12 or 12
    minutes = f":{at.minute:02}" if at.minute else ""
    return f"{hour}{minutes}{'pm' if at.hour >= 12 else 'am'}"


def uk_datetime(value: datetime) -> str:
    """`6 November 2026 at 2:05pm`."""
    return f"{uk_date(value)} at {uk_time(value)}"


def short_datetime(value: datetime) -> str:
    """`6 Nov, 14:05`: for the narrow columns of staff tables."""
    at = london(value)
    return f"{at.day} {_MONTHS[at.month - 1][:3]}, {at.hour:02}:{at.minute:02}"


def machine_time(value: datetime) -> str:
    """What the `datetime` attribute of a `<time>` wants."""
    return value.astimezone(UTC).replace(tzinfo=None).isoformat(timespec="seconds") + "Z"


def ago(value: datetime, now: datetime | None = None) -> str:
    """`3 minutes ago`, `in 2 hours` or `just now`, rounded down."""
    seconds = ((now or datetime.now(UTC)) - value).total_seconds()
    if abs(seconds) < 60:
        return "just now"
    words = duration(abs(seconds))
    return f"{words} ago" if seconds > 0 else f"in {words}"


def duration(length: timedelta | float) -> str:
    """The largest whole step of a length of time: `90` seconds is `1 minute`."""
    seconds = int(length.total_seconds() if isinstance(length, timedelta) else length)
    for size, name in _STEPS:
        if seconds >= size:
            return plural(seconds // size, name)
    return "0 seconds"


def took(minutes: float | None) -> str:
    """A measured time in a unit that fits it: `45 min`, `3.5 h`, `2.1 days`; a dash for none."""
    if minutes is None:
        return "–"
    if minutes < 120:
        return f"{round(minutes)} min"
    return f"{minutes / 60:.1f} h" if minutes < 2880 else f"{minutes / 1440:.1f} days"


def wait(seconds: float) -> str:
    """How long to wait, in words, never less than needed: `61` seconds is `2 minutes`."""
    if seconds < 60:
        return plural(max(1, round(seconds)), "second")
    size, name = (3600, "hour") if seconds >= 3600 else (60, "minute")
    return plural(-int(-seconds // size), name)


def plural(number: int, one: str, many: str | None = None) -> str:
    """`1 submission`, `2,000 submissions`; an irregular plural is given."""
    return f"{number:,} {one if number == 1 else many or one + 's'}"


def london(value: datetime) -> datetime:
    """The time as a British clock shows it. Raises `ValueError` for a time without a zone."""
    if value.tzinfo is None:
        raise ValueError("a time without a zone cannot be shown")
    return value.astimezone(LONDON)


FILTERS = {
    written.__name__: written
    for written in (
        uk_date,
        uk_day,
        uk_moment,
        uk_time,
        uk_datetime,
        short_datetime,
        machine_time,
        ago,
        duration,
        took,
        plural,
    )
}
