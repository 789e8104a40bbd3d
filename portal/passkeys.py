"""Passkeys at the partners' door: signing in with one, adding one, removing one."""

from __future__ import annotations

import time
from uuid import UUID

from flask import Blueprint, Flask, abort, make_response, request
from flask.typing import ResponseReturnValue

from config.web import cookies, devices, errors
from config.web.access import public, requires
from config.web.preferences import own_address
from domain import partner_passkeys
from domain.actors import NotPermitted
from domain.organisations.proofs import Proof
from domain.partner_passkeys import Answer, Asking, Attempt, TooMany
from domain.permissions import Permission
from domain.relying_parties import Party, PasskeyRefused
from portal import browsers, carrying, doors, limits, partners, parts, pauses, wrong_passwords
from portal.responses import page, see
from portal.wrong_passwords import Tried

pages = Blueprint("passkeys", __name__)

LONGEST_ANSWER = 20_000
REFUSED = "The address or the passkey is not right. You can use the password instead"
WRONG_PASSWORD = "The password is not right"  # noqa: S105  # words, no password
NO_NAME = "Enter your name"


@pages.post("/sign-in/passkey/options")
@public
def ask() -> ResponseReturnValue:
    """Say what a passkey has to sign: the same for every organisation, and for none."""
    challenge = partner_passkeys.new_challenge()
    response = make_response(partner_passkeys.options_to_sign_in(_party(), challenge))
    response.mimetype = "application/json"
    browsers.remember_challenge(response, challenge, parts.here().now())
    return response


@pages.post("/sign-in/passkey")
@public
def give() -> ResponseReturnValue:
    """Try a passkey in place of the password; whatever is wrong, the answer and its time agree."""
    started, here = time.monotonic(), parts.here()
    door = browsers.door() or browsers.NO_DOOR
    tried = Tried(
        door.hex(), browsers.address(), browsers.known_device(door), limits.at_the_door(door)
    )
    store = limits.store()
    if wait := wrong_passwords.wait(store, tried, here.now()):
        raise errors.slow_down(wait.seconds)
    admission = partner_passkeys.admit(here.sessions, _party(), _attempt(door))
    if admission:
        response = make_response(doors.come_in(admission.token))
    else:
        wrong_passwords.remember(store, tried, here.now())
        pauses.as_long_as_any(started)
        back, problems = own_address(request.form.get("back")), [(REFUSED, "password")]
        response = make_response(doors.ask(back, 422, problems=problems, kept=carrying.on()))
    cookies.forget(response, browsers.CHALLENGE)
    return response


@pages.get("/log-on/passkey")
@requires(Permission.KEEP_LOG_ON)
def add() -> ResponseReturnValue:
    """Ask for the password once more, and whose passkey it shall be."""
    _party()
    return _page()


@pages.post("/log-on/passkey/options")
@requires(Permission.KEEP_LOG_ON)
def ask_to_add() -> ResponseReturnValue:
    """Say for whom a passkey is to be made, if the password is right."""
    here, actor = parts.here(), partners.signed_in().actor
    tried = Tried(f"change/{actor.organisation_id}", browsers.address(), None)
    store = limits.store()
    wait = wrong_passwords.wait(store, tried, here.now())
    if wait or not _typed("your_name"):
        return _say(f"Too many tries. {wait.words}" if wait else NO_NAME)
    try:
        asked = partner_passkeys.options_to_add(
            here.sessions, here.passwords, actor, _party(), _asking()
        )
    except TooMany as many:
        return _say(str(many))
    if asked is None:
        wrong_passwords.remember(store, tried, here.now())
        return _say(WRONG_PASSWORD)
    return make_response(asked, 200, {"Content-Type": "application/json"})


@pages.post("/log-on/passkey")
@requires(Permission.KEEP_LOG_ON)
def keep() -> ResponseReturnValue:
    """Keep the passkey that the browser made."""
    answer = Answer(
        answered=request.form.get("answer", "")[:LONGEST_ANSWER],
        person=_typed("your_name"),
        device=_typed("device"),
        browser=devices.words(browsers.device()),
        address=browsers.address(),
    )
    here, actor = parts.here(), partners.signed_in().actor
    try:
        partner_passkeys.add(here.sessions, actor, _party(), answer, here.now())
    except (PasskeyRefused, TooMany) as refused:
        return _page([(str(refused), "your_name")])
    return see("log_on.show")


@pages.post("/log-on/passkeys")
@requires(Permission.KEEP_LOG_ON)
def remove() -> ResponseReturnValue:
    """End a passkey and the sessions it opened, whoever of the organisation asks."""
    try:
        wanted = UUID(request.form.get("passkey", ""))
        with partners.working() as work:
            partner_passkeys.end(work, wanted)
    except (ValueError, NotPermitted):
        abort(404)
    return see("log_on.show")


def install(app: Flask) -> None:
    """Let pages offer passkeys where the portal's address allows them."""
    app.jinja_env.globals["passkeys_are_possible"] = lambda: parts.here().party is not None


def _page(problems: list[tuple[str, str]] | None = None) -> ResponseReturnValue:
    typed = {"person": _typed("your_name"), "device": _typed("device")}
    status = 422 if problems else 200
    return page("passkeys/add.html", status, problems=problems or [], **typed)


def _attempt(door: bytes) -> Attempt:
    now = parts.here().now()
    answered = request.form.get("answer", "")[:LONGEST_ANSWER]
    where = (browsers.address(), browsers.device(), now)
    return Attempt(door, browsers.challenge(now), answered, *where)


def _asking() -> Asking:
    password = request.form.get("password", "")[: doors.LONGEST_PASSWORD]
    return Asking(Proof(password, browsers.address(), parts.here().now()), _typed("your_name"))


def _say(words: str) -> ResponseReturnValue:
    """Say why no passkey is made, for the page to show."""
    return {"words": words}, 422


def _typed(name: str) -> str:
    return request.form.get(name, "").strip()[:200]


def _party() -> Party:
    return parts.here().party or abort(404)
