"""Talking with the partner, and notes that the partner never sees."""

from __future__ import annotations

from collections.abc import Callable

from flask import request
from flask.typing import ResponseReturnValue

from config.web.access import requires
from domain import decisions, notes, openings
from domain.decisions import EditedByAnother
from domain.messages import asking, threads
from domain.permissions import Permission
from domain.problems import NotAccepted
from domain.submissions import Submission
from domain.unit_of_work import UnitOfWork
from triage.submissions import typed
from triage.submissions.blueprint import found, pages
from triage.submissions.viewing import after, page
from triage.work import changing, parts

NOT_OPEN = "Open the submission first"
CHANGED = "The submission has changed since you opened this page"


@pages.post("/messages")
@requires(Permission.READ_SUBMISSIONS)
def read_messages(reference: str) -> ResponseReturnValue:
    """Show what the partner wrote since; that it was read is recorded."""
    with changing() as work:
        submission = found(work, reference)
        openings.open_(work, submission)
        threads.read(work, submission)
    return after(reference, anchor="messages")


@pages.post("/note")
@requires(Permission.WORK_QUEUE)
def note(reference: str) -> ResponseReturnValue:
    """Keep an internal note."""
    return _say(reference, "note", "noted", lambda work, one: notes.write(
        work, one, _text("note"), parts().recipients()))  # fmt: skip


@pages.post("/tip")
@requires(Permission.GIVE_FEEDBACK)
def tip(reference: str) -> ResponseReturnValue:
    """Tell the partner how to send something better."""
    return _say(reference, "tip", "tipped", lambda work, one: asking.tip(
        work, one, _text("tip"), parts().to_partners()))  # fmt: skip


@pages.post("/feedback")
@requires(Permission.GIVE_FEEDBACK)
def feedback(reference: str) -> ResponseReturnValue:
    """Let the partner see a coarse outcome, or no longer."""

    def clear(work: UnitOfWork, one: Submission) -> None:
        decisions.check_version(work, one, typed.version())
        asking.clear_outcome(work, one, _text("coarse"))

    return _say(reference, "feedback", "cleared", clear)


def _say(
    reference: str, form: str, done: str, act: Callable[[UnitOfWork, Submission], object]
) -> ResponseReturnValue:
    """Do it; if it cannot be taken, the page again with what was typed."""
    try:
        with changing() as work:
            act(work, found(work, reference))
    except NotAccepted as wrong:
        return page(reference, typed.typed(form, wrong.problems)), 422
    except openings.NotOpen:
        return page(reference, typed.typed(form, conflict=NOT_OPEN)), 409
    except EditedByAnother:
        return page(reference, typed.typed(form, conflict=CHANGED)), 409
    return after(reference, done, "messages")


def _text(name: str) -> str:
    return request.form.get(name, "")
