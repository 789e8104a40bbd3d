"""The application of police staff: signing in, the queue, submissions, the trail."""

from __future__ import annotations

from flask import Flask, Response
from werkzeug.exceptions import BadRequest, ServiceUnavailable

from config.database import UNKEEPABLE, UNREACHABLE
from config.settings import TriageSettings
from config.web import bare_app, errors, templates
from domain.passwords import TooManyAtOnce
from triage import (
    access,
    accountability,
    administration,
    break_glass,
    dissemination,
    exclusions,
    factors,
    limits,
    numbers,
    own_sessions,
    passkeys,
    queue,
    queue_selected,
    registers,
    reports,
    retention,
    saved_views,
    search,
    sign_in,
    staff_pages,
    step_up,
    submissions,
    trail,
)
from triage.parts import Parts
from triage.single_sign_on import leaving
from triage.single_sign_on import pages as signing_on

__all__ = ["Parts", "create_app"]

BLUEPRINTS = (
    sign_in.pages,
    signing_on.pages,
    leaving.pages,
    step_up.pages,
    passkeys.pages,
    factors.pages,
    own_sessions.pages,
    queue.pages,
    queue_selected.pages,
    saved_views.pages,
    numbers.pages,
    submissions.pages,
    break_glass.pages,
    reports.pages,
    retention.pages,
    registers.pages,
    accountability.pages,
    dissemination.pages,
    *administration.BLUEPRINTS,
    search.pages,
    exclusions.pages,
    trail.pages,
    staff_pages.pages,
)


def create_app(settings: TriageSettings, parts: Parts) -> Flask:
    """Make the application; its templates are compiled before the first reader comes."""
    app = bare_app("triage", settings)
    app.extensions["parts"] = parts
    app.config["DEMO"] = settings.demo
    limits.install(app, settings)
    access.install(app)
    for blueprint in BLUEPRINTS:
        app.register_blueprint(blueprint)
    app.register_error_handler(TooManyAtOnce, _busy)
    app.register_error_handler(UNKEEPABLE, _not_understood)
    for failure in UNREACHABLE:
        app.register_error_handler(failure, _unreachable)
    staff_pages.install(app)
    administration.install(app, settings.portal_url)
    passkeys.install(app)
    signing_on.install(app)
    factors.install(app)
    templates.compile_all(app)
    return app


def _busy(_failure: TooManyAtOnce) -> Response:
    return errors.show(errors.slow_down(10))


def _unreachable(_failure: Exception) -> Response:
    return errors.show(ServiceUnavailable())


def _not_understood(_failure: Exception) -> Response:
    return errors.show(BadRequest())
