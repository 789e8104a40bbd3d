"""The ledger: who was given what; the copies; and the second person for what is sensitive."""

from __future__ import annotations

from collections.abc import Callable

from flask import make_response, render_template, request, url_for
from flask.typing import ResponseReturnValue

from config.web import headers
from config.web.access import requires
from domain import dissemination, reports
from domain.dissemination import (
    Dissemination,
    DisseminationState,
    NothingToCopy,
    NotLive,
    NotProposed,
)
from domain.dissemination.ledger import PAGE
from domain.exports import FORMATS
from domain.permissions import Permission
from domain.problems import NotAccepted
from domain.reports import ReportNotOpen, SecondPersonNeeded
from domain.unit_of_work import UnitOfWork
from triage import arguments
from triage.dissemination.blueprint import found, pages, press, to_line
from triage.step_up import fresh
from triage.submissions.typed import Typed, typed
from triage.work import changing, parts, reading

VIEWS: dict[str, tuple[str, DisseminationState | None]] = {
    "": ("All", None),
    "waiting": ("Waiting for a second person", DisseminationState.PROPOSED),
    "disseminated": ("Disseminated", DisseminationState.DISSEMINATED),
    "refused": ("Refused", DisseminationState.REFUSED),
}
FORMS: dict[str, str] = {str(one): rule.words for one, rule in FORMATS.items()}
"""What each form is called, as where it is chosen."""
DONE: dict[str, str] = {
    "given": "It is in the ledger. Take a copy, and hand it over.",
    "proposed": "It waits for a second person to authorise it.",
    "authorised": "You authorised it. It is in the ledger.",
    "refused": "You refused it, with your reason.",
}


@pages.get("/ledger")
@requires(Permission.READ_REPORTS)
def listed() -> ResponseReturnValue:
    """Show a page of the ledger, newest first, without what is sealed."""
    wrong: dict[str, str] = {}
    view = arguments.Chosen(request.args, wrong).one_of("view", VIEWS)
    after = arguments.place(request.args.get("after", ""))
    with reading() as work:
        lines = dissemination.lines(work, VIEWS[view][1], after)
    following = str(lines[-1].id) if len(lines) == PAGE else None
    shown = render_template(
        "triage/dissemination/ledger.html",
        problems=arguments.summed_up(wrong),
        lines=lines,
        forms=FORMS,
        views=[(words, _address(key), key == view) for key, (words, _) in VIEWS.items()],
        next=_address(view, following) if following else None,
        first=_address(view) if after else None,
    )
    return shown, 422 if wrong else 200


@pages.get("/ledger/<reference>")
@requires(Permission.READ_REPORTS)
def show(reference: str) -> ResponseReturnValue:
    """Show one line: recipients, purpose, what was handed over."""
    return page(reference, Typed())


@pages.get("/ledger/<reference>/copy")
@pages.get("/ledger/<reference>/authorisation")
@pages.get("/ledger/<reference>/refusal")
@requires(Permission.READ_REPORTS)
def step(reference: str) -> ResponseReturnValue:
    """Where a form was sent to: somebody who comes back by the address gets the page again."""
    return page(reference, Typed())


@pages.post("/ledger/<reference>/copy")
@requires(Permission.DISSEMINATE)
@fresh
def copy(reference: str) -> ResponseReturnValue:
    """Hand out the bytes that were disseminated; recorded as a disclosure to the recipients."""
    try:
        with changing() as work:
            kept = dissemination.copy(work, found(work, reference), parts().private_keys)
    except NothingToCopy as refused:
        return page(reference, typed("copy", conflict=str(refused).rstrip("."))), 409
    response = make_response(kept.content)
    response.headers["Content-Type"] = kept.media_type
    return headers.as_download(response, kept.name)


@pages.post("/ledger/<reference>/authorisation")
@requires(Permission.AUTHORISE_DISSEMINATION)
def authorise(reference: str) -> ResponseReturnValue:
    """Let a sensitive report go, as its second person."""

    def act(work: UnitOfWork, line: Dissemination) -> None:
        dissemination.authorise(work, line, line.report, press())

    return _second(reference, "authorisation", act) or to_line(reference, "authorised")


@pages.post("/ledger/<reference>/refusal")
@requires(Permission.AUTHORISE_DISSEMINATION)
def refuse(reference: str) -> ResponseReturnValue:
    """Keep a sensitive report from going, with the reason."""

    def act(work: UnitOfWork, line: Dissemination) -> None:
        dissemination.refuse(work, line, request.form.get("reason", ""), press())

    return _second(reference, "refusal", act) or to_line(reference, "refused")


def page(reference: str, sent: Typed) -> str:
    """The page of a line, with what was typed into a form that was not taken."""
    keys = parts().private_keys
    with reading() as work:
        line = found(work, reference)
        may_read = work.actor.may(Permission.DISSEMINATE)
        context = {
            "line": line,
            "forms": FORMS,
            "words": dissemination.words_of(work, line, keys) if may_read else None,
            "refusal": dissemination.refusal_of(work, line, keys) if may_read else None,
            "recalled": line.settled_at is not None and dissemination.recalled(work, line),
            "may_authorise": dissemination.may_authorise(work, line),
            "is_open": reports.is_open(work, line.report),
        }
    done = DONE.get(request.args.get("done", ""), "") if request.method == "GET" else ""
    return render_template("triage/dissemination/line.html", typed=sent, done=done, **context)


def _second(
    reference: str, form: str, act: Callable[[UnitOfWork, Dissemination], None]
) -> ResponseReturnValue | None:
    """Do it; of two second persons at once, one is told."""
    try:
        with changing() as work:
            act(work, found(work, reference))
    except NotAccepted as wrong:
        return page(reference, typed(form, wrong.problems)), 422
    except (NotProposed, NotLive, ReportNotOpen, SecondPersonNeeded) as refused:
        return page(reference, typed(form, conflict=str(refused).rstrip("."))), 409
    return None


def _address(view: str, after: str | None = None) -> str:
    return url_for("dissemination.listed", view=view or None, after=after)
