"""What a reader prefers: high contrast, keyboard shortcuts. Kept in cookies, set by a form."""

from __future__ import annotations

from urllib.parse import urlsplit

from flask import Flask, redirect, request
from werkzeug.wrappers import Response

from config.web import cookies
from config.web.expectations import WebSettings

HIGH, DEFAULT = "high", "default"
ON, OFF = "on", "off"


def install(app: Flask, settings: WebSettings) -> None:
    """Add the two forms' addresses, and what templates may ask."""
    app.add_url_rule("/contrast", "contrast", set_contrast, methods=["POST"])
    app.add_url_rule("/shortcuts", "shortcuts", set_shortcuts, methods=["POST"])
    app.add_template_global(chosen_contrast)
    app.add_template_global(shortcuts_wanted)
    app.add_template_global(this_page)


def chosen_contrast() -> str | None:
    """`high` or `default` if the reader chose one; otherwise the device decides."""
    value = cookies.read(cookies.CONTRAST)
    return value if value in (HIGH, DEFAULT) else None


def shortcuts_wanted() -> bool:
    """Whether single keys may do things (WCAG 2.1.4 wants an off switch)."""
    return cookies.read(cookies.SHORTCUTS) != OFF


def set_contrast() -> Response:
    """Turn high contrast on, or off again, and go back to the page."""
    wanted = DEFAULT if chosen_contrast() == HIGH else HIGH
    response = redirect(own_address(request.form.get("next")), 303)
    cookies.put(response, cookies.CONTRAST, wanted, cookies.YEAR)
    return response


def set_shortcuts() -> Response:
    """Turn keyboard shortcuts off, or on again, and go back to the page."""
    wanted = OFF if shortcuts_wanted() else ON
    response = redirect(own_address(request.form.get("next")), 303)
    cookies.put(response, cookies.SHORTCUTS, wanted, cookies.YEAR)
    return response


def this_page() -> str:
    """The address of the page being read, for forms that come back to it."""
    return request.full_path.rstrip("?") if request.query_string else request.path


def own_address(address: str | None) -> str:
    """The address, if it stays on this site; otherwise the home page.

    Browsers read a backslash as a slash and drop tabs and line breaks, so both are refused.
    """
    if not address or not address.startswith("/") or address.startswith("//"):
        return "/"
    if "\\" in address or any(ord(letter) < 33 or ord(letter) == 127 for letter in address):
        return "/"
    try:
        parts = urlsplit(address)
    except ValueError:
        return "/"
    return "/" if parts.scheme or parts.netloc else address
