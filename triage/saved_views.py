"""Views of the queue that officers keep: saving one, removing one."""

from __future__ import annotations

from uuid import UUID

from flask import Blueprint, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from werkzeug.datastructures import MultiDict
from werkzeug.urls import iri_to_uri

from config.web.access import requires
from domain.permissions import Permission
from domain.queue import saved_views
from triage import queue_filters
from triage.work import changing, reading

pages = Blueprint("saved_views", __name__, url_prefix="/queue/views")


@pages.get("")
@requires(Permission.SEE_QUEUE)
def listed() -> ResponseReturnValue:
    """Show the views that are kept, and offer to keep the one of this address."""
    return _page("")


@pages.post("")
@requires(Permission.SEE_QUEUE)
def save() -> ResponseReturnValue:
    """Keep the view that the queue showed."""
    filters = queue_filters.read(MultiDict(_arguments()))
    shared, first = request.form.get("shared") == "yes", request.form.get("first") == "yes"
    try:
        with changing() as work:
            name, address = request.form.get("name", ""), queue_filters.address(filters)
            saved_views.save(work, name, iri_to_uri(address), shared, first)
    except saved_views.ViewRefused as refused:
        return _page(str(refused)), 422
    return redirect(queue_filters.address(filters), 303)


@pages.post("/<uuid:view_id>/removal")
@requires(Permission.SEE_QUEUE)
def remove(view_id: UUID) -> ResponseReturnValue:
    """Remove one of one's own."""
    with changing() as work:
        saved_views.remove(work, view_id)
    return redirect(url_for("saved_views.listed"), 303)


def _page(problem: str) -> str:
    with reading() as work:
        kept = saved_views.listed(work)
    return render_template(
        "triage/saved_views.html",
        kept=kept,
        problem=problem,
        filters=_arguments(),
        typed=request.form,
    )


def _arguments() -> dict[str, str]:
    """The queue's arguments, from the address that leads here or from the form."""
    names = (
        "view",
        "priority",
        "flagged",
        "organisation",
        "theme",
        "lead_theme",
        "state",
        "district",
        "outcome",
        "since",
        "until",
        "waited",
        "asked",
        "sort",
    )
    return {name: value for name in names if (value := request.values.get(name, ""))}
