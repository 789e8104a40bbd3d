"""Taking a submission, putting it back, opening and closing it."""

from __future__ import annotations

from flask import render_template
from flask.typing import ResponseReturnValue

from config.web.access import requires
from domain import openings, queue
from domain.messages import threads
from domain.permissions import Permission
from triage.submissions.blueprint import found, pages
from triage.submissions.viewing import after
from triage.work import changing


@pages.post("/claim")
@requires(Permission.WORK_QUEUE)
def claim(reference: str) -> ResponseReturnValue:
    """Take it; somebody who was a moment earlier has it."""
    try:
        with changing() as work:
            queue.claim(work, found(work, reference))
    except queue.AlreadyTaken as taken:
        return render_template("triage/taken.html", reference=reference, taken=taken), 409
    return after(reference, "taken")


@pages.post("/release")
@requires(Permission.WORK_QUEUE)
def release(reference: str) -> ResponseReturnValue:
    """Put it back into the queue for others."""
    try:
        with changing() as work:
            queue.release(work, found(work, reference))
    except queue.NotYours:
        return after(reference, "not-yours")
    return after(reference, "released")


@pages.post("/open")
@requires(Permission.READ_SUBMISSIONS)
def open_(reference: str) -> ResponseReturnValue:
    """Open its content to whoever asks; that they did is recorded."""
    with changing() as work:
        submission = found(work, reference)
        openings.open_(work, submission)
        threads.read(work, submission)
    return after(reference, anchor="content")


@pages.post("/close")
@requires(Permission.READ_SUBMISSIONS)
def close(reference: str) -> ResponseReturnValue:
    """Close its content again."""
    with changing() as work:
        openings.close(work, found(work, reference))
    return after(reference)
