"""The audit trail, for auditors: events as sentences, filtered and paged; never any content."""

from __future__ import annotations

from datetime import date
from typing import Any
from uuid import UUID

from flask import Blueprint, render_template, request, url_for
from flask.typing import ResponseReturnValue
from werkzeug.datastructures import MultiDict

from config.web.access import requires
from config.web.dates import PARTS, real_date
from domain import audit, events, organisations, references
from domain.audit import Operation
from domain.events import Filters, NobodyFound
from domain.permissions import Permission
from domain.reports import numbers
from domain.reports.numbers import Prefix
from triage import arguments
from triage.trail_words import in_words
from triage.work import reading

pages = Blueprint("trail", __name__)

Args = MultiDict[str, str]


@pages.get("/trail")
@requires(Permission.READ_TRAIL)
def listed() -> ResponseReturnValue:
    """List events, newest first. That somebody looked is an event itself."""
    problems: dict[str, str] = {}
    filters = _filters(request.args, problems)
    before = arguments.place(request.args.get("before", ""))
    page = None
    with reading() as work:
        names = organisations.names(work)
        if not problems:
            try:
                page = events.listed(work, filters, before)
            except NobodyFound as nobody:
                problems[nobody.field] = str(nobody)
    shown = _page(filters, page, names, problems)
    return shown, 422 if problems else 200


def _page(
    filters: Filters, page: events.Page | None, names: dict[UUID, str], problems: dict[str, str]
) -> str:
    given: dict[str, Any] = request.args.to_dict()
    given.pop("before", None)
    further = given | {"before": str(page.next)} if page and page.next else None
    return render_template(
        "triage/trail.html",
        filters=filters,
        typed=request.args,
        problems=[(words, _box(field)) for field, words in problems.items()],
        wrong=problems,
        events=page.events if page else [],
        names=names,
        kinds=[("", "Any"), *sorted((name, in_words(name)) for name in audit.BY_NAME)],
        operations=[("", "Any"), *((str(one), str(one).capitalize()) for one in Operation)],
        organisations=[("", "Any"), *((str(key), name) for key, name in names.items())],
        next=url_for("trail.listed", **further) if further else None,
        first=url_for("trail.listed", **given) if "before" in request.args else None,
    )


def _box(field: str) -> str:
    return f"{field}-day" if field in ("since", "until") else field


def _filters(args: Args, problems: dict[str, str]) -> Filters:
    """Read the filters; what was mistyped goes into `problems`, and looks for nothing."""
    chosen = arguments.Chosen(args, problems)
    return Filters(
        person=args.get("person", "").strip()[:100],
        reference=_reference(args.get("reference", ""), problems),
        organisation_id=chosen.id("organisation"),
        name=chosen.one_of("name", audit.BY_NAME),
        operation=chosen.one_of("operation", [str(one) for one in Operation]),
        since=_day(args, "since", problems),
        until=_day(args, "until", problems),
    )


def _reference(typed: str, problems: dict[str, str]) -> str:
    """The reference of a submission or of a report, in its own form."""
    try:
        return references.read(typed) if typed.strip() else ""
    except references.InvalidReference as wrong:
        report = numbers.parse(Prefix.REPORT, typed)
        if report is None:
            problems["reference"] = str(wrong)
        return report or ""


def _day(args: Args, name: str, problems: dict[str, str]) -> date | None:
    boxes = {part: args.get(f"{name}-{part}", "").strip() for part in PARTS}
    if not any(boxes.values()):
        return None
    try:
        day = real_date(boxes)
    except ValueError:
        problems[name] = "Enter a real date"
        return None
    if not 2000 <= day.year < 2200:
        problems[name] = "Enter a year after 2000"
        return None
    return day
