"""Attacks at a door stand on the door that its own tests have."""

from __future__ import annotations

from tests.portal.conftest import app, clock, parts, settings
from tests.triage.conftest import happened, jones, running_provider, sign_on, triage, triage_app

__all__ = [
    "app",
    "clock",
    "happened",
    "jones",
    "parts",
    "running_provider",
    "settings",
    "sign_on",
    "triage",
    "triage_app",
]
