"""What the organisation has sent: reference, when, how it stands. Never content."""

from __future__ import annotations

from datetime import datetime

from flask import Blueprint, abort, request
from flask.typing import ResponseReturnValue

from config.web.access import requires
from domain import files, messages, references, submissions
from domain.messages import Status
from domain.messages.feedback import PAGE
from domain.permissions import Permission
from domain.unit_of_work import UnitOfWork
from portal import partners
from portal.responses import page

pages = Blueprint("sent", __name__, url_prefix="/sent")
TOLD = {
    "answer": "We have your answer",
    "addition": "We have what you added",
    "withdrawal": "We have your request to withdraw it",
}


@pages.get("")
@requires(Permission.SEE_OWN_SUBMISSIONS)
def listed() -> ResponseReturnValue:
    """List what the organisation has sent, newest first, and the questions that wait."""
    before = _time(request.args.get("before"))
    with partners.reading() as work:
        found = messages.statuses(work, before)
        waiting = messages.questions_waiting(work)
    older = found[-1].received_at.isoformat() if len(found) == PAGE else None
    return page("sent/listed.html", sent=found, waiting=waiting, older=older, before=before)


@pages.get("/led-to")
@requires(Permission.SEE_OWN_SUBMISSIONS)
def led_to() -> ResponseReturnValue:
    """Show what the organisation's submissions led to, by quarter."""
    with partners.reading() as work:
        quarters = submissions.led_to(work)
    return page("sent/led-to.html", quarters=quarters, words=submissions.LED_TO)


@pages.get("/<reference>")
@requires(Permission.SEE_OWN_SUBMISSIONS)
def one(reference: str) -> ResponseReturnValue:
    """Show how one submission stands, what was asked and answered, and what can be done."""
    with partners.reading() as work:
        found = theirs(work, reference)
        lines = messages.about(work, found.reference)
        added = files.sent_as(work, found.reference)
    return page(
        "sent/one.html",
        sent=found,
        lines=lines,
        files=added,
        spoken=references.spoken(found.reference),
        told=TOLD.get(request.args.get("told", "")),
    )


def theirs(work: UnitOfWork, typed: str) -> Status:
    """Return how something the organisation sent stands; 404 for anything else, all the same."""
    try:
        reference = references.read(typed)
    except references.InvalidReference:
        abort(404)
    return messages.status(work, reference) or abort(404)


def _time(written: str | None) -> datetime | None:
    try:
        found = datetime.fromisoformat(written) if written else None
    except ValueError:
        abort(404)
    return abort(404) if found and not found.tzinfo else found
