"""Tables that people open in a spreadsheet: no cell may turn into a formula there."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Mapping, Sequence

# What a spreadsheet takes for the start of a formula (OWASP: CSV injection).
DANGEROUS = ("=", "+", "-", "@", "\t", "\r", "\n", "\uff1d", "\uff0b", "\uff0d", "\uff20")
GUARD = "'"


class TableUnreadable(ValueError):
    """That is no table with the columns that were expected; the message says why."""


def safe(value: object) -> str:
    """Return a cell that stays text, whatever opens it."""
    text = "" if value is None else str(value)
    guarded = text.lstrip(" \u00a0\ufeff").startswith(DANGEROUS) or text.startswith(GUARD)
    return f"{GUARD}{text}" if guarded else text


def plain(cell: str) -> str:
    """Return what was written with `safe`."""
    return cell.strip().removeprefix(GUARD).strip()


def written(columns: Sequence[str], rows: Iterable[Sequence[object]]) -> str:
    """Return a table as CSV (RFC 4180), every cell safe."""
    out = io.StringIO(newline="")
    writer = csv.writer(out)
    writer.writerow(columns)
    writer.writerows([safe(cell) for cell in row] for row in rows)
    return out.getvalue()


def read(text: str, columns: Sequence[str], most: int) -> list[Mapping[str, str]]:
    """Return the rows of a CSV by column. Raises TableUnreadable."""
    reader = csv.DictReader(io.StringIO(text.removeprefix("\ufeff"), newline=""), strict=True)
    try:
        found = {(name or "").strip() for name in reader.fieldnames or ()}
        if missing := [column for column in columns if column not in found]:
            raise TableUnreadable(f"These columns are missing: {', '.join(missing)}")
        rows = [_row(row, columns) for row in reader]
    except csv.Error as problem:
        raise TableUnreadable(f"It cannot be read as CSV: {problem}") from None
    if len(rows) > most:
        raise TableUnreadable(f"It has {len(rows)} rows; at most {most} can be taken at once")
    return rows


def _row(row: Mapping[str | None, str | None], columns: Sequence[str]) -> Mapping[str, str]:
    named = {(name or "").strip(): cell for name, cell in row.items()}
    return {column: plain(named[column] or "") for column in columns}
