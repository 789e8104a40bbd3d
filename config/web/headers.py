"""Security headers: on every response, pages and errors and assets alike."""

from __future__ import annotations

from flask import Flask, Response

from config.web.expectations import WebSettings

CONTENT_POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; "
    "connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)
# For what somebody else wrote (a file, an export): no script, no form, no origin at all.
DOWNLOAD_POLICY = "default-src 'none'; base-uri 'none'; frame-ancestors 'none'; sandbox"

_DEVICES = (
    "accelerometer",
    "browsing-topics",
    "camera",
    "display-capture",
    "encrypted-media",
    "fullscreen",
    "geolocation",
    "gyroscope",
    "magnetometer",
    "microphone",
    "midi",
    "payment",
    "picture-in-picture",
    "screen-wake-lock",
    "serial",
    "usb",
    "xr-spatial-tracking",
)

ALWAYS: tuple[tuple[str, str], ...] = (
    ("Content-Security-Policy", CONTENT_POLICY),
    ("Strict-Transport-Security", "max-age=63072000; includeSubDomains"),
    ("X-Content-Type-Options", "nosniff"),
    ("X-Frame-Options", "DENY"),
    # Our own pages may know where a reader came from; nobody else learns an address of ours.
    ("Referrer-Policy", "same-origin"),
    ("Cross-Origin-Opener-Policy", "same-origin"),
    ("Cross-Origin-Resource-Policy", "same-origin"),
    ("Permissions-Policy", ", ".join(f"{device}=()" for device in _DEVICES)),
    ("Cache-Control", "no-store"),
)


def install(app: Flask, settings: WebSettings) -> None:
    """Add the headers to whatever any page or error answers."""
    app.after_request(protect)


def protect(response: Response) -> Response:
    """Add each header that the page has not set itself (an asset sets its own caching)."""
    present = {name.lower() for name, _ in response.headers}
    for name, value in ALWAYS:
        if name.lower() not in present:
            response.headers.add(name, value)
    return response


def as_download(response: Response, filename: str) -> Response:
    """Make a response a download that can do nothing in the browser.

    Line breaks, which would end the header, and marks that turn text around are left out of
    the name.
    """
    filename = "".join(letter for letter in filename if letter.isprintable())
    response.headers.set("Content-Disposition", "attachment", filename=filename)
    response.headers.set("Content-Security-Policy", DOWNLOAD_POLICY)
    return response
