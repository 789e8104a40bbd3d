"""Attacks at the portal stand on the portal that its own tests have."""

from __future__ import annotations

from tests.portal.conftest import app, clock, parts, settings

__all__ = ["app", "clock", "parts", "settings"]
