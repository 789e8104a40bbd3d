"""Searching: one box and fields, and what was found as lines of the queue."""

from __future__ import annotations

from triage.search import looking
from triage.search.blueprint import pages

__all__ = ["looking", "pages"]
