"""Organisations as a file: all that is found as CSV, and many brought in at once, or none."""

from __future__ import annotations

from typing import Any

from flask import Blueprint, Response, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from config.web import uploads
from config.web.access import requires
from domain import directories
from domain.organisations import imports
from domain.organisations import pages as lists
from domain.permissions import Permission
from triage.administration.organisations import searched
from triage.step_up import fresh
from triage.work import changing, now, parts, reading

pages = Blueprint("spreadsheets", __name__)
LONGEST = 600_000
"""Bytes of a file: what goes on to the next page in a hidden box has to fit a form."""


def as_file(text: str, name: str) -> Response:
    """Return a table as a file to keep, named for the day."""
    response = Response(text, mimetype="text/csv")
    called = f"{name}-{now():%Y-%m-%d}.csv"
    response.headers["Content-Disposition"] = f'attachment; filename="{called}"'
    return response


@pages.get("/organisations/export")
@requires(Permission.MANAGE_ORGANISATIONS)
@fresh
def ask_export() -> ResponseReturnValue:
    """Say what leaves the service, before it does."""
    with reading() as work:
        total = lists.count(work, searched())
    return render_template("triage/administration/export.html", total=total)


@pages.post("/organisations/export")
@requires(Permission.MANAGE_ORGANISATIONS)
@fresh
def export() -> ResponseReturnValue:
    """Give what is found as CSV; that it left is recorded."""
    with reading() as work:
        return as_file(directories.exported(work, searched()), "organisations")


@pages.get("/organisations/import")
@requires(Permission.MANAGE_ORGANISATIONS)
@fresh
def ask_import() -> ResponseReturnValue:
    """Ask for the file."""
    return _page()


@pages.post("/organisations/import")
@requires(Permission.MANAGE_ORGANISATIONS)
@fresh
@uploads.streamed
def preview() -> ResponseReturnValue:
    """Show what would happen, row by row; nothing is taken in."""
    text = _text()
    if not text.strip():
        return _page(problems=[("Choose a file that holds a table", "file")]), 422
    try:
        with reading() as work:
            found = imports.preview(work, text)
    except ValueError as unreadable:
        return _page(problems=[(str(unreadable), "file")]), 422
    return _page(found, text)


@pages.post("/organisations/import/all")
@requires(Permission.MANAGE_ORGANISATIONS)
@fresh
def carry_out() -> ResponseReturnValue:
    """Take every row in and invite it, or none."""
    try:
        with changing() as work:
            text, keys = request.form.get("text", ""), parts().link_keys
            made = imports.carry_out(work, text, keys, parts().url_tokens)
    except ValueError as refusal:
        return _page(problems=[(str(refusal), "")]), 422
    return redirect(url_for("spreadsheets.ask_import", taken=len(made)), 303)


def _text() -> str:
    """Return the file that was sent, read as it comes in. Raises RequestEntityTooLarge."""
    sent = [b"".join(part.blocks) for part in uploads.Form(LONGEST).files()]
    return sent[0].decode("utf-8-sig", "replace") if sent else ""


def _page(found: imports.Preview | None = None, text: str = "", problems: Any = ()) -> str:
    return render_template(
        "triage/administration/import.html",
        found=found,
        text=text,
        columns=imports.COLUMNS,
        most=imports.MOST,
        taken=request.args.get("taken", type=int),
        problems=problems,
    )
