"""The registers of requests of people about their data, and of requests for information."""

from __future__ import annotations

from triage.registers import keeping, rights
from triage.registers.blueprint import pages

__all__ = ["keeping", "pages", "rights"]
