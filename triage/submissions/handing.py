"""Handing a submission to a colleague, taking one over, and who else is at it."""

from __future__ import annotations

from uuid import UUID

from flask import jsonify, request
from flask.typing import ResponseReturnValue

from config.web.access import requires
from domain import decisions, handovers
from domain.decisions import EditedByAnother
from domain.handovers import CannotHandOver
from domain.permissions import Permission
from domain.problems import NotAccepted
from domain.queue import presence
from domain.submissions import Submission
from domain.unit_of_work import UnitOfWork
from triage.submissions import typed
from triage.submissions.blueprint import found, pages
from triage.submissions.viewing import after, page
from triage.work import changing, parts

CHANGED = "The submission has changed since you opened this page"


@pages.post("/handover")
@requires(Permission.WORK_QUEUE)
def hand_over(reference: str) -> ResponseReturnValue:
    """Give it to a colleague, with a note."""
    try:
        to = UUID(request.form.get("to", ""))
        with changing() as work:
            submission = _as_shown(work, reference)
            note, recipients = request.form.get("note", ""), parts().recipients()
            handovers.hand_over(work, submission, to, note, recipients)
    except EditedByAnother:
        return page(reference, typed.typed("handover", conflict=CHANGED)), 409
    except NotAccepted as wrong:
        return page(reference, typed.typed("handover", wrong.problems)), 422
    except ValueError as wrong:
        words = str(wrong) if isinstance(wrong, CannotHandOver) else "Select who gets it"
        return page(reference, typed.typed("handover", {"to": words})), 422
    return after(reference, "handed")


@pages.post("/takeover")
@requires(Permission.TAKE_OVER)
def take_over(reference: str) -> ResponseReturnValue:
    """Take it from whoever has it, with a reason."""
    try:
        with changing() as work:
            reason, submission = request.form.get("reason", ""), _as_shown(work, reference)
            handovers.take_over(work, submission, reason, parts().recipients())
    except EditedByAnother:
        return page(reference, typed.typed("takeover", conflict=CHANGED)), 409
    except NotAccepted as wrong:
        return page(reference, typed.typed("takeover", wrong.problems)), 422
    except CannotHandOver as refused:
        return page(reference, typed.typed("takeover", {"reason": str(refused)})), 422
    return after(reference, "taken")


@pages.post("/here")
@requires(Permission.SEE_QUEUE)
def here(reference: str) -> ResponseReturnValue:
    """A heartbeat of somebody's page: who else is there. It keeps no session alive."""
    with changing() as work:
        submission = found(work, reference)
        presence.here(work, submission, request.form.get("writing") == "yes")
        others = presence.others(work, submission)
    there = [{"name": one.name, "writing": one.writing} for one in others]
    return jsonify(others=there, version=submission.version)


def _as_shown(work: UnitOfWork, reference: str) -> Submission:
    """The submission as the officer's page showed it. Raises EditedByAnother."""
    submission = found(work, reference)
    decisions.check_version(work, submission, typed.version())
    return submission
