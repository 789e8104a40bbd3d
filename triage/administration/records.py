"""What administrators and auditors look through: access, the permission table, reference data."""

from __future__ import annotations

from flask import Blueprint, abort, render_template
from flask.typing import ResponseReturnValue

from config.web.access import requires
from domain import permission_table, reference_versions
from domain.permissions import INCOMPATIBLE, Permission
from domain.staff import access_reviews
from triage.administration.spreadsheets import as_file
from triage.step_up import fresh
from triage.work import reading

pages = Blueprint("records", __name__)


@pages.get("/access-review")
@requires(Permission.SEE_ACCESS)
def review() -> ResponseReturnValue:
    """Show who has access, with what rights, and when they last used it; looking is recorded."""
    with reading() as work:
        lines = access_reviews.reviewed(work)
    return render_template("triage/administration/review.html", lines=lines)


@pages.post("/access-review")
@requires(Permission.SEE_ACCESS)
@fresh
def export_review() -> ResponseReturnValue:
    """Give the same as CSV."""
    with reading() as work:
        return as_file(access_reviews.exported(work), "access-review")


@pages.get("/permissions")
@requires(Permission.SEE_ACCESS)
def permissions() -> ResponseReturnValue:
    """Show the permission table."""
    return render_template(
        "triage/administration/permissions.html",
        holders=list(permission_table.HOLDERS),
        rows=permission_table.rows(),
        apart=sorted({why for _, why in INCOMPATIBLE}),
        rules=permission_table.OBJECT_RULES,
    )


@pages.get("/reference-data")
@requires(Permission.SEE_ACCESS)
def reference() -> ResponseReturnValue:
    """List every file of reference data with its version."""
    return render_template("triage/administration/reference.html", files=reference_versions.files())


@pages.get("/reference-data/<path:name>")
@requires(Permission.SEE_ACCESS)
def reference_file(name: str) -> ResponseReturnValue:
    """Show one file as it stands."""
    with reading() as work:
        data = reference_versions.find(work, name) or abort(404)
    return render_template("triage/administration/reference_file.html", data=data)
