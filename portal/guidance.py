"""Guidance for those who are signed in: examples, what happens to information, a leaflet."""

from __future__ import annotations

from flask import Blueprint, abort
from flask.typing import ResponseReturnValue

from config.web import documents
from config.web.access import requires
from config.web.documents import Document
from domain.permissions import Permission
from portal.responses import brand, page

pages = Blueprint("guidance", __name__, url_prefix="/guidance")


@pages.get("")
@requires(Permission.SUBMIT)
def listed() -> ResponseReturnValue:
    """List the guidance."""
    return page("guidance.html", found=_found().values())


@pages.get("/<key>")
@requires(Permission.SUBMIT)
def show(key: str) -> ResponseReturnValue:
    """Show one piece of guidance."""
    return page("guidance-page.html", document=_found().get(key) or abort(404))


@pages.get("/leaflet")
@requires(Permission.SUBMIT)
def leaflet() -> ResponseReturnValue:
    """Show one page to print and hang up: the organisation's name, not its address or password."""
    return page("leaflet.html")


def _found() -> dict[str, Document]:
    return documents.of_folder("guidance", brand())
