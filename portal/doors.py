"""The way in and out: the organisation's own address, the shared password, signing out."""

from __future__ import annotations

import time

from flask import Blueprint, abort, request, url_for
from flask.typing import ResponseReturnValue
from werkzeug.utils import redirect
from werkzeug.wrappers import Response

from config.web import cookies, errors
from config.web.access import public, requires
from config.web.preferences import own_address
from domain import drafts, files, organisations
from domain.organisations import Attempt
from domain.permissions import Permission
from portal import (
    browsers,
    carrying,
    coming_back,
    limits,
    partners,
    parts,
    pauses,
    wrong_passwords,
)
from portal.request_forms import one_line
from portal.responses import page, plain, see
from portal.wrong_passwords import Tried

pages = Blueprint("doors", __name__)

LONGEST_PASSWORD = 1_000
LONGEST_NAME = 80
WRONG = "The address or the password is not right"


@pages.get("/o/<token>")
@public
def arrive(token: str) -> ResponseReturnValue:
    """Take the token of a unique URL out of sight; a wrong one is taken just the same."""
    response = redirect(url_for("doors.sign_in"), 303)
    browsers.remember_door(response, parts.here().url_tokens.hashed(token))
    return response


@pages.get("/sign-in")
@public
def sign_in() -> ResponseReturnValue:
    """Ask for the shared password."""
    return ask(back=own_address(request.args.get("back")))


@pages.post("/sign-in")
@public
def give_password() -> ResponseReturnValue:
    """Try the shared password; whatever is wrong, the answer and its time are the same."""
    started, now = time.monotonic(), parts.here().now()
    door = browsers.door() or browsers.NO_DOOR
    device, allowed = browsers.known_device(door), limits.at_the_door(door)
    tried = Tried(door.hex(), browsers.address(), device, allowed)
    store = limits.store()
    if wait := wrong_passwords.wait(store, tried, now):
        raise errors.slow_down(wait.seconds)
    here = parts.here()
    admission = organisations.admit(
        here.sessions, here.passwords, attempt(door, _password()), here.lookups
    )
    if admission:
        return come_in(admission.token)
    wrong_passwords.remember(store, tried, now)
    pauses.as_long_as_any(started)
    back, problems = own_address(request.form.get("back")), [(WRONG, "password")]
    return ask(back, status=422, problems=problems, kept=carrying.on())


@pages.post("/sign-out")
@requires(Permission.SUBMIT)
def sign_out() -> ResponseReturnValue:
    """End the session; ask first if a form that was not sent would go with it."""
    if "sure" not in request.form and partners.signed_in().draft:
        return page("signing-out.html")
    with partners.working() as work:
        unsent = drafts.held(work, partners.signed_in().token).document
        files.discard(work, files.in_draft(unsent))
        drafts.discard(work)
        organisations.leave(work)
    response = see("doors.signed_out")
    response.headers["Clear-Site-Data"] = '"cache", "storage"'
    cookies.forget(response, cookies.SESSION)  # type: ignore[arg-type]  # it takes any response
    return response


@pages.get("/signed-out")
@public
def signed_out() -> ResponseReturnValue:
    """Say that the session has ended because they asked."""
    return plain("signed-out.html", timed_out=False)


@pages.get("/timed-out")
@public
def timed_out() -> ResponseReturnValue:
    """Say that the session has ended by itself, and how to go on."""
    return plain("signed-out.html", timed_out=True)


@pages.post("/stay")
@requires(Permission.SUBMIT)
def stay() -> ResponseReturnValue:
    """Keep the session going, for the dialog that warns of its end."""
    if request.accept_mimetypes.best_match(["application/json", "text/html"]) == "text/html":
        return see("home.home")
    return {"seconds_left": partners.signed_in().seconds_left(parts.here().now())}


def check(permission: str) -> ResponseReturnValue | None:
    """Let in who has the permission; ask others to sign in, with what they typed kept."""
    partner = partners.here()
    if partner is not None:
        return None if partner.actor.may(Permission(permission)) else abort(403)
    if request.endpoint == "doors.stay":
        abort(401)
    if request.method in ("GET", "HEAD"):
        return see("doors.sign_in", back=request.full_path.rstrip("?"))
    return ask(back=coming_back.place(), status=401, kept=carrying.from_form(), ended=True)


def ask(back: str, status: int = 200, **values: object) -> ResponseReturnValue:
    """Show the page that asks for the password, or for a passkey."""
    return plain(
        "sign-in.html",
        status,
        back=back,
        no_door=browsers.door() is None,
        name=request.form.get("your_name", ""),
        **{"kept": [], "problems": [], "ended": False} | values,
    )


def attempt(door: bytes, password: str) -> Attempt:
    """Return somebody's try at the door with a password, as this request makes it."""
    opened_by = one_line(request.form.get("your_name"))[:LONGEST_NAME] or None
    at = parts.here().now()
    return Attempt(door, password, browsers.address(), browsers.device(), at, opened_by)


def give_session(response: Response, token: str) -> None:
    """Give the browser its session; one that came by a door is known there from now on."""
    cookies.put(response, cookies.SESSION, token)
    if door := browsers.door():
        browsers.remember_device(response, door)


def _password() -> str:
    return request.form.get("password", "")[:LONGEST_PASSWORD]


def come_in(token: str) -> Response:
    """Let the browser in, with what it left in the session before."""
    coming_back.settle(token, cookies.read(cookies.SESSION))
    back = own_address(request.form.get("back"))
    response = coming_back.onward(token, back if back != "/" else url_for("home.home"))
    give_session(response, token)
    return response
