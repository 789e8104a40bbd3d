"""The registers of requests of people about their data, and of requests for information."""

from __future__ import annotations

from triage.registers.pages import pages

__all__ = ["pages"]
