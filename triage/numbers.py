"""The unit's numbers, for those who manage it: figures, charts with tables, files."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import date, timedelta

from flask import Blueprint, Response, render_template, request, url_for
from flask.typing import ResponseReturnValue
from werkzeug.exceptions import BadRequest, NotFound

from config.web.access import requires
from domain import numbers, queue
from domain.clocks.calendars import LONDON
from domain.numbers import DECIDED, SCREENED, Period
from domain.organisations.sectors import joining
from domain.permissions import Permission
from domain.questions.themes import BY_KEY
from domain.unit_of_work import UnitOfWork
from triage import number_lists
from triage.work import changing, now, reading

pages = Blueprint("numbers", __name__, url_prefix="/numbers")

DAYS = 28
Figures = tuple[object, ...]
"""A row of a file, as wide as the file has columns."""
LISTED = 100
"""How many of the slowest are listed."""


class PeriodUnusable(BadRequest):
    """The two dates make no period that can be counted; the description says what to enter."""


def _quality(work: UnitOfWork, period: Period) -> list[Figures]:
    return [row[1:] for row in numbers.quality(work, period)]


def _slowest(work: UnitOfWork, period: Period) -> list[Figures]:
    found = numbers.slowest(work, period, SCREENED, most=1000)
    return [(one.reference, one.organisation, round(one.minutes)) for one in found]


FILES: Mapping[str, tuple[tuple[str, ...], Callable[[UnitOfWork, Period], Sequence[Figures]]]] = {
    "arrivals": (("Day", "Arrived"), numbers.arrivals),
    "outcomes": (("Outcome", "Number"), numbers.outcomes),
    "quality": (("Organisation", "Sent", "Reported", "More asked", "Duplicate"), _quality),
    "themes": (("Month", "District", "Lead theme", "Number"), numbers.themes),
    "evaluations": (("Evaluation", "Meaning", "Reports"), numbers.evaluations),
    "handlings": (("Handling", "Meaning", "Reports"), numbers.handlings),
    "slowest": (("Reference", "Organisation", "Minutes to the safety screen"), _slowest),
}
"""What can be had as a file: its columns, and what fills its rows."""


@pages.get("")
@requires(Permission.SEE_NUMBERS)
def listed() -> ResponseReturnValue:
    """Show the numbers of a period."""
    period, wrong = _asked()
    with reading() as work:
        shown = _shown(work, period) | _over_time(work, period)
    page = render_template("triage/numbers.html", period=period, wrong=wrong, **shown)
    return page, 422 if wrong else 200


@pages.get("/safety")
@requires(Permission.SEE_NUMBERS)
def safety() -> ResponseReturnValue:
    """Show how long it took from the arrival to the safety screen, and what took longest."""
    return _times("safety screen", SCREENED)


@pages.get("/decision")
@requires(Permission.SEE_NUMBERS)
def decision() -> ResponseReturnValue:
    """Show how long it took from the arrival to the decision, and what took longest."""
    return _times("decision", DECIDED)


def _times(until: str, event: str) -> ResponseReturnValue:
    period, wrong = _asked()
    with reading() as work:
        times = numbers.times_to(work, period, event)
        slowest = numbers.slowest(work, period, event, LISTED)
    page = render_template(
        "triage/times.html", until=until, period=period, wrong=wrong, times=times, slowest=slowest
    )
    return page, 422 if wrong else 200


@pages.post("/<name>.csv")
@requires(Permission.SEE_NUMBERS)
def download(name: str) -> ResponseReturnValue:
    """Give figures as a file; that they left is recorded."""
    if name not in FILES:
        raise NotFound
    period, (columns, rows) = _period(request.values), FILES[name]
    with changing() as work:
        text = numbers.exported(work, period, columns, rows(work, period))
    headers = {"Content-Disposition": f'attachment; filename="{name}-{period.since}.csv"'}
    return Response(text, mimetype="text/csv", headers=headers)


@pages.get("/<name>.csv")
@requires(Permission.SEE_NUMBERS)
def no_file(name: str) -> ResponseReturnValue:
    """Files are asked for with a button; somebody who comes back gets the page."""
    return Response(status=303, headers={"Location": url_for("numbers.listed")})


def _shown(work: UnitOfWork, period: Period) -> dict[str, object]:
    """What came, what waits, how long it took and what became of it."""
    return {
        "lists": number_lists,
        **_by_week(period, numbers.arrivals(work, period)),
        "backlog": (backlog := numbers.backlog(work)),
        "backlog_lists": [number_lists.waited(words) for words, _ in backlog],
        "counts": queue.counts(work),
        "screened": numbers.times_to(work, period, SCREENED),
        "decided": numbers.times_to(work, period, DECIDED),
        "outcomes": numbers.outcomes(work, period),
        "quality": numbers.quality(work, period),
        "themes": numbers.themes(work, period),
        "theme_words": _theme,
    }


def _over_time(work: UnitOfWork, period: Period) -> dict[str, object]:
    """How reports are graded, and the themes of one district, or of all, week by week."""
    district = request.args.get("district", "")
    known = district if district in joining().districts else ""
    found = numbers.trend(work, period, known)
    return {
        "evaluations": numbers.evaluations(work, period),
        "handlings": numbers.handlings(work, period),
        "district": known,
        "trend": [(_theme(key), counted) for key, counted in found.themes],
        "trend_lists": [
            number_lists.weeks(period, found.weeks, lead_theme=key, district=known)
            for key, _ in found.themes
        ],
        "weeks": [f"{monday.day} {monday:%b}" for monday in found.weeks],
    }


def _asked() -> tuple[Period, str | None]:
    """The period of an address, or the last four weeks and what is wrong with the one asked for."""
    try:
        return _period(request.args), None
    except PeriodUnusable as reason:
        return _period({}), reason.description


def _period(given: Mapping[str, str]) -> Period:
    """The period that is asked for, or the last four weeks. Raises PeriodUnusable."""
    today = now().astimezone(LONDON).date()
    try:
        until = date.fromisoformat(given.get("until") or today.isoformat())
        first = (until - timedelta(days=DAYS - 1)).isoformat()
        since = date.fromisoformat(given.get("since") or first)
    except (ValueError, OverflowError) as reason:
        raise PeriodUnusable("Enter two real dates") from reason
    if not 2000 <= until.year < 2200:
        raise PeriodUnusable("Enter a year after 2000")
    if not timedelta(0) <= until - since <= numbers.LONGEST:
        raise PeriodUnusable(f"Enter a period of 1 to {numbers.LONGEST.days + 1} days")
    return Period(since, until)


def _by_week(period: Period, days: list[tuple[date, int]]) -> dict[str, object]:
    """Arrivals by week, named by its Monday, also where none came; and the list of each."""
    monday = _monday(period.since)
    span = (_monday(period.until) - monday).days // 7 + 1
    weeks = {monday + timedelta(weeks=number): 0 for number in range(span)}
    for day, count in days:
        weeks[_monday(day)] += count
    bars = [(f"{monday.day} {monday:%b}", count) for monday, count in weeks.items()]
    return {"arrivals": bars, "arrival_lists": number_lists.weeks(period, weeks)}


def _monday(day: date) -> date:
    return day - timedelta(days=day.weekday())


def _theme(key: str) -> str:
    return BY_KEY[key].words if key in BY_KEY else key
