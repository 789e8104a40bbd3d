"""The filters of the queue: read strictly from an address, and written back into one."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from functools import lru_cache
from typing import Any
from urllib.parse import parse_qsl, urlsplit
from uuid import UUID

from flask import url_for
from werkzeug.datastructures import MultiDict
from werkzeug.exceptions import BadRequest

from domain.outcomes import Outcome, State
from domain.priorities import Priority
from domain.questions.themes import BY_KEY
from domain.queue import UNDECIDED, WAITED, Filters, Key, Sort, View
from triage import arguments

Args = MultiDict[str, str]

VIEWS: dict[View, str] = {
    View.OPEN: "All open",
    View.MINE: "Mine",
    View.UNOWNED: "Nobody has",
    View.TEAM: "My districts",
    View.OVERDUE: "Overdue",
    View.WITH_PARTNER: "Waiting for partner",
    View.CLOSED: "Closed",
    View.ALL: "Everything",
    View.RESTRICTED: "Restricted",
}
SORTS = {Sort.DUE: "Due first", Sort.RECEIVED: "Oldest first", Sort.PRIORITY: "Most urgent first"}


def typed(args: Args) -> tuple[Filters, dict[str, str]]:
    """Read the filters of an address; and what is wrong with it, by field."""
    chosen = arguments.Chosen(args)
    filters = Filters(
        view=chosen.kind("view", View.OPEN),
        priority=chosen.one_of("priority", {str(one) for one in Priority}),
        flagged=chosen.one_of("flagged", {"yes"}) == "yes",
        organisation_id=chosen.id("organisation"),
        theme=chosen.one_of("theme", BY_KEY.keys()),
        lead_theme=chosen.one_of("lead_theme", BY_KEY.keys()),
        state=chosen.one_of("state", {str(one) for one in State}),
        outcome=chosen.one_of("outcome", {UNDECIDED, *map(str, Outcome)}),
        district=chosen.printable("district"),
        since=chosen.day("since"),
        until=chosen.day("until"),
        waited=chosen.one_of("waited", [words for _, words in WAITED]),
        asked=chosen.one_of("asked", ["yes"]) == "yes",
        sort=chosen.kind("sort", Sort.DUE),
    )
    if args.get("ticked") == "none":  # sent back by what is done with those that are ticked
        chosen.problems["ticked"] = "Tick submissions in the list first"
    return filters, chosen.problems


def read(args: Args) -> Filters:
    """Read the filters of an address. Raises BadRequest for a value that there is not."""
    filters, problems = typed(args)
    if problems:
        raise BadRequest("; ".join(f"{name}: {words}" for name, words in problems.items()))
    return filters


def of_address(kept: str) -> Filters | None:
    """Read the filters of an address that was kept; None if a value in it is no more."""
    try:
        return read(MultiDict(parse_qsl(urlsplit(kept).query)))
    except BadRequest:
        return None


def written(filters: Filters) -> dict[str, Any]:
    """Write the filters as the arguments of an address; what is not set is left out."""
    values = {
        "view": "" if filters.view is View.OPEN else str(filters.view),
        "priority": filters.priority,
        "flagged": "yes" if filters.flagged else "",
        "organisation": str(filters.organisation_id or ""),
        "theme": filters.theme,
        "lead_theme": filters.lead_theme,
        "state": filters.state,
        "district": filters.district,
        "outcome": filters.outcome,
        "since": filters.since.isoformat() if filters.since else "",
        "until": filters.until.isoformat() if filters.until else "",
        "waited": filters.waited,
        "asked": "yes" if filters.asked else "",
        "sort": "" if filters.sort is Sort.DUE else str(filters.sort),
    }
    return {name: value for name, value in values.items() if value}


def read_key(text: str) -> Key | None:
    """Read where the next page begins. Raises BadRequest."""
    if not text:
        return None
    rank, _, rest = text.partition("~")
    at, _, place = rest.partition("~")
    try:
        key = int(rank), datetime.fromisoformat(at), UUID(place)
    except ValueError as reason:
        raise BadRequest(str(reason)) from reason
    if key[1].tzinfo is None:
        raise BadRequest("a time without a zone")
    return key


def write_key(key: Key | None) -> str | None:
    """Write where the next page begins."""
    return f"{key[0]}~{key[1].isoformat()}~{key[2]}" if key else None


def selected(filters: Filters, names: dict[UUID, str]) -> list[tuple[str, list[tuple[str, str]]]]:
    """The filters that are set: heading, and the words with the address that removes it."""
    organisation = filters.organisation_id
    chosen = (
        ("Priority", filters.priority.capitalize(), replace(filters, priority="")),
        ("Safety", "Flagged" if filters.flagged else "", replace(filters, flagged=False)),
        (
            "Organisation",
            names.get(organisation, "Unknown") if organisation else "",
            replace(filters, organisation_id=None),
        ),
        ("Theme", _theme(filters.theme), replace(filters, theme="")),
        ("Lead theme", _theme(filters.lead_theme), replace(filters, lead_theme="")),
        ("State", filters.state.capitalize(), replace(filters, state="")),
        ("Outcome", _outcome_words(filters.outcome), replace(filters, outcome="")),
        ("District", filters.district, replace(filters, district="")),
        ("Arrived from", str(filters.since or ""), replace(filters, since=None)),
        ("Arrived until", str(filters.until or ""), replace(filters, until=None)),
        ("Waiting for", filters.waited.capitalize(), replace(filters, waited="")),
        ("Partner", "More was asked" if filters.asked else "", replace(filters, asked=False)),
    )
    return [(head, [(words, address(without))]) for head, words, without in chosen if words]


@lru_cache(maxsize=1024)
def address(filters: Filters, after: Key | None = None) -> str:
    """The address of the queue with these filters, from its first page or from a later one.

    Worked out once: each page has a dozen, of its views and orders.
    """
    return url_for("queue.listed", **written(filters), after=write_key(after))


def _theme(key: str) -> str:
    return BY_KEY[key].words if key else ""


def without_a_box(filters: Filters) -> list[tuple[str, Any]]:
    """What figures lead here with, and the panel has no box for: kept when it is sent."""
    given = written(filters)
    return [(name, given.get(name, "")) for name in ("lead_theme", "waited", "asked")]


def outcomes() -> list[tuple[str, str]]:
    """The outcomes to choose from: value and words."""
    return [("", "Any"), *((key, _outcome_words(key)) for key in (UNDECIDED, *map(str, Outcome)))]


@lru_cache(maxsize=256)
def place_to_save(filters: Filters) -> str:
    """The address at which a view with these filters is saved."""
    return url_for("saved_views.listed", **written(filters))


def _outcome_words(outcome: str) -> str:
    return "Not decided" if outcome == UNDECIDED else outcome.capitalize()
