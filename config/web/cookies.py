"""Cookies: one way to name, read, set and forget them, so that none lacks its protection.

The browser keeps cookies per host, not per port, so each name says which door it is for.
"""

from __future__ import annotations

from flask import Flask, Response, current_app, request
from werkzeug.wrappers import Response as BaseResponse

from config.web.expectations import WebSettings

SESSION = "session"  # the door's own server-side session; its value is the opaque token
VISIT = "visit"  # a random value for visitors without a session, to tie form tokens to
CONTRAST = "contrast"
SHORTCUTS = "shortcuts"
YEAR = 365 * 24 * 3600


def install(app: Flask, settings: WebSettings) -> None:
    """Decide the names once: `__Host-` cookies wherever browsers will take them."""
    prefix = f"__Host-{settings.name}-" if settings.force_https else f"{settings.name}-"
    app.config["COOKIE_PREFIX"] = prefix
    app.config["COOKIE_SECURE"] = settings.force_https


def name(purpose: str) -> str:
    """What the cookie for a purpose is called in this door."""
    prefix: str = current_app.config["COOKIE_PREFIX"]
    return prefix + purpose


def read(purpose: str) -> str | None:
    """The value the browser sent for a purpose, if any."""
    return request.cookies.get(name(purpose))


def put(response: BaseResponse, purpose: str, value: str, seconds: int | None = None) -> None:
    """Have the browser keep a value, for some seconds or until it is closed."""
    response.set_cookie(
        name(purpose),
        value,
        max_age=seconds,
        path="/",
        secure=current_app.config["COOKIE_SECURE"],
        httponly=True,
        samesite="Lax",  # a link in a letter must find the session; Strict would lose it
    )


def forget(response: Response, purpose: str) -> None:
    """Have the browser drop the cookie for a purpose."""
    response.delete_cookie(
        name(purpose),
        path="/",
        secure=current_app.config["COOKIE_SECURE"],
        httponly=True,
        samesite="Lax",
    )
