"""Taking turns: of two submissions that hold the same, the later one sees the earlier.

A lock for each term that may lead to a match, so that what has nothing in common is taken in at
the same time. A partial registration may fit any other: submissions with a whole one wait for it,
not for each other.
"""

from __future__ import annotations

from domain import index, matching
from domain.index import SearchKeys
from domain.matches.worthless import Terms
from domain.unit_of_work import UnitOfWork

MOST_LOCKS = 200
"""Who holds more than so many waits for everybody: the database has room for some thousands."""

_EVERYBODY = 7_365_617_202
_REGISTRATIONS = 7_365_617_203
# What is asked next goes in the same message, and sees what was committed before its turn came.
# In the order of the list, so that no two wait for each other.
_LOCK = """
select case when alone then pg_advisory_xact_lock(number)
    else pg_advisory_xact_lock_shared(number) end
from unnest(%(numbers)s::bigint[], %(alone)s::boolean[]) lock(number, alone)
"""


def alone(work: UnitOfWork) -> None:
    """Until the end of this unit of work nobody else finds matches."""
    _lock(work, {_EVERYBODY: True})


def among(work: UnitOfWork, mine: Terms, keys: SearchKeys) -> None:
    """Until the end of this unit of work nobody finds matches by any of these terms."""
    leads = [term for term in mine if term.kind in matching.LEADS]
    if len(leads) > MOST_LOCKS:
        alone(work)
        return
    wanted = {_EVERYBODY: False}
    kinds = {term.kind for term in leads}
    if kinds & {"vrm", "vrm_partial"}:
        wanted[_REGISTRATIONS] = "vrm_partial" in kinds
    wanted |= dict.fromkeys(sorted(index.numbers(leads, keys)), True)
    _lock(work, wanted)


def _lock(work: UnitOfWork, wanted: dict[int, bool]) -> None:
    work.say(_LOCK, {"numbers": list(wanted), "alone": list(wanted.values())})
