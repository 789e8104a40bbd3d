"""Members of staff: the list, inviting somebody, the page of each, their rights and factors."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from flask import Blueprint, abort, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from werkzeug.exceptions import BadRequest

from config.web import forms
from config.web.access import requires
from domain.organisations.sectors import joining
from domain.permissions import Permission, Role
from domain.staff import NewAccount, StaffMember, factors, invitations, people, rights
from domain.staff.people import Search, State
from domain.unit_of_work import UnitOfWork
from triage.administration import actions
from triage.administration.staff_actions import ACTIONS
from triage.administration.staff_forms import InvitationForm, RightsForm
from triage.step_up import fresh
from triage.work import actor, changing, parts, reading

pages = Blueprint("people", __name__)


def searched() -> Search:
    """Return whom the address looks for. Raises BadRequest for a state or role there is not."""
    typed = request.args
    try:
        state = State(typed["state"]) if typed.get("state") else None
        role = Role(typed["role"]) if typed.get("role") else None
    except ValueError as reason:
        raise BadRequest(str(reason)) from reason
    district, text = typed.get("district", ""), typed.get("text", "")[:200]
    return Search(text=text, state=state, role=role, district=district)


@pages.get("/staff")
@requires(Permission.MANAGE_STAFF)
def listed() -> ResponseReturnValue:
    """List accounts, by username."""
    search, after = searched(), request.args.get("after")
    with reading() as work:
        found, total = people.page(work, search, after), people.count(work, search)
    given: dict[str, Any] = {k: v for k, v in request.args.items() if v and k != "after"}
    return render_template(
        "triage/administration/people.html",
        lines=found.lines,
        total=total,
        typed=request.args,
        given=given,
        states=list(State),
        roles=list(Role),
        districts=joining().districts,
        next=url_for("people.listed", **given, after=found.after) if found.after else None,
        first=url_for("people.listed", **given) if after is not None else None,
    )


@pages.get("/staff/new")
@requires(Permission.MANAGE_STAFF)
@fresh
def new() -> ResponseReturnValue:
    """Ask whom to invite."""
    return _new_page(InvitationForm())


@pages.post("/staff/new")
@requires(Permission.MANAGE_STAFF)
@fresh
def invite() -> ResponseReturnValue:
    """Make an account and send the person a link."""
    form = InvitationForm(request.form)
    if not form.validate():
        return _new_page(form, forms.problems(form)), 422
    try:
        with changing() as work:
            member = invitations.invite(work, _account(form), parts().link_keys)
            work.session.flush()
            shown = url_for("people.show", staff_id=member.id, done="invite")
    except ValueError as refusal:
        return _new_page(form, [(str(refusal).capitalize(), "username")]), 422
    return redirect(shown, 303)


def _account(form: InvitationForm) -> NewAccount:
    given = form.rights()
    return NewAccount(
        username=form.username.data or "",
        name=form.name.data or "",
        email=form.email.data,
        roles=given.roles,
        districts=given.districts,
        cleared=given.cleared,
    )


def _new_page(form: InvitationForm, problems: Any = ()) -> str:
    return render_template("triage/administration/invite.html", form=form, problems=problems)


@pages.get("/staff/<uuid:staff_id>")
@requires(Permission.MANAGE_STAFF)
def show(staff_id: UUID) -> ResponseReturnValue:
    """Show one account: rights, factors, sessions, and what can be done."""
    with reading() as work:
        member = people.find(work, staff_id) or abort(404)
        return _person_page(work, member)


def _person_page(work: UnitOfWork, member: StaffMember) -> str:
    held = factors.listed(work, member.id)
    said = {"rights": "Their rights are changed.", "factor": "The second factor was removed."}
    return render_template(
        "triage/administration/person.html",
        member=member,
        factors=held,
        may_revoke=factors.may_revoke(actor(), member, len(held)),
        may_change=rights.may_change(actor(), member),
        sessions=people.open_sessions(work, member),
        offered=actions.offered(ACTIONS, member),
        is_stopped=rights.is_stopped(member),
        done=actions.done(ACTIONS) or said.get(request.args.get("done", ""), ""),
    )


@pages.get("/staff/<uuid:staff_id>/rights")
@requires(Permission.MANAGE_STAFF)
@fresh
def ask_rights(staff_id: UUID) -> ResponseReturnValue:
    """Show somebody's rights to change."""
    with reading() as work:
        member = people.find(work, staff_id) or abort(404)
        return _rights_page(member, RightsForm(obj=member))


@pages.post("/staff/<uuid:staff_id>/rights")
@requires(Permission.MANAGE_STAFF)
@fresh
def change_rights(staff_id: UUID) -> ResponseReturnValue:
    """Give somebody other rights; they hold at their next request."""
    form = RightsForm(request.form)
    problems = [] if form.validate() else forms.problems(form)
    if not problems:
        try:
            with changing() as work:
                member = people.find(work, staff_id, True) or abort(404)
                rights.change(work, member, form.rights())
            return redirect(url_for("people.show", staff_id=staff_id, done="rights"), 303)
        except ValueError as refusal:
            problems = [(str(refusal), "roles")]
    with reading() as work:
        member = people.find(work, staff_id) or abort(404)
        return _rights_page(member, form, problems), 422


def _rights_page(member: StaffMember, form: RightsForm, problems: Any = ()) -> str:
    return render_template(
        "triage/administration/rights.html", member=member, form=form, problems=problems
    )


@pages.get("/staff/<uuid:staff_id>/do/<action>")
@requires(Permission.MANAGE_STAFF)
@fresh
def ask(staff_id: UUID, action: str) -> ResponseReturnValue:
    """Ask before something is done to an account."""
    return actions.ask(ACTIONS, action, _finding(staff_id), _back(staff_id))


@pages.post("/staff/<uuid:staff_id>/do/<action>")
@requires(Permission.MANAGE_STAFF)
@fresh
def act(staff_id: UUID, action: str) -> ResponseReturnValue:
    """Do it."""
    return actions.take(ACTIONS, action, _finding(staff_id), _back(staff_id))


@pages.post("/staff/<uuid:staff_id>/factors/<uuid:factor_id>/revoke")
@requires(Permission.MANAGE_STAFF)
@fresh
def revoke_factor(staff_id: UUID, factor_id: UUID) -> ResponseReturnValue:
    """End one second factor of somebody."""
    try:
        with changing() as work:
            member = people.find(work, staff_id) or abort(404)
            factors.revoke(work, member, factor_id)
    except factors.LastFactor:
        return redirect(_back(staff_id), 303)
    return redirect(url_for("people.show", staff_id=staff_id, done="factor"), 303)


def _back(staff_id: UUID) -> str:
    return url_for("people.show", staff_id=staff_id)


def _finding(staff_id: UUID) -> actions.Find:
    return lambda work, to_change: people.find(work, staff_id, to_change)
