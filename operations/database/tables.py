"""Every table of the domain, so that migrations can be compared with them."""

from __future__ import annotations

from domain import drafts, openings, organisations, staff, submissions, wraps, writings
from domain.audit import entries
from domain.dissemination import tables as dissemination
from domain.files import tables as files
from domain.letters import tables as letters
from domain.links import tables as links
from domain.organisations import records
from domain.reports import tables as reports
from domain.sequencing import tables as sequencing
from domain.tables import Table

METADATA = Table.metadata

MODULES = (
    dissemination,
    drafts,
    entries,
    files,
    letters,
    links,
    openings,
    organisations,
    records,
    reports,
    sequencing,
    staff,
    submissions,
    wraps,
    writings,
)
"""Importing a module is what makes its tables known; a new one is added here."""
