"""The partner organisations, for administrators."""

from __future__ import annotations

from flask import Blueprint, render_template
from flask.typing import ResponseReturnValue

from config.web.access import requires
from domain import organisations
from domain.permissions import Permission
from triage.work import now, reading

pages = Blueprint("organisations", __name__)


@pages.get("/organisations")
@requires(Permission.MANAGE_ORGANISATIONS)
def listed() -> ResponseReturnValue:
    """List every organisation: its name, district, standing and when its agreement is reviewed."""
    with reading() as work:
        lines = organisations.listed(work)
    return render_template("triage/organisations.html", lines=lines, today=now().date())
