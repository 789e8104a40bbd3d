"""The two web applications, for a WSGI server: `wsgi:portal()` and `wsgi:triage()`.

Each is imported only when it is asked for: the portal's process never loads triage's code.
"""

from __future__ import annotations

import functools
import gc
import sys
from collections.abc import Callable

from flask import Flask

from config.brands import BrandUnreadable
from config.database import UNAVAILABLE
from config.refusals import SettingInvalid
from domain.keys import KeyFileRefused, ManifestRefused
from domain.passwords import CostBelowFloor
from domain.reference import ReferenceDataInvalid

MENDABLE = (
    BrandUnreadable, CostBelowFloor, KeyFileRefused, ManifestRefused, ReferenceDataInvalid,
    SettingInvalid, *UNAVAILABLE,
)  # fmt: skip
"""What whoever runs it can mend: said in a sentence, with no traceback."""
NOT_STARTED = 3
"""The exit code by which gunicorn knows that starting again would not help."""


def _said(door: Callable[[], Flask]) -> Callable[[], Flask]:
    """Have a door that cannot be opened say why in words, and stay shut."""

    @functools.wraps(door)
    def opened() -> Flask:
        try:
            return door()
        except MENDABLE as problem:
            why = "the database cannot be reached" if isinstance(problem, UNAVAILABLE) else problem
            sys.stderr.write(f"Error: {door.__name__} does not start: {why}\n")
            raise SystemExit(NOT_STARTED) from None

    return opened


@_said
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


@_said
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
