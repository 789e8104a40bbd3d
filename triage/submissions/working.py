"""The work on a submission: the safety screen first, then a decision; and reopening."""

from __future__ import annotations

from collections.abc import Callable

from flask import request
from flask.typing import ResponseReturnValue

from config.web.access import requires
from domain import decisions, openings, queue, screening
from domain.decisions import EditedByAnother, NotScreened
from domain.messages import asking
from domain.outcomes import StepNotAllowed
from domain.permissions import Permission
from domain.problems import NotAccepted
from domain.submissions import Submission
from domain.unit_of_work import UnitOfWork
from triage.submissions import typed
from triage.submissions.blueprint import found, pages
from triage.submissions.viewing import after, page
from triage.work import changing, parts

Act = Callable[[UnitOfWork, Submission], None]

NOT_OPEN = "Open the submission first: what is recorded rests on what it says"
CHANGED = "The submission has changed since you opened this page"


@pages.post("/screen")
@requires(Permission.SCREEN_FOR_SAFETY)
def screen(reference: str) -> ResponseReturnValue:
    """Record the safety screen."""

    def act(work: UnitOfWork, submission: Submission) -> None:
        screening.screen(work, submission, typed.screen(), parts().recipients())

    return _do(reference, "screen", act) or after(reference, "screened", "work")


@pages.post("/decision")
@requires(Permission.DECIDE_OUTCOMES)
def decide(reference: str) -> ResponseReturnValue:
    """Record what becomes of it."""

    def act(work: UnitOfWork, submission: Submission) -> None:
        made, sealed_to = typed.decision(), parts()
        partner = asking.Channel(
            sealed_to.to_partners(), sealed_to.private_keys, sealed_to.search_keys
        )
        decisions.decide(work, submission, made, sealed_to.recipients(), partner)

    return _do(reference, "decision", act) or after(reference, "decided")


@pages.post("/reopening")
@requires(Permission.DECIDE_OUTCOMES)
def reopen(reference: str) -> ResponseReturnValue:
    """Work on it again."""

    def act(work: UnitOfWork, submission: Submission) -> None:
        reason = request.form.get("reason", "")
        decisions.reopen(work, submission, reason, parts().recipients())

    return _do(reference, "reopening", act) or after(reference, "reopened")


def _do(reference: str, form: str, act: Act) -> ResponseReturnValue | None:
    """Do it if the submission is as the officer saw it; else the page again, nothing typed lost."""
    try:
        with changing() as work:
            submission = found(work, reference)
            decisions.check_version(work, submission, typed.version())
            act(work, submission)
    except NotAccepted as wrong:
        return page(reference, typed.typed(form, wrong.problems)), 422
    except EditedByAnother:
        return page(reference, typed.typed(form, conflict=CHANGED)), 409
    except openings.NotOpen:
        return page(reference, typed.typed(form, conflict=NOT_OPEN)), 409
    except (queue.NotYours, NotScreened, StepNotAllowed) as refused:
        return page(reference, typed.typed(form, conflict=str(refused))), 409
    return None
