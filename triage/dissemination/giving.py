"""Giving a report to somebody: to whom, what for, in which form; sensitive ones are proposed."""

from __future__ import annotations

from flask import render_template, request
from flask.typing import ResponseReturnValue

from config.web.access import requires
from domain import dissemination, exports, reports
from domain.dissemination import Dissemination, DisseminationState, NotLive, Proposal
from domain.exports import FORMATS, Format
from domain.permissions import Permission
from domain.problems import NotAccepted
from domain.reports import ReportNotOpen
from triage.dissemination.blueprint import pages, press, to_line
from triage.reports.blueprint import back, found
from triage.submissions.typed import Typed, typed
from triage.work import changing, parts, reading

FORM = "dissemination"
REQUIRED = {
    "recipients": "Select at least one recipient",
    "purpose": "Enter what they need it for",
}


@pages.get("/reports/<reference>/dissemination")
@requires(Permission.DISSEMINATE)
def propose(reference: str) -> ResponseReturnValue:
    """Ask to whom a live report goes, and what for."""
    with reading() as work:
        report = found(work, reference)
        ready = dissemination.may_disseminate(work, report) and reports.is_open(work, report)
    return _page(reference, Typed()) if ready else back(reference)


@pages.post("/reports/<reference>/dissemination")
@requires(Permission.DISSEMINATE)
def give(reference: str) -> ResponseReturnValue:
    """Give it, or propose to: the ledger's line says which."""
    try:
        with changing() as work:
            line = dissemination.disseminate(work, found(work, reference), _proposal(), press())
            number, done = line.number, _done(line)
    except NotAccepted as wrong:
        return _page(reference, typed(FORM, wrong.problems)), 422
    except (NotLive, ReportNotOpen) as refused:
        return _page(reference, typed(FORM, conflict=str(refused).rstrip("."))), 409
    return to_line(number, done)


def _proposal() -> Proposal:
    """What was typed. Raises NotAccepted without a format, with all else that is missing."""
    form = request.form
    if form.get("format", "") not in set(Format):
        missing = {name: said for name, said in REQUIRED.items() if not form.get(name, "").strip()}
        raise NotAccepted(missing | {"format": "Select a format"})
    words = {
        name: form.get(name, "").replace("\r\n", "\n")
        for name in ("purpose", "caveat", "conditions", "consulted")
    }
    recipients = tuple(form.getlist("recipients"))
    return Proposal(recipients=recipients, format=Format(form["format"]), **words)


def _done(line: Dissemination) -> str:
    return "given" if line.state == DisseminationState.DISSEMINATED else "proposed"


def _page(reference: str, sent: Typed) -> str:
    with reading() as work:
        report = found(work, reference)
        is_open = reports.is_open(work, report)
        content = reports.shown(work, report, parts().private_keys).content if is_open else None
        holders = dissemination.holders(work, report)
    offered = [one for one in Format if one is not Format.PDF or exports.pdf_works()]
    return render_template(
        "triage/dissemination/give.html",
        report=report,
        content=content,
        conditions=dissemination.handling_conditions(content) if content else (),
        recipients=dissemination.permitted(report.marking),
        holders={one.recipient: one.numbers for one in holders},
        chosen=request.form.getlist("recipients"),
        formats={str(one): FORMATS[one] for one in offered},
        typed=sent,
    )
