"""The page of one submission: without content until it is opened."""

from __future__ import annotations

from flask import render_template, request
from flask.typing import ResponseReturnValue

from config.web.access import requires
from domain import files
from domain.permissions import Permission
from triage.submissions import joined, shown, typed
from triage.submissions.blueprint import back, found, pages
from triage.submissions.typed import Typed
from triage.work import parts, reading

DONE: dict[str, str] = {
    "taken": "You have this submission. Open it to read what the partner said.",
    "not-yours": "You do not have this submission any more.",
    "released": "The submission is back in the queue.",
    "screened": "The safety screen is recorded.",
    "decided": "Your decision is recorded.",
    "linked": "The two are linked.",
    "unlinked": "The link is undone. That it was there is kept.",
    "identified": "Recorded. Matches follow within a minute.",
    "reopened": "The submission is open again, and waits for a safety screen.",
    "handed": "It is handed over.",
    "noted": "The note is kept. Partners never see it.",
    "tipped": "The partner can read the tip.",
    "cleared": "What the partner may know of the outcome is recorded.",
}
"""What the page says after something was done."""


@pages.get("")
@requires(Permission.SEE_QUEUE)
def show(reference: str) -> ResponseReturnValue:
    """Show what is clear by need; its content too where this person has it open."""
    return page(reference, Typed())


FORMS = (
    "claim,release,open,close,screen,decision,reopening,messages,note,"
    "tip,feedback,handover,takeover,here,"
    "link,identifier,correction,restoration"
)
"""The addresses that forms are sent to."""


@pages.get(f"/<any({FORMS}):step>")
@requires(Permission.SEE_QUEUE)
def step(reference: str, step: str) -> ResponseReturnValue:
    """Where a form was sent to: somebody who comes back by the address gets the page again."""
    return back(reference)


def after(reference: str, done: str = "", anchor: str = "") -> ResponseReturnValue:
    """What follows a form that was taken: the page, with what stood in its other forms."""
    if beside := typed.beside():
        return page(reference, Typed(beside=beside), done, anchor)
    return back(reference, done or None, anchor or None)


def page(reference: str, sent: Typed, done: str = "", anchor: str = "") -> str:
    """The page, with what was typed into forms that were not taken; what was done, and where."""
    with reading() as work:
        view = shown.view(work, found(work, reference), parts().private_keys)
        said = view.content.answers if view.content else None
        together = joined.of(work, view.submission, said)
        changes = shown.since(work, view.submission, sent.seen) if sent.conflict else []
    if request.method == "GET":
        done = request.args.get("done", "")
    return render_template(
        "triage/submission.html",
        view=view,
        typed=sent,
        changes=changes,
        done=DONE.get(done, ""),
        anchor=anchor,
        joined=together,
        file_rules=files.rules(),
    )
