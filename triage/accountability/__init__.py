"""Accountability for the auditor: one item's story, unusual access, what a person saw."""

from __future__ import annotations

from triage.accountability.pages import pages

__all__ = ["pages"]
