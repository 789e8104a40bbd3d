"""The pages of reviews: the list, one submission's review, and the certificate of a disposal."""

from __future__ import annotations

from collections.abc import Callable

from flask import Blueprint, abort, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from werkzeug.exceptions import BadRequest

from config.web.access import requires
from domain import retention, retention_groups
from domain.permissions import Permission
from domain.problems import NotAccepted
from domain.retention import HoldRefused, Queue, ReviewRefused, ReviewState
from domain.sealing.recipients import Recipients
from domain.submissions import Submission
from domain.unit_of_work import UnitOfWork
from triage.step_up import fresh
from triage.work import changing, now, parts, reading

pages = Blueprint("retention", __name__, url_prefix="/retention")

QUEUES = {
    Queue.DUE: "Due",
    Queue.SOON: "Due soon",
    Queue.SECOND: "Second person",
    Queue.HELD: "Legal hold",
    Queue.DISPOSED: "Disposed of",
}
Step = Callable[[UnitOfWork, Submission, Recipients], None]


@pages.get("")
@requires(Permission.REVIEW_RETENTION)
def listed() -> ResponseReturnValue:
    """List what is to be reviewed now, soon, by a second person; what is held; what is gone."""
    try:
        queue = Queue(request.args.get("show", Queue.DUE))
    except ValueError as reason:
        raise BadRequest(str(reason)) from reason
    with reading() as work:
        items = retention.listed(work, queue)
    tabs = [
        (words, url_for("retention.listed", show=key), "page" if key is queue else "")
        for key, words in QUEUES.items()
    ]
    return render_template(
        "triage/retention/list.html",
        items=items,
        tabs=tabs,
        title=QUEUES[queue],
        today=now().date(),
        warn_days=retention_groups.schedule().warn_days,
    )


@pages.get("/<reference>")
@requires(Permission.REVIEW_RETENTION)
def show(reference: str) -> ResponseReturnValue:
    """Show where one submission stands, with the forms for what can be done."""
    return _shown(reference, {})


@pages.post("/<reference>/review")
@requires(Permission.REVIEW_RETENTION)
def review(reference: str) -> ResponseReturnValue:
    """Keep it on, or propose to dispose of it: `ground` says which and why."""
    what, _, ground = request.form.get("ground", "").partition(":")
    step = retention.propose if what == "dispose" else retention.retain
    reason = request.form.get("reason", "")
    return _done(reference, lambda work, one, to: step(work, one, ground, reason, to))


@pages.post("/<reference>/agree")
@requires(Permission.REVIEW_RETENTION)
@fresh
def agree(reference: str) -> ResponseReturnValue:
    """Let it go, as the second person, the second factor given again."""
    return _done(reference, lambda work, one, _to: retention.agree(work, one))


@pages.post("/<reference>/keep")
@requires(Permission.REVIEW_RETENTION)
def keep(reference: str) -> ResponseReturnValue:
    """Keep it after all, as the second person."""
    reason = request.form.get("reason", "")
    return _done(reference, lambda work, one, to: retention.keep_after_all(work, one, reason, to))


@pages.post("/<reference>/hold")
@requires(Permission.REVIEW_RETENTION)
def hold(reference: str) -> ResponseReturnValue:
    """Place it under a legal hold."""
    reason = request.form.get("hold_reason", "")
    return _done(reference, lambda work, one, to: retention.place(work, one, reason, to))


@pages.post("/<reference>/lift")
@requires(Permission.REVIEW_RETENTION)
def lift(reference: str) -> ResponseReturnValue:
    """Lift the legal hold."""
    reason = request.form.get("hold_reason", "")
    return _done(reference, lambda work, one, to: retention.lift(work, one, reason, to))


@pages.get("/<reference>/certificate")
@requires(Permission.REVIEW_RETENTION)
def certificate(reference: str) -> ResponseReturnValue:
    """Show the certificate of a disposal, to print."""
    with reading() as work:
        submission = retention.find(work, reference) or abort(404)
        found = retention.certificate(work, submission) or abort(404)
    grounds = {ground.key: ground.words for ground in retention_groups.schedule().dispose}
    return render_template(
        "triage/retention/certificate.html", submission=submission, review=found, grounds=grounds
    )


def _done(reference: str, step: Step) -> ResponseReturnValue:
    try:
        with changing() as work:
            submission = retention.find(work, reference) or abort(404)
            step(work, submission, parts().recipients())
    except NotAccepted as incomplete:
        return _shown(reference, incomplete.problems), 422
    except (ReviewRefused, HoldRefused) as refused:
        return _shown(reference, {"": str(refused)}), 422
    return redirect(url_for("retention.show", reference=reference), 303)


def _shown(reference: str, wrong: dict[str, str]) -> str:
    with reading() as work:
        submission = retention.find(work, reference) or abort(404)
        reviews = retention.history(work, submission)
        keys = parts().private_keys
        open_review = next((r for r in reviews if r.state == ReviewState.PROPOSED), None)
        reason = retention.reason_of(work, submission, open_review, keys) if open_review else ""
        schedule = retention_groups.schedule()
        return render_template(
            "triage/retention/item.html",
            submission=submission,
            due=retention.due_on(work, submission),
            reviews=reviews,
            proposed=open_review,
            mine=open_review is not None and open_review.reviewer_id == work.actor.id,
            reason=reason,
            hold=retention.standing(work, submission),
            grounds=schedule,
            words={one.key: one.words for one in (*schedule.retain, *schedule.dispose)},
            wrong=wrong,
            problems=[(words, _box(field)) for field, words in wrong.items()],
            typed=request.form,
            today=now().date(),
        )


def _box(field: str) -> str:
    return field or "main"
