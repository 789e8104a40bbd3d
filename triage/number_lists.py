"""Which list stands behind a figure: every number leads to what it counts."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta
from typing import Any

from flask import url_for

from domain.numbers import Period
from domain.outcomes import Outcome


def arrived(period: Period, **more: Any) -> str:
    """The submissions that arrived in a period, of which more may be said."""
    return url_for("queue.listed", view="all", since=period.since, until=period.until, **more)


def weeks(period: Period, mondays: Iterable[date], **more: Any) -> list[str]:
    """Those that arrived in each week, as far as it lies in the period."""
    return [_within(period, monday, monday + timedelta(days=6), **more) for monday in mondays]


def month(period: Period, named: str, **more: Any) -> str:
    """Those that arrived in a month (`2026-11`), as far as it lies in the period."""
    first = date.fromisoformat(f"{named}-01")
    last = (first + timedelta(days=31)).replace(day=1) - timedelta(days=1)
    return _within(period, first, last, **more)


def waited(words: str) -> str:
    """Those that have waited for so long."""
    return url_for("queue.listed", waited=words, sort="received")


def quality(period: Period, organisation: str) -> tuple[str, str, str, str]:
    """Those of one organisation: sent, reported, more asked, duplicate."""
    narrowed: tuple[dict[str, str], ...] = (
        {},
        {"outcome": Outcome.REPORTED},
        {"asked": "yes"},
        {"outcome": Outcome.DUPLICATE},
    )
    sent, reported, asked, duplicate = (
        arrived(period, organisation=organisation, **more) for more in narrowed
    )
    return sent, reported, asked, duplicate


def reports(period: Period, **graded: Any) -> str:
    """The reports that went live in a period and have an item graded so."""
    return url_for("reports.listed", since=period.since, until=period.until, **graded)


def _within(period: Period, first: date, last: date, **more: Any) -> str:
    return arrived(Period(max(first, period.since), min(last, period.until)), **more)
