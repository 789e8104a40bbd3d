"""Asking for access before anybody is signed in: the form, the mailbox's link, the wait."""

from __future__ import annotations

from flask import Blueprint, request
from flask.typing import ResponseReturnValue

from config.web import forms
from config.web.access import public
from domain import links
from domain.links import LinkUnusable, Purpose
from domain.organisations import requests
from portal import parts
from portal.request_forms import AccessForm
from portal.responses import plain, see

pages = Blueprint("requests", __name__, url_prefix="/request-access")


@pages.get("")
@public
def ask() -> ResponseReturnValue:
    """Ask for what an administrator needs to know of an organisation."""
    return plain("request-access.html", form=AccessForm(), problems=[])


@pages.post("")
@public
def give() -> ResponseReturnValue:
    """Keep the request and write to its mailbox; whatever is known here, the answer is the same."""
    form = AccessForm(request.form)
    if not form.validate():
        return plain("request-access.html", 422, form=form, problems=forms.problems(form))
    here = parts.here()
    requests.ask(here.sessions, here.link_keys, form.asked(), here.now())
    return see("requests.sent")


@pages.get("/sent")
@public
def sent() -> ResponseReturnValue:
    """Say that a link is on its way to the mailbox."""
    return plain("request-sent.html")


@pages.get("/waiting")
@public
def waiting() -> ResponseReturnValue:
    """Say that the request waits for an administrator."""
    return plain("request-waiting.html")


@pages.get("/<token>")
@public
def look(token: str) -> ResponseReturnValue:
    """Show the button behind a mailbox's link; programs that look at mail press no buttons."""
    here = parts.here()
    try:
        links.look_at(here.sessions, here.link_keys, Purpose.REQUEST, token, here.now())
    except LinkUnusable:
        return plain("link-unusable.html", 410, again="requests.ask")
    return plain("confirm-request.html")


@pages.post("/<token>")
@public
def confirm(token: str) -> ResponseReturnValue:
    """Confirm the mailbox, once."""
    here = parts.here()
    try:
        requests.confirm(here.sessions, here.link_keys, token, here.now())
    except LinkUnusable:
        return plain("link-unusable.html", 410, again="requests.ask")
    return see("requests.waiting")
