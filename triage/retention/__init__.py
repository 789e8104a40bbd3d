"""Reviews of how long things are kept, legal holds, disposal by two people, and certificates."""

from __future__ import annotations

from triage.retention.pages import pages

__all__ = ["pages"]
