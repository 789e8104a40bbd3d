"""Keeping the shared log-on from inside: the password, a colleague who left, the open sessions."""

from __future__ import annotations

from uuid import UUID

from flask import Blueprint, abort, request
from flask.typing import ResponseReturnValue

from config.web import cookies, devices, errors
from config.web.access import requires
from domain import organisations, partner_passkeys
from domain.organisations import open_sessions, shared_passwords
from domain.passwords import passphrases
from domain.passwords.policy import Change
from domain.permissions import Permission
from portal import browsers, doors, limits, partners, parts, passwords, wrong_passwords
from portal.responses import page, see
from portal.wrong_passwords import Tried

pages = Blueprint("log_on", __name__, url_prefix="/log-on")

ENDED = "ended by a colleague"


@pages.get("")
@requires(Permission.KEEP_LOG_ON)
def show() -> ResponseReturnValue:
    """Show who is signed in on the shared log-on, and what can be done about it."""
    partner = partners.signed_in()
    with partners.reading() as work:
        found = open_sessions.listed(work, partner.session.organisation_id)
        held = partner_passkeys.listed(work)
        mailbox = organisations.find(work, partner.session.organisation_id).mailbox
    listed = [(each, devices.words(each.device)) for each in found]
    return page(
        "log-on.html", listed=listed, own=partner.session.id, mailbox=mailbox, passkeys=held
    )


@pages.post("/sessions")
@requires(Permission.KEEP_LOG_ON)
def end() -> ResponseReturnValue:
    """End one session, or all but this one."""
    session, own = partners.signed_in().session, partners.signed_in().session.id
    wanted = request.form.get("session", "")
    with partners.working() as work:
        if wanted == "others":
            organisation = organisations.find(work, session.organisation_id)
            open_sessions.end_all(work, organisation, ENDED, but=own)
        else:
            open_sessions.end(work, session.organisation_id, _id(wanted), ENDED)
    return see("log_on.show")


@pages.get("/password")
@requires(Permission.KEEP_LOG_ON)
def password() -> ResponseReturnValue:
    """Ask for the present password and another."""
    return _ask(())


@pages.post("/password")
@requires(Permission.KEEP_LOG_ON)
def change_password() -> ResponseReturnValue:
    """Change the password; everybody else is signed out."""
    here, actor = parts.here(), partners.signed_in().actor
    store = limits.store()
    tried = Tried(f"change/{actor.organisation_id}", browsers.address(), None)
    if wait := wrong_passwords.wait(store, tried, here.now()):
        raise errors.slow_down(wait.seconds)
    change = Change(
        current=request.form.get("password", "")[: doors.LONGEST_PASSWORD],
        new=request.form.get("new_password", "")[: doors.LONGEST_PASSWORD],
        address=browsers.address(),
        at=here.now(),
        context=passwords.context(),
    )
    reasons = shared_passwords.change(here.sessions, here.passwords, actor, change)
    if shared_passwords.WRONG in reasons:
        wrong_passwords.remember(store, tried, here.now())
    return _ask(reasons) if reasons else see("log_on.password_changed")


@pages.get("/password-changed")
@requires(Permission.KEEP_LOG_ON)
def password_changed() -> ResponseReturnValue:
    """Say that the password is changed and whom to tell, and which passkeys still serve."""
    with partners.reading() as work:
        held = partner_passkeys.listed(work)
    return page("password-changed.html", passkeys=held)


@pages.get("/colleague-left")
@requires(Permission.KEEP_LOG_ON)
def ask_colleague_left() -> ResponseReturnValue:
    """Say what will happen before it does: it cannot be undone."""
    with partners.reading() as work:
        organisation_id = partners.signed_in().session.organisation_id
        mailbox = organisations.find(work, organisation_id).mailbox
        held = partner_passkeys.listed(work)
    return page("colleague-left.html", mailbox=mailbox, passkeys=held)


@pages.post("/colleague-left")
@requires(Permission.KEEP_LOG_ON)
def colleague_left() -> ResponseReturnValue:
    """End the password, every session and the passkeys chosen; a link goes to the mailbox."""
    chosen = [_id(each) for each in request.form.getlist("passkey")]
    with partners.working() as work:
        partner_passkeys.end_chosen(work, chosen)
        shared_passwords.colleague_left(work, parts.here().link_keys)
    response = see("passwords.link_sent")
    cookies.forget(response, cookies.SESSION)  # type: ignore[arg-type]  # it takes any response
    return response


def _ask(reasons: tuple[str, ...]) -> ResponseReturnValue:
    targets = {shared_passwords.WRONG: "password"}
    problems = [(reason, targets.get(reason, "new_password")) for reason in reasons]
    return page(
        "change-password.html",
        422 if problems else 200,
        problems=problems,
        wrong=dict((target, words) for words, target in reversed(problems)),
        offered=passphrases.passphrase(),
    )


def _id(written: str) -> UUID:
    try:
        return UUID(written)
    except ValueError:
        abort(404)
