"""Every table of the domain, so that migrations can be compared with them."""

from __future__ import annotations

from domain import drafts, openings, organisations, staff, submissions, wraps, writings
from domain.audit import entries
from domain.tables import Table

METADATA = Table.metadata

MODULES = (drafts, entries, openings, organisations, staff, submissions, wraps, writings)
"""Importing a module is what makes its tables known; a new one is added here."""
