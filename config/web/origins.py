"""Requests that another site started: no change, and nothing to embed, is served to them."""

from __future__ import annotations

from flask import Flask, abort, request

from config.web.expectations import WebSettings

_OWN = frozenset({"same-origin", "none"})
_SAFE_METHODS = frozenset({"GET", "HEAD", "OPTIONS"})


def install(app: Flask, settings: WebSettings) -> None:
    """Look at each request before any page does."""
    app.before_request(refuse_other_sites)


def refuse_other_sites() -> None:
    """Refuse what a browser says another origin caused, except following a link.

    Browsers that do not send `Sec-Fetch-Site` are covered by the form token and the cookies.
    """
    site = request.headers.get("Sec-Fetch-Site")
    if site is None or site in _OWN or followed_a_link():
        return
    abort(403)


def followed_a_link() -> bool:
    """Whether this is a plain navigation: somebody pressed a link in a letter, say."""
    return (
        request.method in _SAFE_METHODS
        and request.headers.get("Sec-Fetch-Mode") == "navigate"
        and request.headers.get("Sec-Fetch-Dest") == "document"
    )


def came_from_our_own_page() -> bool:
    """Whether the browser itself vouches that one of our pages sent this."""
    return request.headers.get("Sec-Fetch-Site") == "same-origin"
