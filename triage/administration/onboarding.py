"""Bringing organisations in: from a request that waits, or from an agreement made elsewhere."""

from __future__ import annotations

from datetime import timedelta
from typing import Any
from uuid import UUID

from flask import Blueprint, abort, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from config.web import forms
from config.web.access import requires
from domain.organisations import Organisation, invitations, limits, requests
from domain.organisations.limits import LimitName, Wanted
from domain.permissions import Permission
from domain.unit_of_work import UnitOfWork
from triage.administration.forms import OnboardingForm, ReasonForm
from triage.step_up import fresh
from triage.work import actor, changing, parts, reading

pages = Blueprint("onboarding", __name__)
LIMIT_LASTS = timedelta(days=365)


@pages.get("/requests")
@requires(Permission.MANAGE_ORGANISATIONS)
def waiting() -> ResponseReturnValue:
    """List the requests that wait, the oldest first."""
    with reading() as work:
        found = requests.waiting(work, request.args.get("after", type=UUID))
        return render_template(
            "triage/administration/requests.html",
            requests=found,
            more=len(found) == requests.PAGE,
            done=request.args.get("done") == "declined",
        )


@pages.get("/requests/<uuid:request_id>")
@requires(Permission.MANAGE_ORGANISATIONS)
def request_(request_id: UUID) -> ResponseReturnValue:
    """Show a request, with the form that makes an organisation of it."""
    with reading() as work:
        return _request_page(work, request_id, None)


@pages.post("/requests/<uuid:request_id>")
@requires(Permission.MANAGE_ORGANISATIONS)
@fresh
def approve(request_id: UUID) -> ResponseReturnValue:
    """Make an organisation of a request and invite it."""
    form = OnboardingForm(request.form)
    problems = [] if form.validate() else forms.problems(form)
    if not problems:
        try:
            with changing() as work:
                asked = requests.find(work, request_id) or abort(404)
                wanted = form.particulars(form.mailbox.data)
                keys, url_tokens = parts().link_keys, parts().url_tokens
                made = requests.approve(work, asked, wanted, keys, url_tokens)
                return _brought_in(work, made, form)
        except ValueError as refusal:
            problems = [(str(refusal), "")]
    with reading() as work:
        return _request_page(work, request_id, form, problems), 422


@pages.get("/requests/<uuid:request_id>/decline")
@requires(Permission.MANAGE_ORGANISATIONS)
@fresh
def ask_decline(request_id: UUID) -> ResponseReturnValue:
    """Ask why a request is declined."""
    with reading() as work:
        return _decline_page(work, request_id, ReasonForm())


@pages.post("/requests/<uuid:request_id>/decline")
@requires(Permission.MANAGE_ORGANISATIONS)
@fresh
def decline(request_id: UUID) -> ResponseReturnValue:
    """Decline a request; the mailbox is told, without the reason."""
    form = ReasonForm(request.form)
    problems = [] if form.validate() else forms.problems(form)
    if not problems:
        try:
            with changing() as work:
                asked = requests.find(work, request_id) or abort(404)
                requests.decline(work, asked, form.reason.data or "")
            return redirect(url_for("onboarding.waiting", done="declined"), 303)
        except ValueError as refusal:
            problems = [(str(refusal), "")]
    with reading() as work:
        return _decline_page(work, request_id, form, problems), 422


@pages.get("/organisations/new")
@requires(Permission.MANAGE_ORGANISATIONS)
def new() -> ResponseReturnValue:
    """Ask for the particulars of an organisation that made no request."""
    return _new_page(OnboardingForm())


@pages.post("/organisations/new")
@requires(Permission.MANAGE_ORGANISATIONS)
@fresh
def bring_in() -> ResponseReturnValue:
    """Onboard it and invite it."""
    form = OnboardingForm(request.form)
    if not form.validate():
        return _new_page(form, forms.problems(form)), 422
    try:
        with changing() as work:
            wanted = form.particulars(form.mailbox.data)
            made = invitations.bring_in(work, wanted, parts().link_keys, parts().url_tokens)
            return _brought_in(work, made, form)
    except ValueError as refusal:
        return _new_page(form, [(str(refusal), "name")]), 422


def _brought_in(work: UnitOfWork, made: Organisation, form: OnboardingForm) -> ResponseReturnValue:
    if form.submissions_an_hour.data:
        amount, ends = form.submissions_an_hour.data, work.now + LIMIT_LASTS
        wanted = Wanted(LimitName.SUBMISSIONS, amount, "set when it was onboarded", ends)
        limits.set_for(work, made, wanted)
    return redirect(url_for("organisations.show", organisation_id=made.id, done="invite"), 303)


def _request_page(
    work: UnitOfWork, request_id: UUID, form: OnboardingForm | None, problems: Any = ()
) -> str:
    asked = requests.find(work, request_id) or abort(404)
    return render_template(
        "triage/administration/request.html",
        asked=asked,
        similar=requests.similar(work, asked),
        may_decide=requests.may_decide(actor(), asked),
        form=form or OnboardingForm(obj=asked),
        problems=problems,
    )


def _decline_page(work: UnitOfWork, request_id: UUID, form: ReasonForm, problems: Any = ()) -> str:
    asked = requests.find(work, request_id) or abort(404)
    return render_template(
        "triage/administration/decline.html", asked=asked, form=form, problems=problems
    )


def _new_page(form: OnboardingForm, problems: Any = ()) -> str:
    return render_template("triage/administration/onboard.html", form=form, problems=problems)
