"""The page of one report: what is clear by need, its content once opened, its steps."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from flask import render_template, request
from flask.typing import ResponseReturnValue
from markupsafe import Markup, escape

from config.web.access import requires
from domain import dissemination, events, grades, reports, retention_groups
from domain.audit import AuditEvent
from domain.dissemination import Dissemination, Holder, Notice
from domain.permissions import Permission
from domain.questions.themes import BY_KEY
from domain.reports import Report, ReportStep, Shown
from domain.submissions import Submission
from domain.unit_of_work import UnitOfWork
from triage.reports.blueprint import back, found, pages, submission_of
from triage.reports.sheets import Sheet
from triage.submissions.typed import Typed
from triage.work import changing, parts, reading

FORMS = (
    "open", "close", "words", "send", "approval", "return", "correction", "withdrawal",
    "regrouping",
)  # fmt: skip
"""Where the forms of a report's page are sent."""
DONE: dict[str, str] = {
    "sent": "The report waits for a second person to approve it.",
    "live": "The report is live.",
    "approved": "You approved the report. It is live.",
    "returned": "The report is back with its author, with your reason.",
    "correcting": "The report is a draft again. When it is live, tell those who were given it.",
    "withdrawn": "The report is withdrawn. Tell those who were given it.",
    "regrouped": "The report is in another retention group.",
    "noticed": "The notice is in the ledger, for everybody who was given the report.",
}
"""What the page says after something was done."""


@dataclass(frozen=True)
class View:
    """Everything on the page. `shown` is None until the report is opened."""

    report: Report
    submission: Submission | None
    shown: Shown | None
    may: dict[str, bool]
    given: Sequence[Dissemination]
    holders: Sequence[Holder]
    notices: Sequence[Notice]
    history: Sequence[AuditEvent]


@pages.get("/reports/<reference>")
@requires(Permission.READ_REPORTS)
def show(reference: str) -> ResponseReturnValue:
    """Show what is clear by need; what is written too where this person has it open."""
    return page(reference, Typed())


@requires(Permission.READ_REPORTS)
def step(reference: str) -> ResponseReturnValue:
    """Where a form was sent to: somebody who comes back by the address gets the page again."""
    return back(reference)


for _form in FORMS:
    pages.add_url_rule(f"/reports/<reference>/{_form}", "step", step, methods=["GET"])


@pages.post("/reports/<reference>/open")
@requires(Permission.READ_REPORTS)
def open_(reference: str) -> ResponseReturnValue:
    """Open it to whoever asks; that they did is recorded."""
    with changing() as work:
        reports.open_(work, found(work, reference))
    return back(reference, anchor="content")


@pages.post("/reports/<reference>/close")
@requires(Permission.READ_REPORTS)
def close(reference: str) -> ResponseReturnValue:
    """Close it again."""
    with changing() as work:
        reports.close(work, found(work, reference))
    return back(reference)


def page(reference: str, typed: Typed) -> str:
    """The page, with what was typed into a form that was not taken."""
    with reading() as work:
        seen = view(work, found(work, reference))
    done = DONE.get(request.args.get("done", ""), "") if request.method == "GET" else ""
    return render_template(
        "triage/reports/report.html", view=seen, typed=typed, done=done, **words_for(plain)
    )


def view(work: UnitOfWork, report: Report) -> View:
    """Gather what the page shows."""
    is_open = reports.is_open(work, report)
    allowed = {one.name.lower(): reports.may(work, report, one) for one in ReportStep}
    return View(
        report=report,
        submission=submission_of(work, report),
        shown=reports.shown(work, report, parts().private_keys) if is_open else None,
        may=allowed | {"disseminate": dissemination.may_disseminate(work, report)},
        given=dissemination.of_report(work, report),
        holders=dissemination.holders(work, report),
        notices=dissemination.notices_of(work, report),
        history=events.of_report(work, report),
    )


def words_for(said: Callable[[str, str], Markup]) -> dict[str, object]:
    """What the template that reads a report out needs besides the report."""
    groups = retention_groups.all_groups()
    return {
        "said": said,
        "confidence": Sheet.confidence,
        "rules": reports.RULES,
        "groups": {one.key: f"{one.key}: {one.words}" for one in groups},
        "group_choices": [(one.key, f"{one.key}: {one.words}") for one in groups],
        "theme_words": {key: theme.words for key, theme in BY_KEY.items()},
        "grade_key": grades.key(),
    }


def plain(_where: str, text: str) -> Markup:
    """A text of a report as it is."""
    return escape(text)
