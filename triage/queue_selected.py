"""Several submissions at once: first what would happen to each, then what did."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from uuid import UUID

from flask import Blueprint, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from werkzeug.exceptions import BadRequest

from config.web.access import requires
from domain import handovers, queue, references
from domain.permissions import Permission
from domain.problems import NotAccepted
from domain.submissions import Submission
from domain.unit_of_work import UnitOfWork
from triage.work import changing, parts, reading

pages = Blueprint("selected", __name__, url_prefix="/queue/selected")

MOST = 50
ACTIONS = {"take": "Take", "hand over": "Hand over"}


@dataclass(frozen=True)
class Result:
    """What would become, or became, of one of them."""

    reference: str
    words: str
    works: bool


@pages.post("")
@requires(Permission.WORK_QUEUE)
def preview() -> ResponseReturnValue:
    """Say what would happen to each; nothing does yet."""
    if not _chosen():
        return redirect(url_for("queue.listed", ticked="none"), 303)
    return _asked({})


@pages.post("/done")
@requires(Permission.WORK_QUEUE)
def do() -> ResponseReturnValue:
    """Do it, each in a unit of work of its own, and say how each went."""
    hands_over = _action() == "hand over"
    if hands_over and (problems := _problems()):
        return _asked(problems), 422
    act = _hand_over if hands_over else queue.claim
    results = [_done(reference, act) for reference in _chosen()]
    return render_template("triage/selected_done.html", results=results, action=_action())


@pages.get("")
@pages.get("/done")
@requires(Permission.WORK_QUEUE)
def nothing_chosen() -> ResponseReturnValue:
    """Somebody who comes back by the address goes to the queue."""
    return redirect(url_for("queue.listed"), 303)


def _asked(problems: dict[str, str]) -> str:
    with reading() as work:
        results = [_would(work, reference) for reference in _chosen()]
        colleagues = handovers.colleagues(work)
    return render_template(
        "triage/selected.html",
        results=results,
        action=_action(),
        words=ACTIONS[_action()],
        colleagues=[("", "Select one"), *((str(key), name) for key, name in colleagues.items())],
        typed=request.form,
        wrong=problems,
    )


def _would(work: UnitOfWork, reference: str) -> Result:
    submission = queue.find(work, reference)
    if submission is None:
        return Result(reference, "There is no such submission", works=False)
    owner = submission.owner_at(work.now)
    if _action() == "hand over":
        why = handovers.problem(work, submission)
        return Result(reference, why or "Will be handed over", works=not why)
    if owner is None and submission.decided_at is None:
        return Result(reference, "Will be yours", works=True)
    held = submission.owner.name if owner and submission.owner else "It is closed"
    words = "You have it already" if owner == work.actor.id else f"{held} has it" if owner else held
    return Result(reference, words, works=False)


def _done(reference: str, act: Callable[[UnitOfWork, Submission], None]) -> Result:
    try:
        with changing() as work:
            submission = queue.find(work, reference)
            if submission is None:
                return Result(reference, "There is no such submission", works=False)
            act(work, submission)
    except (queue.AlreadyTaken, handovers.CannotHandOver, NotAccepted) as refused:
        return Result(reference, str(refused), works=False)
    return Result(reference, "Done", works=True)


def _hand_over(work: UnitOfWork, submission: Submission) -> None:
    to, note = UUID(request.form["to"]), request.form.get("note", "")
    handovers.hand_over(work, submission, to, note, parts().recipients())


def _problems() -> dict[str, str]:
    problems = {}
    try:
        UUID(request.form.get("to", ""))
    except ValueError:
        problems["to"] = "Select who gets them"
    if not request.form.get("note", "").strip():
        problems["note"] = "Enter what they need to know"
    return problems


def _action() -> str:
    action = request.form.get("action", "take")
    if action not in ACTIONS:
        raise BadRequest(f"there is no {action!r}")
    return action


def _chosen() -> list[str]:
    """The references that were ticked, each once, in order."""
    typed = (references.parse(each) for each in request.form.getlist("chosen")[:MOST])
    return list(dict.fromkeys(each for each in typed if each))
