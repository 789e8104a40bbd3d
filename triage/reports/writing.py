"""Writing a report: begun from a submission, saved often, two officers kept from overwriting."""

from __future__ import annotations

from flask import redirect, request, url_for
from flask.typing import ResponseReturnValue

from config.web.access import requires
from domain import openings, reports
from domain.openings import NotOpen
from domain.permissions import Permission
from domain.problems import NotAccepted
from domain.reports import Content, NotCleared, NotScreenedYet, Report, ReportEdited, StepNotAllowed
from domain.submissions import Submission
from domain.unit_of_work import UnitOfWork
from triage.reports import sheets, typed
from triage.reports.blueprint import (
    back,
    found,
    found_submission,
    number,
    pages,
    submission_of,
    to_problems,
    to_sheet,
    version,
)
from triage.reports.sheets import Refused
from triage.reports.words import beside
from triage.work import changing, parts, reading

CHECK = "check"
"""The button that saves, and then asks whether the report could go live."""


@pages.get("/submissions/<reference>/report")
@requires(Permission.WRITE_REPORTS)
def begin(reference: str) -> ResponseReturnValue:
    """Show an empty sheet beside the partner's words, if they are open."""
    with reading() as work:
        submission = found_submission(work, reference)
        if not reports.may_draft(work, submission) or not openings.is_open(work, submission):
            return redirect(url_for("submissions.show", reference=reference), 303)
        return sheets.blank(work, submission, sheets.first(submission), sheets.NOTHING)


@pages.post("/submissions/<reference>/report")
@requires(Permission.WRITE_REPORTS)
def draft(reference: str) -> ResponseReturnValue:
    """Save a report for the first time."""
    sent = typed.content()
    try:
        with changing() as work:
            submission = found_submission(work, reference)
            openings.open_(work, submission)
            work.session.flush()
            content, anchor = typed.applied(_press(), sent, _offered(work, submission))
            report = reports.draft(work, submission, content, parts().recipients())
            made = report.reference
    except NotAccepted as wrong:
        return _blank(reference, sent, Refused(wrong.problems)), 422
    except (NotScreenedYet, NotOpen) as refused:
        return _blank(reference, sent, Refused(conflict=str(refused))), 409
    return _after(made, anchor)


@pages.get("/reports/<reference>/sheet")
@requires(Permission.WRITE_REPORTS)
def edit(reference: str) -> ResponseReturnValue:
    """Show a draft to go on with; asked to, with what keeps it from going live."""
    with reading() as work:
        report = found(work, reference)
        if not (reports.is_open(work, report) and _may_revise(work, report)):
            return back(reference)
        submission = submission_of(work, report)
        if not request.args.get(CHECK):
            return sheets.written(work, report, submission)
        kept = reports.shown(work, report, parts().private_keys).content
        problems = reports.review(work, report, kept, parts().private_keys).all_problems
        if not problems:
            return redirect(url_for("reports.check", reference=reference), 303)
        return sheets.written(work, report, submission, refused=Refused(problems)), 422


@pages.post("/reports/<reference>/sheet")
@requires(Permission.WRITE_REPORTS)
def save(reference: str) -> ResponseReturnValue:
    """Save a new version, unless somebody else did since: then say who, and what."""
    sent = typed.content()
    try:
        with changing() as work:
            anchor = _revise(work, found(work, reference), sent)
    except NotAccepted as wrong:
        return _again(reference, sent, Refused(wrong.problems)), 422
    except (ReportEdited, StepNotAllowed, NotCleared) as refused:
        told = Refused(conflict=str(refused).rstrip("."), based_on=number("number"))
        return _again(reference, sent, told), 409
    return _after(reference, anchor)


@pages.post("/reports/<reference>/words")
@requires(Permission.READ_SUBMISSIONS)
def open_words(reference: str) -> ResponseReturnValue:
    """Open what the partner said, beside the sheet; that it was opened is recorded."""
    with changing() as work:
        submission = submission_of(work, found(work, reference))
        if submission is not None:
            openings.open_(work, submission)
    return to_sheet(reference)


def _revise(work: UnitOfWork, report: Report, sent: Content) -> str:
    """Write a version if anything is new; what was open for too long is opened, and recorded."""
    reports.open_(work, report)
    work.session.flush()
    keys = parts().private_keys
    content, anchor = typed.applied(_press(), sent, _offered(work, submission_of(work, report)))
    if content != reports.shown(work, report, keys).content:
        reports.revise(work, report, content, version(), parts().recipients())
    return anchor


def _press() -> str:
    return request.form.get("press", "save")


def _offered(work: UnitOfWork, submission: Submission | None) -> tuple[reports.Subject, ...]:
    """The subjects that the partner's cards offer, where they were asked for."""
    if not _press().startswith("take:"):
        return ()
    words = beside(work, submission, parts().private_keys)
    return words.candidates if words else ()


def _after(reference: str, anchor: str) -> ResponseReturnValue:
    if _press() == CHECK:
        return to_problems(reference)
    return to_sheet(reference, anchor or "saved", done="saved")


def _blank(reference: str, sent: Content, refused: Refused) -> str:
    with reading() as work:
        return sheets.blank(work, found_submission(work, reference), sent, refused)


def _again(reference: str, sent: Content, refused: Refused) -> str:
    with changing() as work:
        report = found(work, reference)
        reports.open_(work, report)
        work.session.flush()
        return sheets.written(work, report, submission_of(work, report), sent, refused)


def _may_revise(work: UnitOfWork, report: Report) -> bool:
    return reports.may(work, report, reports.ReportStep.REVISE)
