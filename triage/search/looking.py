"""Making a search, and looking at what it found.

What is looked for travels in the body of a POST and is kept sealed: an address holds the search's
id alone, so that no log and no history of a browser says whom somebody looked for.
"""

from __future__ import annotations

from uuid import UUID

from flask import abort, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from werkzeug.exceptions import BadRequest

from config.web.access import requires
from domain import organisations, search
from domain.outcomes import State
from domain.permissions import Permission
from domain.problems import NotAccepted
from domain.questions.themes import BY_KEY
from domain.search import FIELDS, NotYourSearch, Page, Query
from domain.unit_of_work import UnitOfWork
from triage import lines
from triage.search import typed
from triage.search.blueprint import pages
from triage.search.typed import Typed
from triage.work import actor, changing, now, parts, reading

FURTHEST = 1 << 62


@pages.get("")
@requires(Permission.SEARCH)
def form() -> ResponseReturnValue:
    """Show the empty search."""
    with reading() as work:
        return _page(work, Typed())


@pages.post("")
@requires(Permission.SEARCH)
def look() -> ResponseReturnValue:
    """Search, and go to where what was found is shown."""
    problems: dict[str, str] = {}
    wanted = typed.query(request.form, problems)
    try:
        if problems:
            raise NotAccepted(problems)
        with changing() as work:
            made = search.find(work, wanted, parts().search_keys, parts().recipients())
    except NotAccepted as refused:
        with reading() as work:
            wrong = Typed(request.form.to_dict(), problems | refused.problems)
            return _page(work, wrong), 422
    below = "found" if typed.written(wanted).narrowed else None  # the many boxes stand above it
    return redirect(url_for("search.found", search_id=made.search_id, _anchor=below), 303)


@pages.get("/<uuid:search_id>")
@requires(Permission.SEARCH)
def found(search_id: UUID) -> ResponseReturnValue:
    """Show a page of what a search of one's own found, as lines without content."""
    after = _after(request.args.get("after", ""))
    private, keys = parts().private_keys, parts().search_keys
    with reading() as work:
        try:
            page = search.continued(work, search_id, keys, private, after)
            made = search.query_of(work, search_id, private)
        except NotYourSearch:
            abort(404)
        return _page(work, typed.written(made), page, made, after)


def _page(
    work: UnitOfWork,
    boxes: Typed,
    page: Page | None = None,
    made: Query | None = None,
    after: int | None = None,
) -> str:
    """The search with what stands in it, and what it found."""
    names = organisations.names(work)
    return render_template(
        "triage/search/page.html",
        typed=boxes,
        fields=FIELDS,
        dates=typed.DATES,
        page=page,
        made=made,
        after=after,
        lines=lines.of(page.rows, now()) if page else [],
        cleared=actor().cleared,
        organisations=[("", "Any"), *((str(key), name) for key, name in names.items())],
        themes=[("", "Any"), *((key, theme.words) for key, theme in BY_KEY.items())],
        states=[("", "Any"), *((str(one), one.capitalize()) for one in State)],
    )


def _after(text: str) -> int | None:
    """Where a further page begins. Raises BadRequest."""
    if not text:
        return None
    if not (text.isascii() and text.isdecimal() and len(text) < 20 and int(text) < FURTHEST):
        raise BadRequest("not a place in what was found")
    return int(text)
