"""The partner organisations: the list, the page of each, its particulars and its history."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from flask import Blueprint, abort, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from werkzeug.exceptions import BadRequest

from config.web.access import requires
from domain import letters, partner_passkeys
from domain.organisations import (
    Organisation,
    Standing,
    activities,
    agreements,
    limits,
    mailboxes,
    open_sessions,
)
from domain.organisations import pages as lists
from domain.organisations import standing as standings
from domain.organisations.limits import LimitName
from domain.organisations.pages import Search
from domain.organisations.sectors import joining
from domain.permissions import Permission
from domain.unit_of_work import UnitOfWork
from triage.administration import actions
from triage.administration.organisation_actions import ACTIONS
from triage.step_up import fresh
from triage.work import changing, now, reading

pages = Blueprint("organisations", __name__)
SHOWN_EVENTS = 10
SAID = {
    "amended": "What you changed is kept.",
    "session": "The session was ended.",
    "lifted": "The limit was lifted: the ordinary one applies again.",
    "mailbox-kept": "The change was given up, and its link ended. The mailbox stays as it is.",
    "passkey": "The passkey was ended, and the sessions it opened. The shared mailbox is told.",
}


def searched() -> Search:
    """Return what the address looks for. Raises BadRequest for a standing there is not."""
    typed = request.args
    try:
        standing = Standing(typed["standing"]) if typed.get("standing") else None
    except ValueError as reason:
        raise BadRequest(str(reason)) from reason
    return Search(
        text=typed.get("text", "")[:200],
        standing=standing,
        sector=typed.get("sector", ""),
        district=typed.get("district", ""),
        review_due=bool(typed.get("review")),
        stopped=bool(typed.get("stopped")),
        not_in_yet=bool(typed.get("waiting")),
    )


def _counted(work: UnitOfWork, search: Search) -> dict[str, Any]:
    """Return how many are found; where nothing is sought, what waits and whom a limit stopped."""
    most = lists.MOST_COUNTED
    counted = {"total": lists.count(work, search, most), "most": most}
    if any(request.args.values()):
        return counted | {"waiting": None, "limited": ()}
    return counted | {"waiting": lists.waiting(work), "limited": limits.reached_lately(work)}


@pages.get("/organisations")
@requires(Permission.MANAGE_ORGANISATIONS)
def listed() -> ResponseReturnValue:
    """List organisations: name, district, standing and when the agreement is reviewed."""
    search = searched()
    with reading() as work:
        found = lists.page(work, search, request.args.get("after"))
        counted = _counted(work, search)
    given: dict[str, Any] = {k: v for k, v in request.args.items() if v and k != "after"}
    return render_template(
        "triage/administration/organisations.html",
        lines=found.lines,
        **counted,
        typed=request.args,
        joining=joining(),
        standings=list(Standing),
        today=now().date(),
        given=given,
        next=url_for("organisations.listed", **given, after=found.after) if found.after else None,
        first=url_for("organisations.listed", **given) if "after" in request.args else None,
    )


@pages.get("/organisations/<uuid:organisation_id>")
@requires(Permission.MANAGE_ORGANISATIONS)
def show(organisation_id: UUID) -> ResponseReturnValue:
    """Show one organisation: particulars, activity, sessions, limits, letters, history."""
    with reading() as work:
        organisation = lists.find(work, organisation_id) or abort(404)
        return render_template(
            "triage/administration/organisation.html",
            organisation=organisation,
            done=actions.done(ACTIONS) or SAID.get(request.args.get("done", ""), ""),
            offered=actions.offered(ACTIONS, organisation),
            is_stopped=standings.is_stopped(organisation),
            **_around(work, organisation),
        )


def _around(work: UnitOfWork, organisation: Organisation) -> dict[str, Any]:
    """Return what stands about an organisation in other tables."""
    merged = organisation.merged_into
    return {
        "agreement": agreements.standing_of(organisation, now().date()),
        "activity": activities.of(work, organisation),
        "sessions": open_sessions.listed(work, organisation.id),
        "passkeys": partner_passkeys.of_organisation(work, organisation),
        "limits": limits.listed(work, organisation.id),
        "letters": letters.of_organisation(work, organisation.id),
        "history": activities.history(work, organisation)[:SHOWN_EVENTS],
        "mailbox_asked": mailboxes.waiting(work, organisation),
        "merged_into": lists.find(work, merged) if merged else None,
    }


@pages.get("/organisations/<uuid:organisation_id>/history")
@requires(Permission.MANAGE_ORGANISATIONS)
def history(organisation_id: UUID) -> ResponseReturnValue:
    """Show what was done about one organisation, a page at a time."""
    before = request.args.get("before", type=UUID)
    with reading() as work:
        organisation = lists.find(work, organisation_id) or abort(404)
        events = activities.history(work, organisation, before)
        return render_template(
            "triage/administration/history.html",
            organisation=organisation,
            events=events,
            more=len(events) == activities.PAGE,
        )


@pages.get("/organisations/<uuid:organisation_id>/do/<action>")
@requires(Permission.MANAGE_ORGANISATIONS)
@fresh
def ask(organisation_id: UUID, action: str) -> ResponseReturnValue:
    """Ask before something is done to an organisation."""
    back = url_for("organisations.show", organisation_id=organisation_id)
    return actions.ask(ACTIONS, action, _finding(organisation_id), back)


@pages.post("/organisations/<uuid:organisation_id>/do/<action>")
@requires(Permission.MANAGE_ORGANISATIONS)
@fresh
def act(organisation_id: UUID, action: str) -> ResponseReturnValue:
    """Do it."""
    back = url_for("organisations.show", organisation_id=organisation_id)
    return actions.take(ACTIONS, action, _finding(organisation_id), back)


def _finding(organisation_id: UUID) -> actions.Find:
    return lambda work, to_change: lists.find(work, organisation_id, to_change)


@pages.post("/organisations/<uuid:organisation_id>/sessions/<uuid:session_id>/end")
@requires(Permission.MANAGE_ORGANISATIONS)
def end_session(organisation_id: UUID, session_id: UUID) -> ResponseReturnValue:
    """End one session of an organisation."""
    with changing() as work:
        open_sessions.end(work, organisation_id, session_id, "an administrator ended it")
    return _back(organisation_id, "session")


@pages.post("/organisations/<uuid:organisation_id>/mailbox/cancel")
@requires(Permission.MANAGE_ORGANISATIONS)
@fresh
def cancel_mailbox(organisation_id: UUID) -> ResponseReturnValue:
    """Give up a change of mailbox that nobody has confirmed."""
    with changing() as work:
        mailboxes.cancel(work, lists.find(work, organisation_id, True) or abort(404))
    return _back(organisation_id, "mailbox-kept")


def _back(organisation_id: UUID, done: str) -> ResponseReturnValue:
    return redirect(url_for("organisations.show", organisation_id=organisation_id, done=done), 303)


@pages.post("/organisations/<uuid:organisation_id>/limits/lift")
@requires(Permission.MANAGE_ORGANISATIONS)
@fresh
def lift_limit(organisation_id: UUID) -> ResponseReturnValue:
    """Let the ordinary limit apply again."""
    try:
        name = LimitName(request.form.get("limit", ""))
    except ValueError:
        abort(400)
    with changing() as work:
        limits.lift(work, lists.find(work, organisation_id, True) or abort(404), name)
    return _back(organisation_id, "lifted")
