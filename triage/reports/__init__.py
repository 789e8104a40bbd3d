"""The pages of reports: listed, written beside the partner's words, approved, corrected."""

from __future__ import annotations

from triage.reports import comparing, listing, stepping, viewing, writing
from triage.reports.blueprint import pages

__all__ = ["comparing", "listing", "pages", "stepping", "viewing", "writing"]
