"""Telling everybody who was given a report that it was wrong: correction and recall."""

from __future__ import annotations

from flask import make_response, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from config.web import headers
from config.web.access import requires
from domain import dissemination
from domain.dissemination import NoticeKind
from domain.permissions import Permission
from domain.problems import NotAccepted
from triage import printing
from triage.dissemination.blueprint import found_notice, pages
from triage.reports.blueprint import found
from triage.step_up import fresh
from triage.submissions.typed import Typed, typed
from triage.work import changing, parts, reading

FORM = "notice"


@pages.get("/reports/<reference>/notice")
@requires(Permission.DISSEMINATE)
def write_notice(reference: str) -> ResponseReturnValue:
    """Ask what was wrong, and what those who have it should do."""
    return _page(reference, Typed())


@pages.post("/reports/<reference>/notice")
@requires(Permission.DISSEMINATE)
def issue(reference: str) -> ResponseReturnValue:
    """Issue the notice to everybody who was given the report."""
    words = request.form.get("words", "").replace("\r\n", "\n")
    try:
        kind = _kind()
        with changing() as work:
            report = found(work, reference)
            notice = dissemination.notify(work, report, kind, words, parts().recipients())
            number = notice.number
    except NotAccepted as wrong:
        return _page(reference, typed(FORM, wrong.problems)), 422
    return redirect(url_for("dissemination.notice", reference=number, done="issued"), 303)


@pages.get("/notices/<reference>")
@requires(Permission.DISSEMINATE)
def notice(reference: str) -> ResponseReturnValue:
    """Show a notice, to send it on, and who has acted on it."""
    with reading() as work:
        found_here = found_notice(work, reference)
        words = dissemination.notice_words(work, found_here, parts().private_keys)
    done = request.args.get("done") == "issued"
    return render_template(
        "triage/dissemination/notice.html", told=found_here, words=words, done=done
    )


@pages.post("/notices/<reference>/copy")
@requires(Permission.DISSEMINATE)
@fresh
def copy_notice(reference: str) -> ResponseReturnValue:
    """Hand out the notice as one recipient gets it; recorded as a disclosure to them."""
    keys, recipient = parts().private_keys, request.form.get("recipient", "")
    try:
        with changing() as work:
            notice = found_notice(work, reference)
            made = dissemination.notice_copy(work, notice, recipient, keys, printing.notice)
    except NotAccepted:
        return redirect(url_for("dissemination.notice", reference=reference), 303)
    response = make_response(made.content)
    response.headers["Content-Type"] = made.media_type
    return headers.as_download(response, made.name)


@pages.post("/notices/<reference>/acknowledgement")
@requires(Permission.DISSEMINATE)
def acknowledge(reference: str) -> ResponseReturnValue:
    """Note that a recipient said it acted on the notice."""
    try:
        with changing() as work:
            recipient = request.form.get("recipient", "")
            dissemination.acknowledge(work, found_notice(work, reference), recipient)
    except NotAccepted:
        pass  # somebody who was not sent it has nothing to acknowledge
    return redirect(url_for("dissemination.notice", reference=reference), 303)


@pages.get("/notices/<reference>/copy")
@pages.get("/notices/<reference>/acknowledgement")
@requires(Permission.DISSEMINATE)
def acknowledged(reference: str) -> ResponseReturnValue:
    """Where the form was sent to: somebody who comes back by the address gets the notice."""
    return redirect(url_for("dissemination.notice", reference=reference), 303)


def _kind() -> NoticeKind:
    chosen = request.form.get("kind", "")
    if chosen not in set(NoticeKind):
        raise NotAccepted({"kind": "Select what they are told"})
    return NoticeKind(chosen)


def _page(reference: str, sent: Typed) -> str:
    with reading() as work:
        report = found(work, reference)
        holders = dissemination.holders(work, report)
    return render_template(
        "triage/dissemination/write_notice.html", report=report, holders=holders, typed=sent
    )
