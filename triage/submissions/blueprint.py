"""The blueprint that the pages of a submission belong to, and finding the one in an address."""

from __future__ import annotations

from flask import Blueprint, abort, redirect, request, url_for
from werkzeug.wrappers import Response

from domain import queue, references
from domain.submissions import Submission
from domain.unit_of_work import UnitOfWork

pages = Blueprint("submissions", __name__, url_prefix="/submissions/<reference>")


def found(work: UnitOfWork, reference: str) -> Submission:
    """The submission of an address; 404 where there is none, or none that this person may see."""
    submission = queue.find(work, reference)
    if submission is None:
        abort(404)
    return submission


def back(reference: str, done: str | None = None, anchor: str | None = None) -> Response:
    """To the submission's page, which then says what was done."""
    address = url_for("submissions.show", reference=reference, done=done, _anchor=anchor)
    return redirect(address, 303)


@pages.before_request
def _in_its_own_form() -> Response | None:
    """Send a reference typed in small letters, or without dashes, to its own address."""
    typed = (request.view_args or {}).get("reference", "")
    reference = references.parse(typed)
    if reference is None:
        abort(404)
    if reference != typed and request.method == "GET":
        return back(reference)
    return None
