"""The steps of a report: checked, sent, approved or returned, corrected, withdrawn, regrouped."""

from __future__ import annotations

from collections.abc import Callable

from flask import render_template, request
from flask.typing import ResponseReturnValue
from markupsafe import Markup, escape

from config.web.access import requires
from domain import reports
from domain.permissions import Permission
from domain.problems import NotAccepted
from domain.reports import (
    Report,
    ReportEdited,
    ReportNotOpen,
    ReportState,
    ReportStep,
    Review,
    SecondPersonNeeded,
    StepNotAllowed,
)
from domain.unit_of_work import UnitOfWork
from triage.reports import fields, viewing
from triage.reports.blueprint import back, found, pages, to_problems, version
from triage.reports.words import marked
from triage.submissions import typed
from triage.work import changing, parts, reading

Act = Callable[[UnitOfWork, Report], None]


@pages.get("/reports/<reference>/check")
@requires(Permission.WRITE_REPORTS)
def check(reference: str) -> ResponseReturnValue:
    """Show it as it would go, with what may still give the source away; and who has to approve."""
    keys = parts().private_keys
    with reading() as work:
        report = found(work, reference)
        if not reports.is_open(work, report):
            return back(reference)
        shown = reports.shown(work, report, keys)
        found_in = reports.review(work, report, shown.content, keys)
        may_send = reports.may(work, report, ReportStep.SEND)
    return render_template(
        "triage/reports/check.html",
        report=report,
        content=shown.content,
        review=found_in,
        may_send=may_send,
        fields=fields,
        **viewing.words_for(_hinted(found_in)),
    )


@pages.post("/reports/<reference>/send")
@requires(Permission.WRITE_REPORTS)
def send(reference: str) -> ResponseReturnValue:
    """Send it on: to a second person where a rule asks for one, live where none does."""
    reached: list[ReportState] = []

    def act(work: UnitOfWork, report: Report) -> None:
        reached.append(reports.submit(work, report, version(), parts().private_keys))

    try:
        refused = _do(reference, "send", act)
    except NotAccepted:
        return to_problems(reference)
    done = "live" if reached == [ReportState.LIVE] else "sent"
    return refused or back(reference, done)


@pages.post("/reports/<reference>/approval")
@requires(Permission.APPROVE_REPORTS)
def approve(reference: str) -> ResponseReturnValue:
    """Make it live, as its second person."""

    def act(work: UnitOfWork, report: Report) -> None:
        reports.approve(work, report, version())

    return _do(reference, "approval", act) or back(reference, "approved")


@pages.post("/reports/<reference>/return")
@requires(Permission.APPROVE_REPORTS)
def return_(reference: str) -> ResponseReturnValue:
    """Send it back to its author, with the reason."""
    return _with_reason(reference, "return", reports.return_) or back(reference, "returned")


@pages.post("/reports/<reference>/correction")
@requires(Permission.WRITE_REPORTS)
def correct(reference: str) -> ResponseReturnValue:
    """Take a live report back to be corrected."""
    return _with_reason(reference, "correction", reports.correct) or back(reference, "correcting")


@pages.post("/reports/<reference>/withdrawal")
@requires(Permission.WRITE_REPORTS)
def withdraw(reference: str) -> ResponseReturnValue:
    """Withdraw it: it is no longer to be relied on."""
    return _with_reason(reference, "withdrawal", reports.withdraw) or back(reference, "withdrawn")


@pages.post("/reports/<reference>/regrouping")
@requires(Permission.WRITE_REPORTS)
def regroup(reference: str) -> ResponseReturnValue:
    """Move it to another retention group."""

    def act(work: UnitOfWork, report: Report) -> None:
        group, reason = request.form.get("retention_group", ""), request.form.get("reason", "")
        reports.regroup(work, report, group, reason, parts().recipients())

    return _reasoned(reference, "regrouping", act) or back(reference, "regrouped")


def _with_reason(
    reference: str, form: str, step: Callable[..., None]
) -> ResponseReturnValue | None:
    def act(work: UnitOfWork, report: Report) -> None:
        reason = typed.typed(form).value(form, "reason")
        step(work, report, version(), reason, parts().recipients())

    return _reasoned(reference, form, act)


def _reasoned(reference: str, form: str, act: Act) -> ResponseReturnValue | None:
    try:
        return _do(reference, form, act)
    except NotAccepted as wrong:
        return viewing.page(reference, typed.typed(form, wrong.problems)), 422


def _do(reference: str, form: str, act: Act) -> ResponseReturnValue | None:
    """Do it if the report is as the officer saw it; else the page again, nothing typed lost."""
    try:
        with changing() as work:
            act(work, found(work, reference))
    except (ReportEdited, ReportNotOpen, SecondPersonNeeded, StepNotAllowed) as refused:
        words = str(refused).rstrip(".")
        return viewing.page(reference, typed.typed(form, conflict=words)), 409
    return None


def _hinted(found_in: Review) -> Callable[[str, str], Markup]:
    def said(where: str, text: str) -> Markup:
        hints = found_in.hints.get(where, ())
        return marked(text, hints) if hints else escape(text)

    return said
