"""Every table of the domain, so that migrations can be compared with them."""

from __future__ import annotations

from domain import (
    drafts,
    openings,
    organisations,
    reference_versions,
    staff,
    submissions,
    wraps,
    writings,
)
from domain.audit import entries
from domain.break_glass import tables as break_glass
from domain.dissemination import tables as dissemination
from domain.files import tables as files
from domain.index import tables as index
from domain.letters import tables as letters
from domain.links import tables as links
from domain.matches import tables as matches
from domain.messages import tables as messages
from domain.organisations import records
from domain.queue import presence, saved_views
from domain.registers import tables as registers
from domain.relations import tables as relations
from domain.reports import tables as reports
from domain.retention import tables as retention
from domain.search import records as searches
from domain.sequencing import tables as sequencing
from domain.tables import Table

METADATA = Table.metadata

MODULES = (
    break_glass,
    dissemination,
    drafts,
    entries,
    files,
    index,
    letters,
    links,
    matches,
    messages,
    openings,
    presence,
    saved_views,
    organisations,
    records,
    reference_versions,
    relations,
    reports,
    retention,
    registers,
    searches,
    sequencing,
    staff,
    submissions,
    wraps,
    writings,
)
"""Importing a module is what makes its tables known; a new one is added here."""
