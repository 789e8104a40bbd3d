"""The partners' door: sign in with the organisation's own address, tell what is known, send it.

The portal seals what partners write and can never open it again.
"""

from __future__ import annotations

from flask import Flask

from config.settings import PortalSettings
from config.web import access, bare_app, templates
from portal import (
    demo,
    doors,
    failing,
    files,
    guidance,
    home,
    information,
    limits,
    log_on,
    mailboxes,
    messages,
    partners,
    passkeys,
    passwords,
    policies,
    receipts,
    requests,
    screens,
    sending,
    sent,
)
from portal.parts import Parts

__all__ = ["Parts", "create_app"]


def create_app(settings: PortalSettings, parts: Parts) -> Flask:
    """Return the portal's application, its templates compiled, standing on the given parts."""
    app = bare_app("portal", settings)
    app.extensions["parts"] = parts
    for pages in (information, policies, requests, mailboxes, passwords, doors):
        app.register_blueprint(pages.pages)
    for pages in (passkeys, home, log_on, guidance, sending, screens, files):
        app.register_blueprint(pages.pages)
    for pages in (sent, messages, receipts):
        app.register_blueprint(pages.pages)
    if settings.demo and settings.demo_mail:
        app.config[demo.FOLDER] = settings.demo_mail
        app.register_blueprint(demo.pages)
    limits.install(app, settings)
    partners.install(app)
    passkeys.install(app)
    access.install(app, doors.check)
    failing.install(app)
    templates.compile_all(app)
    return app
