"""What day it is for whoever reads a page: the day on British clocks."""

from __future__ import annotations

from datetime import date

from config.web import words
from portal import parts


def today() -> date:
    """Return today's date in London."""
    return words.london(parts.here().now()).date()
