"""Signing out here; and at the provider as well, offered to whoever came that way.

Nothing of ours depends on it: the session here has ended before. Where people go is the provider's
own address and back to a page of ours, never what an address of this door says.
"""

from __future__ import annotations

import hmac
import logging
import secrets

from flask import Blueprint, abort, make_response, redirect, render_template, request
from flask.typing import ResponseReturnValue

from config.web import cookies
from config.web.access import public
from domain.actors import Actor
from domain.staff import sessions as staff_sessions
from domain.staff import single_sign_on
from domain.unit_of_work import unit_of_work
from triage.single_sign_on.asking import ProviderAway
from triage.work import now, parts

pages = Blueprint("leaving", __name__, url_prefix="/sign-in/single")
log = logging.getLogger(__name__)

COOKIE = "sign-out"
LASTS = 600
"""Seconds in which the provider has to send somebody back for us to say that they are out."""


def end(actor: Actor) -> bool:
    """End somebody's session here; say whether it was opened by single sign-on."""
    if actor.session_id is None:
        return False
    with unit_of_work(parts().sessions, actor, now()) as work:
        staff_sessions.end(work, actor.session_id, "signed out")
        return single_sign_on.opened(work, actor.session_id)


def is_offered() -> bool:
    """Say whether the provider can be signed out of; not if it does not answer."""
    return address("") is not None


def address(state: str) -> str | None:
    """Return where the provider ends its session, if that is set up and it says where."""
    provider = parts().provider
    try:
        return provider.leaving(state) if provider else None
    except ProviderAway as away:
        log.warning("single sign-on: %s", away)
        return None


@pages.get("/leave")
@public
def leave() -> ResponseReturnValue:
    """Send the browser to the provider to sign out there."""
    state = secrets.token_urlsafe(32)
    response = redirect(address(state) or abort(404), 303)
    cookies.put(response, COOKIE, state, LASTS)
    return response


@pages.get("/left")
@public
def left() -> ResponseReturnValue:
    """Say that they are signed out there, if that is what this browser went away for."""
    began, told = cookies.read(COOKIE) or "", request.args.get("state", "")
    same = hmac.compare_digest(began.encode(), told.encode("utf-8", "surrogatepass"))
    page = render_template(
        "triage/signed_out.html", by_choice=True, there_too=bool(began) and same, offered=False
    )
    response = make_response(page)
    cookies.forget(response, COOKIE)
    return response
