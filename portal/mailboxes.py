"""Confirming a new shared mailbox by the link that was sent to it."""

from __future__ import annotations

from flask import Blueprint
from flask.typing import ResponseReturnValue

from config.web.access import public
from domain import links
from domain.links import LinkUnusable, Purpose
from domain.organisations import mailboxes
from portal import parts
from portal.responses import plain, see

pages = Blueprint("mailboxes", __name__, url_prefix="/mailbox")


@pages.get("/confirmed")
@public
def confirmed() -> ResponseReturnValue:
    """Say that letters go to the new mailbox from now on."""
    return plain("mailbox-confirmed.html")


@pages.get("/<token>")
@public
def look(token: str) -> ResponseReturnValue:
    """Show the button behind the link."""
    here = parts.here()
    try:
        links.look_at(here.sessions, here.link_keys, Purpose.MAILBOX, token, here.now())
    except LinkUnusable:
        return plain("link-unusable.html", 410, again=None)
    return plain("confirm-mailbox.html")


@pages.post("/<token>")
@public
def confirm(token: str) -> ResponseReturnValue:
    """Put the new mailbox in force, once."""
    here = parts.here()
    try:
        mailboxes.confirm(here.sessions, here.link_keys, token, here.now())
    except LinkUnusable:
        return plain("link-unusable.html", 410, again=None)
    return see("mailboxes.confirmed")
