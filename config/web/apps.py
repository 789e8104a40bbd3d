"""The bare application that each door adds its pages to."""

from __future__ import annotations

from flask import Flask
from werkzeug.middleware.proxy_fix import ProxyFix

from config.web import (
    assets,
    cookies,
    counters,
    csrf,
    errors,
    fixed_pages,
    headers,
    origins,
    preferences,
    templates,
    uploads,
)
from config.web.expectations import WebSettings

# Typed text only; files are counted by MAX_CONTENT_LENGTH. Ten steps of 4,000 words fit.
FORM_MEMORY_BYTES = 1024 * 1024
FORM_PARTS = 500

# Endpoints that everybody may open, in either door: they show nothing that is not public.
PUBLIC_ENDPOINTS = frozenset(
    {"static", "health", "robots", "favicon", "security_txt", "contrast", "shortcuts"}
)


def bare_app(name: str, settings: WebSettings) -> Flask:
    """An application with everything both doors share, and no page of its own.

    `name` is the door (`portal` or `triage`): it can load `templates/<name>` and
    `templates/shared`, and its cookies carry that name.
    """
    app = Flask(name, static_folder=None, template_folder=None)
    app.config.update(
        SECRET_KEY=settings.secret_key,
        TESTING=settings.testing,
        MAX_CONTENT_LENGTH=settings.max_body_bytes,
        MAX_FORM_MEMORY_SIZE=FORM_MEMORY_BYTES,
        MAX_FORM_PARTS=FORM_PARTS,
        PREFERRED_URL_SCHEME="https" if settings.force_https else "http",
        TRAP_HTTP_EXCEPTIONS=False,
    )
    _believe_proxies(app, settings.proxy_hops)
    templates.install(app, name, settings.brand)
    app.extensions["counters"] = counters.Counters  # importing it makes `memory://` mean it
    for part in (uploads, cookies, csrf, origins, headers, preferences):
        part.install(app, settings)
    assets.install(app, settings.brand)
    errors.install(app)
    fixed_pages.install(app, settings.brand)
    return app


def _believe_proxies(app: Flask, hops: int) -> None:
    """Take the visitor's address and scheme from our own proxies, and from nobody else."""
    if hops:
        proxied = ProxyFix(app.wsgi_app, x_for=hops, x_proto=hops, x_host=hops)
        app.wsgi_app = proxied  # type: ignore[method-assign]  # as Flask documents it
