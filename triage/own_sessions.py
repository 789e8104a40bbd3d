"""One's own sessions: ending one that is open elsewhere, or all but this one."""

from __future__ import annotations

from uuid import UUID

from flask import Blueprint, abort, redirect, request, url_for
from flask.typing import ResponseReturnValue
from werkzeug.exceptions import NotFound

from config.web import errors
from config.web.access import requires
from domain.actors import NotPermitted
from domain.staff import own_sessions
from triage.needs import SIGNED_IN
from triage.work import changing

pages = Blueprint("own_sessions", __name__)


@pages.post("/your-sign-in/sessions")
@requires(SIGNED_IN)
def end() -> ResponseReturnValue:
    """End one session, or all but this one."""
    wanted = request.form.get("session", "")
    with changing() as work:
        if wanted == "others":
            own_sessions.end_others(work)
        else:
            own_sessions.end(work, _id(wanted))
    return redirect(url_for("factors.show"), 303)


@pages.errorhandler(NotPermitted)
def not_there(_refused: NotPermitted) -> ResponseReturnValue:
    """Answer for what is somebody else's as for what never was."""
    return errors.show(NotFound())


def _id(written: str) -> UUID:
    try:
        return UUID(written)
    except ValueError:
        abort(404)
