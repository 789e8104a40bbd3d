"""The list of reports: by view, filtered, newest first; the supervisor's is the view to approve."""

from __future__ import annotations

from dataclasses import replace
from typing import Any
from uuid import UUID

from flask import render_template, request, url_for
from flask.typing import ResponseReturnValue
from werkzeug.datastructures import MultiDict

from config.web.access import requires
from domain import grades, reports
from domain.permissions import Permission
from domain.questions.themes import BY_KEY
from domain.reports import ReportFilters, ReportView
from domain.unit_of_work import UnitOfWork
from triage import arguments
from triage.reports.blueprint import pages
from triage.work import reading

VIEWS: dict[ReportView, str] = {
    ReportView.ALL: "All",
    ReportView.MINE: "Mine",
    ReportView.DRAFTS: "Drafts",
    ReportView.TO_APPROVE: "To approve",
    ReportView.LIVE: "Live",
    ReportView.WITHDRAWN: "Withdrawn",
}
MOST = 100


@pages.get("/reports")
@requires(Permission.READ_REPORTS)
def listed() -> ResponseReturnValue:
    """Show a page of reports. No content."""
    filters, wrong = _read(request.args)
    after = arguments.place(request.args.get("after", ""))
    with reading() as work:
        page = reports.listed(work, filters, after)
        waiting = reports.count(work, ReportFilters(view=ReportView.TO_APPROVE), MOST + 1)
    shown = render_template(
        "triage/reports/list.html",
        page=page,
        wrong=wrong,
        problems=arguments.summed_up(wrong),
        filters=filters,
        views=[_view(view, filters, waiting) for view in VIEWS],
        selected=_selected(filters),
        **_turns(filters, after, page.next),
        clear=_address(ReportFilters(view=filters.view)),
        **_choices(),
    )
    return shown, 422 if wrong else 200


def _turns(filters: ReportFilters, after: UUID | None, following: UUID | None) -> dict[str, object]:
    """Where the first page is, and the next."""
    return {
        "first": _address(filters) if after else None,
        "next": _address(filters, following) if following else None,
    }


def _choices() -> dict[str, object]:
    """What there is to choose from beside the list."""
    return {
        "markings": reports.all_markings(),
        "evaluations": [("", "Any"), *((one, one) for one in grades.evaluations())],
        "handlings": [
            ("", "Any"),
            *((one.code, f"{one.code} {one.words}") for one in grades.scheme().handlings),
        ],
        "themes": [("", "Any"), *((key, theme.words) for key, theme in BY_KEY.items())],
        "theme_words": {key: theme.words for key, theme in BY_KEY.items()},
    }


def of_submission(work: UnitOfWork, submission_id: UUID) -> list[reports.ReportRow]:
    """The reports made from a submission that this person may see, newest first."""
    return reports.listed(work, ReportFilters(submission_id=submission_id)).rows


def _view(view: ReportView, filters: ReportFilters, waiting: int) -> tuple[str, str, bool]:
    words = VIEWS[view]
    if view is ReportView.TO_APPROVE:
        words = f"{words} ({'more than 100' if waiting > MOST else waiting})"
    return words, _address(replace(filters, view=view)), view is filters.view


def _read(args: MultiDict[str, str]) -> tuple[ReportFilters, dict[str, str]]:
    """Read the filters of an address; and what is wrong with it, by field."""
    chosen = arguments.Chosen(args)
    filters = ReportFilters(
        view=chosen.kind("view", ReportView.ALL),
        theme=chosen.one_of("theme", BY_KEY),
        district=chosen.printable("district"),
        marking=chosen.one_of("marking", [one.key for one in reports.all_markings()]),
        sensitive=chosen.one_of("sensitive", ["yes"]) == "yes",
        evaluation=chosen.one_of("evaluation", grades.evaluations()),
        handling=chosen.one_of("handling", [one.code for one in grades.scheme().handlings]),
        since=chosen.day("since"),
        until=chosen.day("until"),
    )
    return filters, chosen.problems


def _address(filters: ReportFilters, after: UUID | None = None) -> str:
    given: dict[str, Any] = {
        "view": "" if filters.view is ReportView.ALL else str(filters.view),
        "theme": filters.theme,
        "district": filters.district,
        "marking": filters.marking,
        "sensitive": "yes" if filters.sensitive else "",
        "evaluation": filters.evaluation,
        "handling": filters.handling,
        "since": str(filters.since or ""),
        "until": str(filters.until or ""),
        "after": str(after or ""),
    }
    return url_for("reports.listed", **{key: value for key, value in given.items() if value})


def _selected(filters: ReportFilters) -> list[tuple[str, list[tuple[str, str]]]]:
    """The filters that are set: heading, and the words with the address that removes it."""
    theme = BY_KEY[filters.theme].words if filters.theme else ""
    chosen = (
        ("Theme", theme, replace(filters, theme="")),
        ("District", filters.district, replace(filters, district="")),
        ("Marking", filters.marking, replace(filters, marking="")),
        ("Evaluation", filters.evaluation, replace(filters, evaluation="")),
        ("Handling", filters.handling, replace(filters, handling="")),
        ("Live from", str(filters.since or ""), replace(filters, since=None)),
        ("Live until", str(filters.until or ""), replace(filters, until=None)),
        ("Track", "Sensitive" if filters.sensitive else "", replace(filters, sensitive=False)),
    )
    return [(head, [(words, _address(without))]) for head, words, without in chosen if words]
