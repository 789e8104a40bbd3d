"""How much may be asked of the portal: in all by one address, and sent by one organisation."""

from __future__ import annotations

import time
from typing import cast

from flask import Flask, Response, current_app, request
from flask.typing import RouteCallable
from flask_limiter import Limiter, RateLimitExceeded
from flask_limiter.util import get_remote_address

from config.settings import PortalSettings
from config.web import errors
from config.web.apps import PUBLIC_ENDPOINTS
from portal import partners


def install(app: Flask, settings: PortalSettings) -> None:
    """Count requests in the store of the settings; if it is down, in this process's memory."""
    limiter = Limiter(
        get_remote_address,
        default_limits=[f"{settings.requests_per_minute} per minute"],
        default_limits_exempt_when=_costs_nothing,
        storage_uri=settings.limits_store,
        strategy="fixed-window",
        in_memory_fallback_enabled=True,
        key_prefix="portal",
    )
    app.config["SENDS"] = f"{settings.sends_per_hour} per hour"
    limiter.init_app(app)
    send = app.view_functions["sending.send"]
    limited = limiter.limit(_sends, key_func=_organisation, override_defaults=False)
    app.view_functions["sending.send"] = cast(RouteCallable, limited(send))
    app.extensions["limits"] = limiter
    app.register_error_handler(RateLimitExceeded, _say_how_long)


def of_app() -> Limiter:
    """Return the limiter of the application that serves this request."""
    return cast(Limiter, current_app.extensions["limits"])


def _costs_nothing() -> bool:
    return request.endpoint in PUBLIC_ENDPOINTS


def _sends() -> str:
    return cast(str, current_app.config["SENDS"])


def _organisation() -> str:
    partner = partners.here()
    return str(partner.session.organisation_id) if partner else get_remote_address()


def _say_how_long(_exceeded: RateLimitExceeded) -> Response:
    breached = of_app().current_limit
    seconds = breached.reset_at - time.time() if breached else errors.DEFAULT_WAIT
    return errors.show(errors.slow_down(seconds))
