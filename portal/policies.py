"""The policies: one page for each, and all of them on one page to print or as PDF."""

from __future__ import annotations

from flask import Blueprint, Response, abort, render_template
from flask.typing import ResponseReturnValue

from config.web import documents
from config.web.access import public
from config.web.documents import Document
from domain.organisations import events
from portal import papers, times
from portal.responses import brand, plain

pages = Blueprint("policies", __name__)

FOLDER = "policies"
TERMS = "terms"
"""The policy that is accepted when a password is chosen."""
TRAINING = "training"


@pages.get("/policies")
@public
def listed() -> ResponseReturnValue:
    """List the policies, each with its version and date."""
    return plain("policies.html", found=found().values())


@pages.get("/policies/<key>")
@public
def show(key: str) -> ResponseReturnValue:
    """Show one policy."""
    document = found().get(key) or abort(404)
    return plain("policy.html", document=document, events=_events(key))


@pages.get("/policies/print")
@public
def whole() -> ResponseReturnValue:
    """Show the whole policy on one page, to print."""
    return plain("policy-whole.html", found=found().values(), pdf=papers.work())


@pages.get("/policies/policy.pdf")
@public
def pdf() -> ResponseReturnValue:
    """Give the whole policy as one PDF, where this machine can make one."""
    if not papers.work():
        abort(404)
    page = render_template("portal/print/policy.html", found=found().values())
    response = Response(papers.of_page(page), mimetype="application/pdf")
    response.headers["Content-Disposition"] = 'attachment; filename="policy.pdf"'
    return response


def found() -> dict[str, Document]:
    """Return every policy, in order."""
    return documents.of_folder(FOLDER, brand())


def terms_version() -> str:
    """Return the version of the terms in force."""
    return found()[TERMS].version


def _events(key: str) -> list[events.Event] | None:
    return events.upcoming(times.today()) if key == TRAINING else None
