"""The two web applications, for a WSGI server: `wsgi:portal()` and `wsgi:triage()`.

Each is imported only when it is asked for: the portal's process never loads triage's code.
"""

from __future__ import annotations

import gc

from flask import Flask


def portal() -> Flask:
    """Return the partners' door, as the environment and its folder of keys set it up."""
    from config import logs, settings
    from domain import keys
    from portal import create_app, set_up

    logs.configure()
    process = settings.process_settings("portal")
    secret = keys.load_secret(process.keys / "portal-flask.json")
    configured = settings.portal_settings(secret)
    return _settled(create_app(configured, set_up.parts(configured)))


def triage() -> Flask:
    """Return the officers' door, as the environment and its folder of keys set it up."""
    from config import logs, settings
    from domain import keys, reference_versions
    from triage import create_app, set_up

    logs.configure()
    process = settings.process_settings("triage")
    secret = keys.load_secret(process.keys / "triage-flask.json")
    configured = settings.triage_settings(secret)
    parts = set_up.parts(configured)
    reference_versions.record_changes(parts.sessions, reference_versions.files())
    return _settled(create_app(configured, parts))


def _settled(app: Flask) -> Flask:
    """Leave what was made at the start alone from now on: it stays, and a request soon goes.

    Looking through all of it again and again for garbage took a tenth of the time of a page.
    """
    gc.collect()
    gc.freeze()
    gc.set_threshold(10_000, 20, 20)
    return app
