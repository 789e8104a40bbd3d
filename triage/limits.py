"""How often somebody may ask: wrong passwords and codes first of all, then everything.

Counted by flask-limiter in the store that the settings name; where that cannot be reached, each
process counts for itself. Every refusal says in words how long to wait.
"""

from __future__ import annotations

import hashlib
import time

from flask import Flask, Response, request
from flask_limiter import Limit, Limiter, RateLimitExceeded

from config.settings import TriageSettings
from config.web import cookies, counters, errors
from config.web.apps import PUBLIC_ENDPOINTS

WRONG_BY_NAME = "10 per 5 minutes"
"""Wrong passwords of one name from one address."""
WRONG_BY_ADDRESS = "60 per 5 minutes"
"""Wrong passwords from one address, whatever the name: an office mistypes now and then."""
WRONG_AT_ALL = "600 per 5 minutes"
WRONG_CODES = "10 per 5 minutes"
GLASSES = "6 per 10 minutes"
"""Glasses that one person may break: an emergency needs one or two, trying references many."""
EVERYTHING = "600 per minute"
"""Pages of one browser: more than anybody can read."""
EVERYTHING_OF_ADDRESS = "6000 per minute"
"""Pages of one address: an office full of browsers, whatever cookies they make up."""

WRONG = 422
"""The status of a page that says a password or a code was wrong: only these are counted."""


def browser() -> str:
    """Whose pages are counted together: one session's, or one address's."""
    token = cookies.read(cookies.SESSION)
    return _hidden(token) if token else address()


def address() -> str:
    """The visitor's address, as our own proxies tell it."""
    return request.remote_addr or "unknown"


def name_and_address() -> str:
    """The name that was typed, and whence; the store need not learn the name."""
    return f"{_hidden(request.form.get('username', '').strip().casefold())}|{address()}"


def room_of_address() -> str:
    """How many pages one address may open: a cookie is made up easily, an address is not."""
    return EVERYTHING_OF_ADDRESS


def everybody() -> str:
    """All visitors together."""
    return "everybody"


def was_wrong(response: Response) -> bool:
    """Whether the answer to a sign-in counts."""
    return response.status_code == WRONG


limiter = Limiter(
    browser,
    default_limits=[EVERYTHING, Limit(lambda: room_of_address(), key_function=address)],
    default_limits_exempt_when=lambda: request.endpoint in PUBLIC_ENDPOINTS,
    in_memory_fallback_enabled=True,
)


def install(app: Flask, settings: TriageSettings) -> None:
    """Count in the store of the settings."""
    app.config["RATELIMIT_STORAGE_URI"] = settings.limits_store
    app.config["RATELIMIT_STORAGE_OPTIONS"] = counters.patience(settings.limits_store)
    limiter.init_app(app)
    app.register_error_handler(RateLimitExceeded, _wait)


def _wait(_exceeded: RateLimitExceeded) -> Response:
    breached = limiter.current_limit
    seconds = breached.reset_at - time.time() if breached else errors.DEFAULT_WAIT
    return errors.show(errors.slow_down(seconds))


def _hidden(text: str) -> str:
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:32]
