"""Values that join nothing, for supervisors and managers, and how far the index is."""

from __future__ import annotations

from uuid import UUID

from flask import Blueprint, abort, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from config.web.access import requires
from domain import index, matches
from domain.matches import ExcludedValue, ExclusionRefused, Value
from domain.permissions import Permission
from triage.submissions.highlights import KINDS
from triage.work import changing, parts, reading

pages = Blueprint("exclusions", __name__, url_prefix="/matching")

ADDRESS = "address"
PROVING_NOTHING = frozenset({"postcode", "dob", "card"})
"""Kinds by which alone no match is looked for: there is nothing to exclude."""

WORDS: dict[str, str] = {**KINDS, ADDRESS: "address"}
DONE: dict[str, str] = {
    "added": "The value joins nothing any more. What it had joined comes apart within minutes.",
    "removed": "The value counts again. What it joins is found within minutes.",
}


@pages.get("")
@requires(Permission.EXCLUDE_VALUES)
def listed() -> ResponseReturnValue:
    """List what officers excluded, and say whether the index is whole."""
    return _page()


@pages.post("/exclusions")
@requires(Permission.EXCLUDE_VALUES)
def add() -> ResponseReturnValue:
    """Have a value join nothing any more, for a reason."""
    form = request.form
    value = Value(form.get("kind", ""), form.get("value", ""), form.get("reason", ""))
    try:
        with changing() as work:
            matches.exclude(work, value, parts().search_keys, parts().recipients())
    except ExclusionRefused as refused:
        return _page(str(refused)), 422
    return redirect(url_for("exclusions.listed", done="added"), 303)


@pages.post("/exclusions/<uuid:exclusion_id>/remove")
@requires(Permission.EXCLUDE_VALUES)
def remove(exclusion_id: UUID) -> ResponseReturnValue:
    """Let a value count again."""
    try:
        with changing() as work:
            row = work.session.get(ExcludedValue, exclusion_id)
            if row is None:
                abort(404)
            matches.include(work, row)
    except ExclusionRefused as refused:
        return _page(str(refused)), 409
    return redirect(url_for("exclusions.listed", done="removed"), 303)


def _page(refused: str = "") -> str:
    with reading() as work:
        excluded = matches.exclusions(work, parts().private_keys)
        progress = index.progress(work, parts().search_keys)
    done = DONE.get(request.args.get("done", ""), "") if request.method == "GET" else ""
    return render_template(
        "triage/matches/exclusions.html",
        excluded=excluded,
        progress=progress,
        kinds=[("", "Select one"), *_kinds()],
        words=WORDS,
        refused=refused,
        typed=request.form,
        done=done,
    )


def _kinds() -> list[tuple[str, str]]:
    """What can be excluded, as options."""
    return [
        (kind, words[0].upper() + words[1:])
        for kind, words in sorted(WORDS.items(), key=lambda item: item[1].casefold())
        if kind not in PROVING_NOTHING
    ]
