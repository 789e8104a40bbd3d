"""The queue of the triage unit: what waits, who has it, and taking it."""

from __future__ import annotations

from domain.queue.claims import LEASE, AlreadyTaken, NotYours, claim, hold, lock, release, take_next
from domain.queue.conditions import INTAKE_GRACE
from domain.queue.counting import MOST, Counts, counts, newer_than
from domain.queue.filters import UNDECIDED, WAITED, Filters, Key, Sort, View
from domain.queue.listing import Page, Row, find, listed, rows

__all__ = [
    "INTAKE_GRACE",
    "LEASE",
    "MOST",
    "UNDECIDED",
    "WAITED",
    "AlreadyTaken",
    "Counts",
    "Filters",
    "Key",
    "NotYours",
    "Page",
    "Row",
    "Sort",
    "View",
    "claim",
    "counts",
    "find",
    "hold",
    "listed",
    "lock",
    "newer_than",
    "release",
    "rows",
    "take_next",
]
