"""The queue of the triage unit: what waits, who has it, and taking it."""

from __future__ import annotations

from domain.queue.claims import LEASE, AlreadyTaken, NotYours, claim, hold, release, take_next
from domain.queue.listing import Filters, Page, Row, View, find, listed, newer_than

__all__ = [
    "LEASE",
    "AlreadyTaken",
    "Filters",
    "NotYours",
    "Page",
    "Row",
    "View",
    "claim",
    "find",
    "hold",
    "listed",
    "newer_than",
    "release",
    "take_next",
]
