"""The two web applications, for a WSGI server: `wsgi:portal()` and `wsgi:triage()`.

Each is imported only when it is asked for: the portal's process never loads triage's code.
"""

from __future__ import annotations

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
    return create_app(configured, set_up.parts(configured))


def triage() -> Flask:
    """Return the officers' door, as the environment and its folder of keys set it up."""
    from config import logs, settings
    from domain import keys
    from triage import create_app, set_up

    logs.configure()
    process = settings.process_settings("triage")
    secret = keys.load_secret(process.keys / "triage-flask.json")
    configured = settings.triage_settings(secret)
    return create_app(configured, set_up.parts(configured))
