"""The pages of one submission: what is known of it, its content once opened, and working on it."""

from __future__ import annotations

from triage.submissions import handing, taking, talking, viewing, working
from triage.submissions.blueprint import pages

__all__ = ["handing", "pages", "taking", "talking", "viewing", "working"]
