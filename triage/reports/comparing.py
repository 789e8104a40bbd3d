"""The versions of a report, and what changed between two of them."""

from __future__ import annotations

from flask import render_template, request
from flask.typing import ResponseReturnValue
from werkzeug.exceptions import BadRequest

from config.web.access import requires
from domain import reports
from domain.permissions import Permission
from triage.reports import fields
from triage.reports.blueprint import back, found, pages
from triage.work import parts, reading


@pages.get("/reports/<reference>/versions")
@requires(Permission.READ_REPORTS)
def compare(reference: str) -> ResponseReturnValue:
    """Show what changed from one version to another: the last two unless others are asked for."""
    keys = parts().private_keys
    with reading() as work:
        report = found(work, reference)
        if not reports.is_open(work, report):
            return back(reference)
        older, newer = _pair(report.content_number)
        pair = [reports.version(work, report, one, keys) for one in (older, newer)]
        listed = reports.shown(work, report, keys).versions
    return render_template(
        "triage/reports/versions.html",
        report=report,
        versions=listed,
        older=older,
        newer=newer,
        changes=reports.differences(*pair),
        called=fields.called,
    )


def _pair(newest: int) -> tuple[int, int]:
    newer = _asked("newer", newest, newest)
    return _asked("older", max(1, newer - 1), newest), newer


def _asked(name: str, otherwise: int, newest: int) -> int:
    typed = request.args.get(name) or str(otherwise)
    if not (typed.isascii() and typed.isdecimal() and 1 <= int(typed[:9]) <= newest):
        raise BadRequest(f"there is no version {typed[:9]!r}")
    return int(typed)
