"""What went wrong outside the page itself, turned into the page that says so."""

from __future__ import annotations

from flask import Flask
from flask.typing import ResponseReturnValue
from werkzeug.exceptions import BadRequest, Forbidden, HTTPException, ServiceUnavailable

from config.database import UNAVAILABLE, UNKEEPABLE
from config.web import errors
from domain.actors import NotPermitted
from domain.keys import ManifestRefused
from domain.organisations.agreements import AgreementLapsed
from domain.passwords import TooManyAtOnce
from portal.responses import page, plain


def install(app: Flask) -> None:
    """Answer each of the domain's refusals, and a database that is away, with a page."""
    for away in (*UNAVAILABLE, TooManyAtOnce):
        app.register_error_handler(away, _not_available)
    app.register_error_handler(UNKEEPABLE, _not_understood)
    app.register_error_handler(NotPermitted, _not_permitted)
    app.register_error_handler(ManifestRefused, _closed)
    app.register_error_handler(AgreementLapsed, _lapsed)


def _not_available(_error: Exception) -> ResponseReturnValue:
    return errors.show(ServiceUnavailable())


def _not_understood(_error: Exception) -> ResponseReturnValue:
    return errors.show(BadRequest())


def _not_permitted(_error: NotPermitted) -> ResponseReturnValue:
    refused: HTTPException = Forbidden()
    return errors.show(refused)


def _closed(_error: ManifestRefused) -> ResponseReturnValue:
    return plain("closed.html", 503)


def _lapsed(_error: AgreementLapsed) -> ResponseReturnValue:
    return page("agreement-lapsed.html", 403)
