"""The process that examines one file: `python -m domain.inspections`, started by `isolated`.

It gets two open files and bounds, and prints what it found as JSON. It limits itself before it
reads a byte.
"""

from __future__ import annotations

import json
import os
import sys
import zipfile
from typing import BinaryIO

from domain.inspections.bounds import Bounds, Found
from domain.inspections.limits import limit_this_process


def main(order: str) -> None:
    """Do what an order says: kind, structure, bounds, and the two open files' numbers."""
    limit_this_process()
    given = json.loads(order)
    source, copied = os.fdopen(given["source"], "rb"), os.fdopen(given["copied"], "wb")
    source.seek(0)
    try:
        made = _examined(
            source, copied, given["kind"], given["structure"], Bounds(**given["bounds"])
        )
        copied.flush()
        print(json.dumps({"finding": None, "copied": made}))
    except Found as found:
        print(json.dumps({"finding": found.finding, "copied": None}))


def _examined(
    source: BinaryIO, copied: BinaryIO, kind: str, structure: str, bounds: Bounds
) -> str | None:
    """Examine, and give the kind of the copy if one was made."""
    if structure in ("word", "spreadsheet"):
        from domain.inspections import office

        office.check(source, structure, bounds)
        return None
    _refuse_hybrids(source)
    if structure == "picture":
        from domain.inspections import pictures

        return pictures.copy(source, copied, kind, bounds)
    if structure == "pdf":
        from domain.inspections import documents

        return documents.copy(source, copied, bounds)
    return None


def _refuse_hybrids(source: BinaryIO) -> None:
    """An archive reads from its end: anything else may have one hung on."""
    if zipfile.is_zipfile(source):
        raise Found("hybrid")
    source.seek(0)


if __name__ == "__main__":
    main(sys.argv[1])
