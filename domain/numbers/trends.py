"""Numbers over time and by grade: lead themes week by week, and how live reports are graded."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from sqlalchemy import Date, cast, func, select

from domain import grades
from domain.numbers.figures import Period, within
from domain.permissions import Permission
from domain.reports.tables import Report
from domain.submissions import Submission
from domain.unit_of_work import UnitOfWork

SHOWN = 5
"""How many themes a chart tells apart; the table under it and the file have them all."""


@dataclass(frozen=True)
class Trend:
    """Lead themes by week, the most frequent first: for each a number for every week."""

    weeks: Sequence[date]
    themes: Sequence[tuple[str, Sequence[int]]]


def trend(work: UnitOfWork, period: Period, district: str = "") -> Trend:
    """Return how often each lead theme arrived in each week, in one district or all."""
    work.require(Permission.SEE_NUMBERS)
    day = func.timezone("Europe/London", Submission.received_at)
    week = cast(func.date_trunc("week", day), Date)
    query = select(week, Submission.lead_theme, func.count()).where(*within(period))
    if district:
        query = query.where(Submission.district == district)
    counted = {
        (when, theme): number
        for when, theme, number in work.session.execute(query.group_by(week, Submission.lead_theme))
    }
    totals: Counter[str] = Counter()
    for (_, theme), number in counted.items():
        totals[theme] += number
    weeks = list(_weeks(period))
    ordered = sorted(totals, key=lambda theme: (-totals[theme], theme))
    lines = [(theme, [counted.get((one, theme), 0) for one in weeks]) for theme in ordered if theme]
    return Trend(weeks, lines)


def evaluations(work: UnitOfWork, period: Period) -> list[tuple[str, str, int]]:
    """Return each evaluation (`2B`) in words, and of how many live reports an item has it.

    Of the reports that went live in the period and that the reader may see.
    """
    scheme, counted = grades.scheme(), _graded(work, period, 1, 2)
    return [
        (code, f"{source.words}, {assessment.words[0].lower()}{assessment.words[1:]}", number)
        for source in scheme.sources
        for assessment in scheme.assessments
        if (number := counted[code := source.code + assessment.code])
    ]


def handlings(work: UnitOfWork, period: Period) -> list[tuple[str, str, int]]:
    """Return each handling code in words, and of how many live reports an item has it."""
    counted = _graded(work, period, 3, 1)
    return [(one.code, one.words, counted[one.code]) for one in grades.scheme().handlings]


def _graded(work: UnitOfWork, period: Period, start: int, length: int) -> Counter[str]:
    work.require(Permission.SEE_NUMBERS)
    first, after = period.ends
    live = Report.live_at >= first, Report.live_at < after
    code = func.unnest(Report.grades).label("code")
    each = select(Report.id, code).where(*live).subquery()
    part = func.substr(each.c.code, start, length)
    query = select(part, func.count(each.c.id.distinct())).group_by(part)
    return Counter({found: number for found, number in work.session.execute(query)})


def _weeks(period: Period) -> list[date]:
    monday, found = period.since - timedelta(days=period.since.weekday()), []
    while monday <= period.until:
        found.append(monday)
        monday += timedelta(days=7)
    return found
