"""Of which times the portal and the witness may write rows: of these centuries.

PostgreSQL has times that Python has not (`infinity`, the year 20000). With one of them in a row, no
list that it stands in could be read: neither the queue nor the trail.
"""

from __future__ import annotations

from sqlalchemy import Date, DateTime

from operations.database.roles import PORTAL, WITNESS
from operations.database.tables import METADATA

HELD_TO_THEM = frozenset({PORTAL, WITNESS})
_FIRST, _AFTER = "2000-01-01", "2200-01-01"


def of_these_centuries(table: str) -> str:
    """Say that each time in a row of a table is one that a page can show, or is not set."""
    columns = METADATA.tables[table].columns
    times = [one.name for one in columns if isinstance(one.type, Date | DateTime)]
    return " and ".join(
        f"coalesce({name} >= '{_FIRST}' and {name} < '{_AFTER}', true)" for name in times
    )
