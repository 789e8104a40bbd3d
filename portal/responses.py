"""Pages and redirects as the partners' door sends them."""

from __future__ import annotations

from typing import Any, cast

from flask import current_app, render_template, url_for
from flask.typing import ResponseReturnValue
from werkzeug.utils import redirect
from werkzeug.wrappers import Response

from config.brands import Brand
from domain.keys import ManifestRefused
from portal import partners, parts


def page(template: str, status: int = 200, **values: Any) -> ResponseReturnValue:
    """Render a page for whoever is signed in: their name, and how long the session lasts."""
    partner = partners.here()
    left = partner.seconds_left(parts.here().now()) if partner else 0
    values |= {"partner": partner, "seconds_left": left}
    return render_template(f"portal/{template}", **values), status


def plain(template: str, status: int = 200, **values: Any) -> ResponseReturnValue:
    """Render a page that is the same for everybody and asks the database for nothing."""
    return render_template(f"portal/{template}", partner=None, **values), status


def see(endpoint: str, **values: Any) -> Response:
    """Send the browser on to a page after something was done."""
    return redirect(url_for(endpoint, **values), 303)


def sending_is_open() -> bool:
    """Say whether there is a manifest of keys to seal to; without one nothing may be sent."""
    try:
        parts.here().recipients()
    except ManifestRefused:
        return False
    return True


def brand() -> Brand:
    """Return whose portal this is."""
    return cast(Brand, current_app.jinja_env.globals["brand"])
