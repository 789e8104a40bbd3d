"""The pages of dissemination: giving a report to somebody, the ledger, notices."""

from __future__ import annotations

from triage.dissemination import giving, ledger, notices
from triage.dissemination.blueprint import pages

__all__ = ["giving", "ledger", "notices", "pages"]
