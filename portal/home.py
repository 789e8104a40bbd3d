"""The organisation's own page: start, carry on, and what was sent lately."""

from __future__ import annotations

from datetime import datetime

from flask import Blueprint, abort, request
from flask.typing import ResponseReturnValue

from config.web.access import requires
from domain import messages, submissions
from domain.permissions import Permission
from domain.submissions.sent import PAGE
from portal import agreements, partners
from portal.responses import page, sending_is_open

pages = Blueprint("home", __name__)


@pages.get("/home")
@requires(Permission.SEE_OWN_SUBMISSIONS)
def home() -> ResponseReturnValue:
    """Show what can be done here, and what the organisation has sent, newest first."""
    before = _time(request.args.get("before"))
    with partners.reading() as work:
        sent = submissions.sent_by(work, before)
        waiting = messages.questions_waiting(work)
    agreement = agreements.standing()
    older = sent[-1].received_at.isoformat() if len(sent) == PAGE else None
    return page(
        "home.html",
        sent=sent,
        waiting=waiting,
        unsent=partners.signed_in().draft is not None,
        older=older,
        before=before,
        agreement=agreement,
        stopped=agreements.stopped(agreement),
        open=sending_is_open(),
    )


def _time(written: str | None) -> datetime | None:
    if not written:
        return None
    try:
        found = datetime.fromisoformat(written)
    except ValueError:
        abort(404)
    return found if found.tzinfo else abort(404)
