"""What a reader sees when a page cannot be shown: plain words, what to do, whom to ring."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import cast

from flask import Flask, Response, g, make_response, render_template, request
from flask_wtf.csrf import CSRFError
from werkzeug.exceptions import HTTPException, InternalServerError, TooManyRequests

from config.web import csrf, origins, words


@dataclass(frozen=True, slots=True)
class ErrorPage:
    """The words for one kind of failure."""

    title: str
    advice: tuple[str, ...]


PAGES: Mapping[int, ErrorPage] = {
    400: ErrorPage(
        "We could not understand what was sent",
        ("Go back, reload the page and try again.",),
    ),
    401: ErrorPage(
        "Sign in to see this page",
        ("You have been signed out, or you have not signed in yet.",),
    ),
    403: ErrorPage(
        "You cannot open this page",
        ("Your account does not allow it, or the request came from another site.",),
    ),
    404: ErrorPage(
        "Page not found",
        (
            "If you typed the address, check it is correct.",
            "If you pasted the address, check you copied all of it.",
        ),
    ),
    405: ErrorPage(
        "This page cannot be opened that way",
        ("Go back to the page before and use its buttons.",),
    ),
    413: ErrorPage(
        "What you sent is too large",
        ("Go back and send fewer or smaller files, or less text at once.",),
    ),
    422: ErrorPage(
        "There is a problem with what was sent",
        ("Go back, check your answers and send them again.",),
    ),
    429: ErrorPage(
        "Too many tries",
        ("You or somebody at the same place has tried too often. Nothing is lost.",),
    ),
    500: ErrorPage(
        "Sorry, there is a problem with the service",
        ("Try again later. If you were sending something, check whether it has arrived.",),
    ),
    503: ErrorPage(
        "Sorry, the service is not available",
        ("Try again in a few minutes. What you sent just now has not been received.",),
    ),
}
FORGED = ErrorPage(
    "We could not be sure that you sent this",
    (
        "You may have signed out or signed in again in another tab since the page was opened.",
        "Nothing has been saved or sent.",
    ),
)
# Never put back into a page: secrets, and the token that is made anew.
_NOT_KEPT = re.compile(r"(?:^|[-_.])(?:password|passphrase|code|token)$", re.IGNORECASE)
_LAST_RESORT = (
    '<!DOCTYPE html><html lang="en"><title>Problem with the service</title>'
    "<h1>Sorry, there is a problem with the service</h1><p>Try again later.</p></html>"
)
DEFAULT_WAIT = 60


def install(app: Flask) -> None:
    """Answer every failure with its page."""
    app.register_error_handler(HTTPException, show)
    app.register_error_handler(500, show)


def show(error: HTTPException) -> Response:
    """The page for a failure; a redirect or a response made on purpose passes through."""
    if error.response is not None:
        return cast(Response, error.response)
    code = error.code or 500
    status = code if code in PAGES else 400 if code < 500 else 500
    words_for = _words_for(error, status)
    seconds = retry_after(error) if status == 429 else None
    response = make_response(_page(status, words_for, error, seconds), status)
    for name in ("Allow", "WWW-Authenticate"):
        if value := dict(error.get_headers()).get(name):
            response.headers[name] = value
    if seconds is not None:
        response.headers["Retry-After"] = str(seconds)
    return response


def _words_for(error: HTTPException, status: int) -> ErrorPage:
    if isinstance(error, CSRFError):
        return FORGED
    if isinstance(error, SlowDown) and error.advice:
        return ErrorPage("Please wait a moment", error.advice)
    return PAGES[status]


def retry_after(error: HTTPException) -> int:
    """How many seconds to wait, as the error says it; a minute if it does not say."""
    when = getattr(error, "retry_after", None)
    if isinstance(when, datetime):
        when = (when - datetime.now(UTC)).total_seconds()
    return max(1, round(when)) if when is not None else DEFAULT_WAIT


class SlowDown(TooManyRequests):
    """Somebody has to wait; `advice` says what there was too much of, where that is known."""

    advice: tuple[str, ...] = ()


def slow_down(seconds: float, *advice: str) -> TooManyRequests:
    """The failure to raise when somebody has to wait that many seconds; in words of its own."""
    failure = SlowDown(retry_after=max(1, round(seconds)))
    failure.advice = advice
    return failure


def _page(status: int, page: ErrorPage, error: HTTPException, seconds: int | None) -> str:
    """The page's HTML; if even that fails, a few words without any template."""
    try:
        return render_template(
            "shared/error.html",
            status=status,
            page=page,
            wait=words.wait(seconds) if seconds is not None else None,
            typed=_typed(status, error),
        )
    except Exception:
        if not isinstance(error, InternalServerError):
            raise
        return _LAST_RESORT


def _typed(status: int, error: HTTPException) -> list[tuple[str, str]]:
    """What was typed, so that the page can send it again at the press of a button.

    Only where trying again makes sense, and only if the form's token was good or the browser
    vouches that our own page sent it: a forged request must not come back with a good token.
    """
    again = status == 503 or isinstance(error, CSRFError)
    ours = g.get("csrf_valid", False) or origins.came_from_our_own_page()
    if not again or request.method != "POST" or not ours:
        return []
    g.pop(csrf.FIELD, None)
    return [
        (name, value)
        for name, value in request.form.items(multi=True)
        if name != csrf.FIELD and not _NOT_KEPT.search(name)
    ]
