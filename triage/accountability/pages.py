"""The auditor's questions: what happened to this item, who looks unusually, what did they see."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from flask import Blueprint, Response, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from config.web.access import requires
from config.web.dates import PARTS, real_date
from domain import accountability, organisations, references
from domain.events import NobodyFound
from domain.permissions import Permission
from domain.sequencing import NotSequencedYet
from domain.unit_of_work import UnitOfWork
from triage import arguments
from triage.work import changing, reading

Written = Callable[[UnitOfWork, str, date, date], str | bytes]

pages = Blueprint("accountability", __name__, url_prefix="/accountability")


@pages.get("")
@requires(Permission.READ_TRAIL)
def overview() -> ResponseReturnValue:
    """List unusual access with its reasons, and ask the two other questions."""
    return _overview({}), 200


@pages.get("/item")
@requires(Permission.READ_TRAIL)
def item() -> ResponseReturnValue:
    """Tell the story of one submission, oldest first."""
    try:
        reference = references.read(request.args.get("reference", ""))
        with reading() as work:
            events = accountability.story(work, reference)
            names = organisations.names(work)
    except references.InvalidReference as wrong:
        return _overview({"reference": str(wrong)}), 422
    except NobodyFound as nobody:
        return _overview({nobody.field: str(nobody)}), 422
    return render_template(
        "triage/accountability/item.html", reference=reference, events=events, names=names
    )


@pages.get("/person")
@requires(Permission.READ_TRAIL)
def person() -> ResponseReturnValue:
    """Answer what one person saw between two days."""
    problems: dict[str, str] = {}
    since, until = _day("since", problems), _day("until", problems)
    if problems or since is None or until is None:
        return _overview(problems), 422
    try:
        with reading() as work:
            access = accountability.saw(work, request.args.get("person", ""), since, until)
    except NobodyFound as nobody:
        return _overview({nobody.field: str(nobody)}), 422
    return render_template("triage/accountability/person.html", access=access)


@pages.post("/person.csv")
@requires(Permission.READ_TRAIL)
def person_csv() -> ResponseReturnValue:
    """Give the same as a table, with the checkpoint by which it can be proven."""
    return _file(accountability.as_csv, "text/csv", "access-{}-{}.csv")


@pages.post("/person.txt")
@requires(Permission.READ_TRAIL)
def person_proof() -> ResponseReturnValue:
    """Give the same with the proof of each event: checked without us, with the published keys."""
    return _file(accountability.as_proof, "text/plain", "access-{}-{}-proof.txt")


@pages.get("/person.<any(csv, txt):kind>")
@requires(Permission.READ_TRAIL)
def no_file(kind: str) -> ResponseReturnValue:
    """Files are taken away with a button, which is recorded; by the address comes the page."""
    return redirect(url_for("accountability.overview"), 303)


def _file(written: Written, kind: str, name: str) -> ResponseReturnValue:
    problems: dict[str, str] = {}
    chosen = arguments.Chosen(request.form, problems)
    since, until, person = chosen.day("since"), chosen.day("until"), chosen.printable("person")
    if problems or since is None or until is None:
        return _overview(problems), 422
    try:
        with changing() as work:
            content = written(work, person, since, until)
    except NobodyFound as nobody:
        return _overview({nobody.field: str(nobody)}), 422
    except NotSequencedYet as reason:
        return _overview({"person": str(reason).capitalize()}), 422
    headers = {"Content-Disposition": f'attachment; filename="{name.format(since, until)}"'}
    return Response(content, mimetype=kind, headers=headers)


def _overview(problems: dict[str, str]) -> str:
    with reading() as work:
        found = accountability.unusual(work)
    return render_template(
        "triage/accountability/overview.html",
        found=found,
        limits=accountability.thresholds(),
        purposes=accountability.PURPOSES,
        typed=request.values,
        wrong=problems,
        problems=[(words, _box(field)) for field, words in problems.items()],
    )


def _box(field: str) -> str:
    return f"{field}-day" if field in ("since", "until") else field


def _day(name: str, problems: dict[str, str]) -> date | None:
    boxes = {part: request.args.get(f"{name}-{part}", "").strip() for part in PARTS}
    try:
        day = real_date(boxes)
    except ValueError:
        problems[name] = "Enter a real date"
        return None
    if not 2000 <= day.year < 2200:
        problems[name] = "Enter a year after 2000"
    return day
