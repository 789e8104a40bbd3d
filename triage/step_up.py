"""Asking for the second factor once more before what is sensitive: exports, URLs, people's rights.

`@fresh` under `@requires(...)`: the page opens only if a factor was given in the last five minutes.
What was typed into a form comes along, and is offered to be sent again.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any, TypeVar, cast

from flask import Blueprint, make_response, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from config.web import cookies, csrf
from config.web.access import requires
from config.web.preferences import own_address, this_page
from domain import staff
from triage import kept, limits
from triage.limits import limiter
from triage.needs import SIGNED_IN
from triage.work import now, parts, session

pages = Blueprint("step_up", __name__)
View = TypeVar("View", bound=Callable[..., Any])

WRONG_CODE = "Enter the six digits your app shows now. Each code works once"


def fresh(view: View) -> View:
    """Let a page open only shortly after a second factor was given; otherwise ask for it."""

    @wraps(view)
    def asked(*arguments: Any, **more: Any) -> ResponseReturnValue:
        if session().is_fresh(now()):
            return cast(ResponseReturnValue, view(*arguments, **more))
        if request.method == "POST" and request.mimetype != "multipart/form-data":
            return _page("", kept.of_request(), {}), 401
        return redirect(url_for("step_up.ask", next=this_page()), 303)

    return cast(View, asked)


@pages.get("/confirm")
@requires(SIGNED_IN)
def ask() -> ResponseReturnValue:
    """Ask for the code again."""
    return _page(request.args.get("next", ""), "", {})


@pages.post("/confirm")
@requires(SIGNED_IN)
@limiter.limit(
    limits.WRONG_CODES, key_func=lambda: str(session().staff_id), deduct_when=limits.was_wrong
)
def give() -> ResponseReturnValue:
    """Take the code; the session gets a new token and is fresh for a few minutes."""
    typed = request.form.get("code", "")
    token = staff.confirm(parts().sessions, session(), parts().field_key, typed, now())
    return go_on(token, WRONG_CODE)


def go_on(token: str | None, words: str) -> ResponseReturnValue:
    """Go back to what asked, in a session that is fresh again; or say why not."""
    going, carried = request.form.get("next", ""), request.form.get(kept.FIELD, "")
    if token is None:
        return _page(going, carried, {"code": words}), limits.WRONG
    csrf.bind_to(token)
    unsent = kept.opened(carried)
    answer: Any = redirect(own_address(going), 303)
    if unsent:
        answer = render_template("triage/administration/confirmed.html", kept=unsent)
    response = make_response(answer)
    cookies.put(response, cookies.SESSION, token)
    return response


def _page(going: str, carried: str, wrong: dict[str, str]) -> str:
    return render_template(
        "triage/administration/confirm.html", next=going, kept=carried, wrong=wrong
    )
