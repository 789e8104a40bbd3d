"""Over-common terms: found once to be held by too many, remembered, and not asked about again."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from sqlalchemy import text

from domain.matching.rules import MOST_HELD
from domain.unit_of_work import UnitOfWork

MOST_CANDIDATES = 1_000
"""More are looked into only if no over-common term is to blame; the newest, then."""

_HELD_BY = text("""
select x, (
    select count(*) from (
        select from index_entry e where e.terms @> array[x] limit :most
    ) held
) from unnest(cast(:leads as bigint[])) x
where not exists (select from common_term c where c.term = x)
""")
_MARK = text(
    "insert into common_term (term, seen_at)"
    " select x, :now from unnest(cast(:common as bigint[])) x on conflict do nothing"
)


def seen(work: UnitOfWork, leads: list[int], found: Sequence[frozenset[int]]) -> set[int]:
    """Return which numbers are over-common, and remember them.

    Counted in what the candidates hold that were found, or in the index if some were cut off.
    """
    common = {number for number, count in _counted(work, leads, found).items() if count > MOST_HELD}
    if common:
        work.session.execute(_MARK, {"common": sorted(common), "now": work.now})
    return common


def _counted(work: UnitOfWork, leads: list[int], found: Sequence[frozenset[int]]) -> Counter[int]:
    if len(found) < MOST_CANDIDATES:
        wanted = frozenset(leads)
        return Counter(number for numbers in found for number in numbers & wanted)
    asked = {"leads": leads, "most": MOST_HELD + 1}
    return Counter(dict(tuple(row) for row in work.session.execute(_HELD_BY, asked)))
