"""The queue: what waits, what is overdue, taking the next, and the notice of new arrivals."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from functools import lru_cache
from typing import NamedTuple
from uuid import UUID

from flask import Blueprint, jsonify, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from markupsafe import Markup
from werkzeug.exceptions import BadRequest

from config.web.access import requires
from config.web.dates import in_these_centuries
from config.web.words import ago
from domain import alarms, break_glass, clocks, organisations, queue
from domain.organisations.sectors import joining
from domain.outcomes import State
from domain.permissions import Permission
from domain.priorities import Priority
from domain.questions.themes import BY_KEY
from domain.queue import Key, Row, View, saved_views
from domain.unit_of_work import UnitOfWork
from triage import arguments, queue_filters, queue_views
from triage.work import changing, now, reading

pages = Blueprint("queue", __name__)


class Line(NamedTuple):
    """One line of the queue as it is shown."""

    row: Row
    address: str
    clock: str
    age: str
    overdue: bool
    soon: bool
    theme: str
    stuck: bool


@pages.get("/queue")
@requires(Permission.SEE_QUEUE)
def listed() -> ResponseReturnValue:
    """Show a page of the queue: what is due first stands first. No content."""
    filters, wrong = queue_filters.typed(request.args)
    after = queue_filters.read_key(request.args.get("after", ""))
    with reading() as work:
        kept = saved_views.listed(work)
        if not request.args and (begin := next((v.address for v in kept if v.first), None)):
            return redirect(begin, 303)
        page = queue.listed(work, filters, after)
        names, held = organisations.names(work), queue_views.numbers(work, kept)
        loud = _loud(work)
    shown = render_template(
        "triage/queue.html",
        lines=_lines(page.rows, now()),
        **_turns(filters, after, page.next),
        **_around(filters, names, held),
        **_filter(filters, names, wrong),
        **loud,
    )
    return shown, 422 if wrong else 200


def _turns(filters: queue.Filters, after: Key | None, following: Key | None) -> dict[str, object]:
    """Where the first page is, and the next."""
    return {
        "first": queue_filters.address(filters) if after else None,
        "next": queue_filters.address(filters, following) if following else None,
    }


def _loud(work: UnitOfWork) -> dict[str, object]:
    """What stands above the list where there is cause: out of hours, and broken glasses."""
    return {"closed": alarms.out_of_hours(work), "glasses": break_glass.waiting(work)}


def _around(
    filters: queue.Filters, names: dict[UUID, str], held: queue_views.Numbers
) -> dict[str, object]:
    """What stands around the list: views, orders, filters, counts."""
    return {
        "kept": held.kept,
        "sorts": queue_views.orders(filters),
        "save_here": queue_filters.place_to_save(filters),
        "counts": held.counts,
        "filters": filters,
        "views": queue_views.offered(filters, held.ours),
        "filtered": bool(queue_filters.selected(filters, names)),
    }


def _filter(
    filters: queue.Filters, names: dict[UUID, str], wrong: Mapping[str, str]
) -> dict[str, object]:
    """The filter beside the list, and what was wrong with it."""
    panel = _panel(filters, tuple(names.items()), tuple(wrong.items()))
    return {"panel": panel, "problems": arguments.summed_up(wrong)}


@pages.get("/queue/arrivals")
@requires(Permission.SEE_QUEUE)
def arrivals() -> ResponseReturnValue:
    """How many submissions reached the queue since a page was made; asked every 20 seconds."""
    try:
        since = datetime.fromisoformat(request.args.get("since", ""))
        in_these_centuries(since)
    except ValueError as reason:
        raise BadRequest(str(reason)) from reason
    if since.tzinfo is None:
        raise BadRequest("a time without a zone")
    with reading() as work:
        response = jsonify(count=queue.newer_than(work, since))
    response.add_etag()
    return response.make_conditional(request)


@pages.post("/queue/next")
@requires(Permission.WORK_QUEUE)
def take_next() -> ResponseReturnValue:
    """Take what is due first of what nobody has."""
    with changing() as work:
        taken = queue.take_next(work)
    if taken is None:
        return redirect(url_for("queue.listed", view=View.UNOWNED), 303)
    return redirect(url_for("submissions.show", reference=taken.reference, done="taken"), 303)


def _lines(rows: Sequence[Row], at: datetime) -> list[Line]:
    return [_line(row, at) for row in rows]


def _line(row: Row, at: datetime) -> Line:
    state = clocks.state(row.due_at, at) if row.due_at else clocks.State.ON_TIME
    theme = BY_KEY.get(row.lead_theme)
    return Line(
        row=row,
        address=f"/submissions/{row.reference}",
        clock=clocks.brief(row.due_at, at).capitalize() if row.due_at else "",
        age=ago(row.received_at, at),
        overdue=state is clocks.State.OVERDUE,
        soon=state is clocks.State.DUE_SOON,
        theme=theme.words if theme else row.lead_theme,
        stuck=row.state == State.ARRIVED,
    )


@lru_cache(maxsize=256)
def _panel(
    filters: queue.Filters,
    names: tuple[tuple[UUID, str], ...],
    wrong: tuple[tuple[str, str], ...],
) -> Markup:
    """The filter as HTML: the same for everybody who has chosen the same, so made once."""
    page = render_template(
        "triage/queue_filter.html",
        filters=filters,
        wrong=dict(wrong),
        selected=queue_filters.selected(filters, dict(names)),
        clear=queue_filters.address(queue.Filters(view=filters.view)),
        priorities=[("", "Any"), *((str(one), one.capitalize()) for one in Priority)],
        organisations=[("", "Any"), *((str(key), name) for key, name in names)],
        themes=[("", "Any"), *((key, theme.words) for key, theme in BY_KEY.items())],
        states=[("", "Any"), *((str(one), one.capitalize()) for one in State)],
        outcomes=queue_filters.outcomes(),
        unseen=queue_filters.without_a_box(filters),
        districts=[("", "Any"), *((one, one) for one in joining().districts)],
    )
    return Markup(page)  # noqa: S704  # a template's own output, escaped there
