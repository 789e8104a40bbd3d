"""The pages of one submission: what is known of it, its content once opened, and working on it."""

from __future__ import annotations

from triage.submissions import files, handing, joining, taking, talking, viewing, working
from triage.submissions.blueprint import pages

__all__ = ["files", "handing", "joining", "pages", "taking", "talking", "viewing", "working"]
