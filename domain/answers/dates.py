"""Dates typed in three boxes: day, month, year.

A date is kept as `2026-11-10`. What is typed but is no date keeps its parts the same way, so that
`2026--10` says which part is missing and the page can show the rest again.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date

PARTS = ("day", "month", "year")

_MONTHS = (
    *("january", "february", "march", "april", "may", "june"),
    *("july", "august", "september", "october", "november", "december"),
)


def typed(whole: str, boxes: Sequence[str]) -> str:
    """Give the value for a date typed as a whole (2026-11-10) or in three boxes."""
    day, month, year = (box.strip() for box in boxes)
    boxed = bool(day or month or year)
    found = real(f"{year}-{_month(month)}-{day}" if boxed else whole.strip())
    if found:
        return found.isoformat()
    return f"{year}-{month}-{day}" if boxed else whole.strip()


def parts(value: str) -> tuple[str, str, str]:
    """Give day, month and year for the boxes, as typed; a date's without leading noughts."""
    found = real(value)
    if found:
        return str(found.day), str(found.month), str(found.year)
    year, month, day = (*value.split("-", 2), "", "")[:3]
    return day, month, year


def real(value: str) -> date | None:
    """Give the date that a value is, or None."""
    match = re.fullmatch(r"([0-9]{4})-([0-9]{1,2})-([0-9]{1,2})", value)
    try:
        return date(*(int(part) for part in match.groups())) if match else None
    except ValueError:
        return None


def problem(value: str, today: date | None = None) -> tuple[str, str]:
    """Say what is wrong with a date: the part (or "") and the words; ("", "") if nothing is.

    With `today` given, a date after it is wrong.
    """
    found = real(value)
    if found:
        return ("day", "must be today or in the past") if today and found > today else ("", "")
    if "-" not in value:
        return "day", "must be a real date"
    absent = [part for part, box in zip(PARTS, parts(value), strict=True) if not box]
    if absent:
        return absent[0], f"must include a {' and '.join(absent)}"
    if not re.fullmatch(r"[0-9]{4}", parts(value)[2]):
        return "year", "must have 4 numbers for the year"
    return "day", "must be a real date"


def in_words(value: str) -> str:
    """Write a date for reading: 10 November 2026. What is no date stays as typed."""
    found = real(value)
    return f"{found.day} {_MONTHS[found.month - 1].title()} {found.year}" if found else value


def _month(name: str) -> str:
    """Take a month by its name, too: Nov or november."""
    start = name.lower().rstrip(".")
    if len(start) >= len("jan"):
        for number, month in enumerate(_MONTHS, start=1):
            if month.startswith(start):
                return str(number)
    return name
