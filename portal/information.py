"""Pages that anybody may read: what the portal is for, cookies, accessibility."""

from __future__ import annotations

from flask import Blueprint
from flask.typing import ResponseReturnValue

from config.web.access import public
from portal import policies
from portal.responses import plain

pages = Blueprint("information", __name__)


@pages.get("/")
@public
def front() -> ResponseReturnValue:
    """Say what the portal is for and not for, and how access works."""
    return plain("front.html")


@pages.get("/cookies")
@public
def cookies() -> ResponseReturnValue:
    """Say which cookies there are and what each is for."""
    return policies.show("cookies")


@pages.get("/accessibility")
@public
def accessibility() -> ResponseReturnValue:
    """Say how far everybody can use this, and whom to tell if they cannot."""
    return policies.show("accessibility")
