"""How much may be asked of the portal: by one address, one session and one organisation.

An administrator may set another limit for an organisation, for a time. It comes with the session at
every request, so that it holds from the next one on; at the door it is remembered for a second.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import suppress
from functools import partial
from typing import cast

from flask import Flask, Response, current_app, g, request
from flask.typing import ResponseReturnValue, RouteCallable
from flask_limiter import Limiter, RateLimitExceeded
from flask_limiter.util import get_remote_address
from limits import RateLimitItem, RateLimitItemPerHour, RateLimitItemPerMinute
from limits.storage import Storage

from config.settings import PortalSettings
from config.web import counters, errors
from config.web.apps import PUBLIC_ENDPOINTS
from domain.organisations import limits as set_limits
from domain.organisations.limits import LimitName
from portal import partners, parts
from portal.remembering import Remembered

PREFIX = "portal"
A_WHILE = 60
A_MOMENT = 1
"""Seconds for which a limit is remembered at the door, so that a flood does not ask for it anew."""
MOST_KEPT = 10_000
UPLOADS = 1_000  # forms with files that one organisation may send in an hour, if no other is set
TOLD = {
    LimitName.SUBMISSIONS: "Your organisation has sent as many forms as it may in an hour.",
    LimitName.UPLOADS: "Your organisation has added as many files as it may in an hour.",
    LimitName.REQUESTS: "Your organisation has opened as many pages as it may in a minute.",
}
TOLD_SESSION = "This browser has opened more pages in a minute than one person can read."
KEPT = "What you have saved is kept."
COUNTED = {"sending.send": LimitName.SUBMISSIONS, "files.add": LimitName.UPLOADS}
FROM_OUTSIDE = {
    "requests.give": "10 per hour",
    "requests.confirm": "30 per hour",
    "passwords.send_link": "20 per hour",
    "passwords.choose": "60 per hour",
    "passkeys.ask": "60 per minute",
    "passkeys.ask_to_add": "60 per hour",
    "passwords.strength": "120 per minute",
    "mailboxes.confirm": "30 per hour",
}
"""What one address may ask of pages that write letters, hash or make challenges, besides pages."""


def install(app: Flask, settings: PortalSettings) -> None:
    """Count requests in the store of the settings; if it is down, in this process's memory."""
    limiter = Limiter(
        get_remote_address,
        default_limits=[f"{settings.requests_per_minute} per minute"],
        default_limits_exempt_when=_costs_nothing,
        storage_uri=settings.limits_store,
        storage_options=counters.patience(settings.limits_store),
        strategy="fixed-window",
        in_memory_fallback_enabled=True,
        key_prefix=PREFIX,
    )
    app.config["SENDS"] = settings.sends_per_hour
    app.config["SESSION_PAGES"] = settings.session_pages_per_minute
    app.extensions["set limits"] = Remembered(A_MOMENT, MOST_KEPT)
    limiter.init_app(app)
    limited = partial(limiter.limit, override_defaults=False)
    for endpoint, name in COUNTED.items():
        _limit(app, endpoint, limited(_allowed(name), key_func=_organisation))
    for endpoint, allowed in FROM_OUTSIDE.items():
        _limit(app, endpoint, limited(allowed, key_func=get_remote_address))
    app.extensions["limits"] = limiter
    limiter.request_filter(_counting(limiter, settings.requests_per_minute))
    app.before_request(_pages_of_partner)
    app.register_error_handler(RateLimitExceeded, _say_how_long)


def of_app() -> Limiter:
    """Return the limiter of the application that serves this request."""
    return cast(Limiter, current_app.extensions["limits"])


def store() -> Storage:
    """Return where is counted: the store of the settings, or while it is away this memory."""
    return of_app().limiter.storage


def of_organisation(name: LimitName) -> int | None:
    """Return the limit that is set for whoever is signed in, if one is."""
    return partners.signed_in().limits.get(name)


