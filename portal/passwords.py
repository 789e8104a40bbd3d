"""The shared password from outside: chosen by a link to the mailbox, or forgotten."""

from __future__ import annotations

import time
from uuid import UUID

from flask import Blueprint, request
from flask.typing import ResponseReturnValue

from config.web.access import public, requires
from domain import links, organisations, partner_passkeys
from domain.links import LinkUnusable, Purpose
from domain.organisations import shared_passwords
from domain.organisations.shared_passwords import Choice
from domain.passwords import passphrases, policy
from domain.passwords.policy import PasswordRefused
from domain.permissions import Permission
from portal import browsers, doors, partners, parts, pauses, policies
from portal.responses import brand, page, plain, see

pages = Blueprint("passwords", __name__)

LINKS = {"first-password": Purpose.ACTIVATION, "new-password": Purpose.RENEWAL}
"""Where the letters' links lead, and what each link is for."""
TICK_THE_TERMS = "Tick the box to accept the terms"


@pages.get("/<any('first-password', 'new-password'):kind>/<token>")
@public
def look(kind: str, token: str) -> ResponseReturnValue:
    """Ask for the password that a link lets choose; looking does not use the link."""
    here = parts.here()
    try:
        links.look_at(here.sessions, here.link_keys, LINKS[kind], token, here.now())
    except LinkUnusable:
        return _unusable()
    return _ask(kind)


@pages.post("/<any('first-password', 'new-password'):kind>/<token>")
@public
def choose(kind: str, token: str) -> ResponseReturnValue:
    """Set the password, once, and let its chooser in."""
    here, typed = parts.here(), request.form.get("new_password", "")[: doors.LONGEST_PASSWORD]
    if "terms" not in request.form:
        return _ask(kind, [(TICK_THE_TERMS, "terms")])
    choice = _choice(kind, token, typed)
    try:
        chosen = shared_passwords.choose(here.sessions, here.passwords, here.link_keys, choice)
    except LinkUnusable:
        return _unusable()
    except PasswordRefused as refused:
        return _ask(kind, [(reason, "new_password") for reason in refused.reasons])
    return _let_in(chosen, typed)


@pages.get("/password-chosen")
@requires(Permission.KEEP_LOG_ON)
def chosen() -> ResponseReturnValue:
    """Say that the password is chosen, how colleagues come in, and which passkeys still serve."""
    with partners.reading() as work:
        held = partner_passkeys.listed(work)
    return page("password-chosen.html", passkeys=held)


@pages.post("/password-strength")
@public
def strength() -> ResponseReturnValue:
    """Say how hard a password is to guess, as it is typed; nothing of it is kept."""
    verdict = policy.judge(request.form.get("password", "")[: doors.LONGEST_PASSWORD], context())
    said = verdict.reasons or (f"This is {verdict.strength}",)
    return {"words": ". ".join(said) + "."}


@pages.get("/forgotten-password")
@public
def forgotten() -> ResponseReturnValue:
    """Offer a link to the shared mailbox."""
    return plain("forgotten.html", no_door=browsers.door() is None)


@pages.post("/forgotten-password")
@public
def send_link() -> ResponseReturnValue:
    """Send the mailbox a link, if there is one; the answer and its time are always the same."""
    started, here = time.monotonic(), parts.here()
    door = browsers.door() or browsers.NO_DOOR
    shared_passwords.forgotten(here.sessions, here.link_keys, door, here.now())
    pauses.as_long_as_any(started)
    return see("passwords.link_sent")


@pages.get("/forgotten-password/sent")
@public
def link_sent() -> ResponseReturnValue:
    """Say where to look for the link, whether or not one was sent."""
    return plain("forgotten-sent.html")


def context() -> tuple[str, ...]:
    """Return the words of the force, which a password must not be made of."""
    whose = brand()
    return (whose.force_name, whose.unit_name, whose.portal_name)


def _ask(kind: str, problems: list[tuple[str, str]] | None = None) -> ResponseReturnValue:
    return plain(
        "choose-password.html",
        422 if problems else 200,
        first=LINKS[kind] is Purpose.ACTIVATION,
        problems=problems or [],
        wrong=dict((target, words) for words, target in reversed(problems or [])),
        offered=passphrases.passphrase(),
        version=policies.terms_version(),
        name=request.form.get("your_name", ""),
    )


def _choice(kind: str, token: str, password: str) -> Choice:
    return Choice(
        purpose=LINKS[kind],
        token=token,
        password=password,
        terms_version=policies.terms_version(),
        at=parts.here().now(),
        context=context(),
    )


def _unusable() -> ResponseReturnValue:
    return plain("link-unusable.html", 410, again="passwords.forgotten")


def _let_in(organisation_id: UUID, password: str) -> ResponseReturnValue:
    here, door = parts.here(), browsers.door() or browsers.NO_DOOR
    attempt = doors.attempt(door, password)
    admitted = organisations.admit_chooser(here.sessions, here.passwords, organisation_id, attempt)
    if admitted is None:
        return see("doors.sign_in")
    response = see("passwords.chosen")
    doors.give_session(response, admitted.token)
    return response
