"""Break-glass: asking for one item, reading it, and the page of the second person.

The item is shown by a page of its own: nowhere else is anything seen through a broken glass.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from flask import Blueprint, abort, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from config.web.access import requires
from domain import break_glass, openings, reports, writings
from domain.break_glass import BrokenGlass, GlassJudged, NothingBroken, Verdict
from domain.messages import threads
from domain.messages.threads import Entry
from domain.permissions import Permission
from domain.problems import NotAccepted
from domain.questions.themes import BY_KEY
from domain.reports import ReportNotOpen
from domain.submissions import Submission
from domain.unit_of_work import UnitOfWork
from domain.writings import WritingKind
from triage import limits
from triage.limits import limiter
from triage.reports import viewing
from triage.step_up import fresh
from triage.submissions import shown
from triage.work import actor, changing, parts, reading

pages = Blueprint("break_glass", __name__, url_prefix="/break-glass")

UNDERSTOOD = "Say that you understand what happens"
VERDICTS = {
    Verdict.JUSTIFIED: "It was right to break it",
    Verdict.ASK: "I am asking them about it",
    Verdict.NOT_JUSTIFIED: "It was not right: I have acted on it",
}


@pages.get("")
@requires(Permission.BREAK_GLASS)
def ask() -> ResponseReturnValue:
    """Warn, and ask for the reference and the reason."""
    return _asking({})


@pages.post("")
@requires(Permission.BREAK_GLASS)
@limiter.limit(limits.GLASSES, key_func=lambda: str(actor().id))
@fresh
def break_() -> ResponseReturnValue:
    """Break the glass; that, and the reason, are recorded whatever is behind it."""
    said = request.form.get("reference", ""), request.form.get("reason", "")
    try:
        if request.form.get("understood") != "yes":
            raise NotAccepted(break_glass.problems(*said) | {"understood": UNDERSTOOD})
        with changing() as work:
            glass = break_glass.break_(work, *said, parts().recipients())
    except NotAccepted as incomplete:
        return _asking(incomplete.problems), 422
    return redirect(url_for("break_glass.show", reference=glass.reference), 303)


@pages.get("/item/<reference>")
@requires(Permission.BREAK_GLASS)
def show(reference: str) -> ResponseReturnValue:
    """Show what is behind the glass, as long as it stays broken."""
    try:
        with reading() as work:
            glass = break_glass.mine(work, reference)
            item = break_glass.reach(work, reference)
            seen = _seen(work, item)
    except NothingBroken:
        return render_template("triage/break_glass/over.html", reference=reference), 404
    words = viewing.words_for(viewing.plain)
    return render_template(
        "triage/break_glass/item.html", glass=glass, item=item, seen=seen, **words
    )


@pages.get("/made")
@requires(Permission.SEE_BREAK_GLASS)
def made() -> ResponseReturnValue:
    """List what was broken, with the reasons, what waits for a second person first."""
    return _made({})


@pages.post("/made/<uuid:glass_id>")
@requires(Permission.JUDGE_BREAK_GLASS)
def judge(glass_id: UUID) -> ResponseReturnValue:
    """Keep what the second person thinks of it."""
    try:
        with changing() as work:
            glass = work.session.get(BrokenGlass, glass_id) or abort(404)
            break_glass.judge(work, glass, request.form.get("verdict", ""))
    except NotAccepted as incomplete:
        return _made({str(glass_id): incomplete.problems["verdict"]}), 422
    except GlassJudged as judged:
        return _made({str(glass_id): str(judged)}), 409
    return redirect(url_for("break_glass.made"), 303)


@pages.get("/made/<uuid:glass_id>")
@requires(Permission.JUDGE_BREAK_GLASS)
def judged(glass_id: UUID) -> ResponseReturnValue:
    """Where a judgement was sent: somebody who comes back by the address gets the list."""
    return redirect(url_for("break_glass.made"), 303)


def _asking(wrong: dict[str, str]) -> str:
    return render_template(
        "triage/break_glass/ask.html",
        terms=break_glass.terms(),
        typed=request.form,
        wrong=wrong,
        problems=[(words, name) for name, words in wrong.items()],
    )


def _made(wrong: dict[str, str]) -> str:
    with reading() as work:
        broken = break_glass.listed(work, parts().private_keys)
    return render_template(
        "triage/break_glass/made.html",
        broken=broken,
        verdicts=[(str(key), words) for key, words in VERDICTS.items()],
        wrong=wrong,
        problems=[(words, f"verdict-{glass_id}") for glass_id, words in wrong.items()],
    )


@dataclass(frozen=True)
class Seen:
    """What the page shows of an item: its content, and nothing it is joined to."""

    themes: Sequence[str] = ()
    content: shown.Content | None = None
    thread: Sequence[Entry] = ()
    report: reports.Shown | None = None


def _seen(work: UnitOfWork, item: Submission | reports.Report | None) -> Seen:
    """Read the item; nothing where there is none, or none any more."""
    keys = parts().private_keys
    try:
        if isinstance(item, Submission):
            written = writings.written(work, item, [WritingKind.FINDINGS], keys)
            themes = [BY_KEY[key].words if key in BY_KEY else key for key in item.themes]
            content = shown.content(work, item, keys, written)
            return Seen(themes, content, threads.thread(work, item, keys))
        return Seen(report=reports.shown(work, item, keys)) if item else Seen()
    except (openings.NotOpen, ReportNotOpen):
        return Seen()