def at_the_door(url_hash: bytes) -> int | None:
    """Return how many wrong passwords the organisation of a URL may give, if that is set for it."""
    here = parts.here()

    def look_up() -> Mapping[str, int]:
        return set_limits.at_the_door(here.lookups, url_hash, here.now())

    kept = cast("Remembered[Mapping[str, int]]", current_app.extensions["set limits"])
    return kept.get(url_hash, look_up).get(LimitName.WRONG_PASSWORDS)


def record(name: LimitName, seconds: float) -> None:
    """Record that a limit answered, once for as long as it does."""
    if (partner := partners.here()) is None:
        return
    place = f"limited/{name}/{partner.session.organisation_id}"
    if store().incr(place, max(1, round(seconds))) == 1:
        with partners.working(partner) as work:
            set_limits.reached(work, name)


def _limit(app: Flask, endpoint: str, limited: Callable[..., object]) -> None:
    app.view_functions[endpoint] = cast(RouteCallable, limited(app.view_functions[endpoint]))


def _counting(limiter: Limiter, most: int) -> Callable[[], bool]:
    """Count a page, once, and say that this is done.

    The limiter would look its rules up each time, at many times the cost of counting. Where a limit
    is reached, or the store does not answer, it is left to the limiter.
    """
    counted, ordinary = limiter.limiter, RateLimitItemPerMinute(most)
    others = PUBLIC_ENDPOINTS | FROM_OUTSIDE.keys()

    def is_counted() -> bool:
        if request.endpoint in others or limiter.limiter is not counted:
            return False
        if "counted" not in g:
            g.counted = False
            with suppress(Exception):
                g.counted = all(counted.hit(*one) for one in _of_page(ordinary))
        return bool(g.counted)

    return is_counted


def _of_page(ordinary: RateLimitItem) -> Iterator[tuple[RateLimitItem, str, str, str]]:
    """Give the limits of this page, each with what the limiter itself counts it under."""
    endpoint = request.endpoint or ""
    yield ordinary, PREFIX, get_remote_address(), endpoint
    if name := COUNTED.get(endpoint):
        yield RateLimitItemPerHour(_most(name)), PREFIX, _organisation(), endpoint


def _costs_nothing() -> bool:
    return request.endpoint in PUBLIC_ENDPOINTS


def _pages_of_partner() -> ResponseReturnValue | None:
    """Hold a session to what a person can read, and an organisation to what is set for it."""
    if _costs_nothing() or (partner := partners.here()) is None:
        return None
    most = of_organisation(LimitName.REQUESTS)
    if not _has_room(current_app.config["SESSION_PAGES"], f"session/{partner.session.id}"):
        told = TOLD_SESSION
    elif most is not None and not _has_room(most, _organisation()):
        told = TOLD[LimitName.REQUESTS]
    else:
        return None
    record(LimitName.REQUESTS, A_WHILE)
    return errors.show(errors.slow_down(A_WHILE, told, KEPT))


def _has_room(most: int, name: str) -> bool:
    """Count a page; a store of limits that does not answer stops nobody here."""
    with suppress(Exception):
        return of_app().limiter.hit(RateLimitItemPerMinute(most), name)
    return True


def _allowed(name: LimitName) -> Callable[[], str]:
    return lambda: f"{_most(name)} per hour"


def _most(name: LimitName) -> int:
    most = of_organisation(name) if partners.here() else None
    return most or int(current_app.config["SENDS"] if name is LimitName.SUBMISSIONS else UPLOADS)


def _organisation() -> str:
    partner = partners.here()
    return str(partner.session.organisation_id) if partner else get_remote_address()


def _say_how_long(_exceeded: RateLimitExceeded) -> Response:
    breached = of_app().current_limit
    seconds = breached.reset_at - time.time() if breached else errors.DEFAULT_WAIT
    name = COUNTED.get(request.endpoint or "")
    if name is None or partners.here() is None:
        return errors.show(errors.slow_down(seconds))
    record(name, seconds)
    return errors.show(errors.slow_down(seconds, TOLD[name], KEPT))
