"""Writing an export of the trail to a file: all of it or nothing."""

from __future__ import annotations

import os
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

from domain.keys.published import log_keys
from domain.sequencing.exporting import export as write_export
from domain.sequencing.exporting import snapshot
from domain.unit_of_work import Sessions, reading
from operations.database import tables
from operations.set_up import auditing

__all__ = ["export"]

KNOWN = tables.METADATA
"""An export speaks of every audited row: all tables have to be known."""


def export(sessions: Sessions, public: Path, file: Path, at: datetime | None = None) -> int:
    """Write the trail to a file that only its owner reads; return the number of events."""
    draft = file.with_name(f"{file.name}.part")
    auditor = replace(auditing(), cleared=True)
    descriptor = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with (
        os.fdopen(descriptor, "wb", buffering=1 << 20) as out,
        reading(snapshot(sessions), auditor, at or datetime.now(UTC)) as work,
    ):
        size = write_export(work, out, log_keys(public)[0].name)
    draft.replace(file)
    return size
