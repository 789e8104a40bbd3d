"""Addresses that machines ask for: is it up, may I index it, whom do I tell of a hole."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from flask import Flask, Response
from werkzeug.utils import redirect
from werkzeug.wrappers import Response as BaseResponse

from config.brands import Brand
from config.web import assets


def install(app: Flask, brand: Brand) -> None:
    """Add the fixed addresses."""

    def security_txt() -> Response:
        """RFC 9116: where to report a weakness; valid for three months at a time."""
        until = (datetime.now(UTC) + timedelta(days=90)).strftime("%Y-%m-%dT00:00:00Z")
        contact = brand.contacts.security_email
        return _text(f"Contact: mailto:{contact}\nExpires: {until}\nPreferred-Languages: en\n")

    app.add_url_rule("/health", "health", health)
    app.add_url_rule("/robots.txt", "robots", robots)
    app.add_url_rule("/favicon.ico", "favicon", favicon)
    app.add_url_rule("/.well-known/security.txt", "security_txt", security_txt)


def health() -> Response:
    """That the process answers; nothing about what is behind it."""
    return _text("ok\n")


def robots() -> Response:
    """Nothing here is for search engines."""
    return _text("User-agent: *\nDisallow: /\n")


def favicon() -> BaseResponse:
    """For browsers that ask without reading the page."""
    return redirect(assets.asset("img/favicon.svg"), 302)


def _text(words: str) -> Response:
    return Response(words, mimetype="text/plain")
