"""The blueprint that the pages of reports belong to, and finding the one in an address."""

from __future__ import annotations

from flask import Blueprint, abort, redirect, request, url_for
from werkzeug.exceptions import BadRequest
from werkzeug.wrappers import Response

from domain import queue, references, reports
from domain.reports import Report
from domain.submissions import Submission
from domain.unit_of_work import UnitOfWork

pages = Blueprint("reports", __name__)


def found(work: UnitOfWork, reference: str) -> Report:
    """The report of an address; 404 where there is none, or none that this person may see."""
    report = reports.find(work, reference)
    if report is None:
        abort(404)
    return report


def found_submission(work: UnitOfWork, reference: str) -> Submission:
    """The submission a report is to be made from; 404 as for a report."""
    submission = queue.find(work, references.parse(reference) or "")
    if submission is None:
        abort(404)
    return submission


def submission_of(work: UnitOfWork, report: Report) -> Submission | None:
    """What a report was made from; None to those who may not see it."""
    # The database shows no restricted row to others, so that the joined one can be absent.
    joined: Submission | None = report.submission
    return queue.find(work, joined.reference) if joined else None


def back(reference: str, done: str | None = None, anchor: str | None = None) -> Response:
    """To the report's page, which then says what was done."""
    address = url_for("reports.show", reference=reference, done=done, _anchor=anchor)
    return redirect(address, 303)


def to_sheet(reference: str, anchor: str | None = None, done: str | None = None) -> Response:
    """To the page on which the report is written."""
    address = url_for("reports.edit", reference=reference, done=done, _anchor=anchor)
    return redirect(address, 303)


def to_problems(reference: str) -> Response:
    """To the same page, with what keeps the report from going live."""
    return redirect(url_for("reports.edit", reference=reference, check="yes"), 303)


def version() -> int:
    """The version of the report that the officer's page showed. Raises BadRequest."""
    return number("version")


def number(name: str) -> int:
    """A number that a form of ours carries. Raises BadRequest."""
    value = request.form.get(name, "")
    if not (value.isascii() and value.isdecimal() and len(value) < 10):
        raise BadRequest(f"the form lacks its {name}")
    return int(value)
