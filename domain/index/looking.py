"""Looking submissions up by terms: the newest first, and no further back than a page needs.

What may lead to a match is looked for in the whole index at once; where few hold it, they alone are
asked about the rest. Whatever else is looked for, or is held by many, is looked for segment by
segment.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any, NamedTuple
from uuid import UUID

from sqlalchemy import text

from domain.index import elements, wanted
from domain.index.keys import SearchKeys
from domain.index.wanted import Groups, Wanted
from domain.unit_of_work import UnitOfWork

# The planner cannot know how rare a hash is, and would at times read the whole table for one.
_STEER = "select set_config('enable_seqscan', 'off', true), set_config('jit', 'off', true)"

_SEGMENTS = text("""
with recursive there(segment) as (
    select max(ordinal) >> 15 from index_entry where ordinal < :before
    union all
    select (select max(ordinal) >> 15 from index_entry where ordinal < segment << 15)
    from there where segment is not null
)
select segment from there
where segment is not null and (
    cast(:since as timestamptz) is null and cast(:until as timestamptz) is null or exists (
        select from index_entry e where (e.ordinal >> 15) = segment
        and e.received_at >= coalesce(cast(:since as timestamptz), '-infinity')
        and e.received_at < coalesce(cast(:until as timestamptz), 'infinity')
    )
) order by segment desc
""")


# In the order of the segments alone, which the planner knows it has: so nothing is sorted, and no
# segment is looked into that a page does not need. Each gives its own in order, and in one piece.
_LOOK = """
select f.ordinal, f.submission_id
from unnest(cast(:segments as bigint[]){arrays}) with ordinality w(segment{names}, place)
cross join lateral (
    select e.ordinal, e.submission_id
    from (
        select h.* from (
            select ordinal, submission_id, received_at from index_entry i
            where {conditions} offset 0
        ) h order by h.ordinal desc offset 0
    ) e
    join submission s on s.id = e.submission_id
    where e.ordinal < :before and (cast(:state as text) = '' or s.state = :state)
    and (cast(:since as timestamptz) is null or e.received_at >= :since)
    and (cast(:until as timestamptz) is null or e.received_at < :until)
    order by e.ordinal desc limit :most
) f
order by w.place limit :most
"""

_BEYOND = 1 << 62


@dataclass(frozen=True)
class Limits:
    """What narrows a look-up besides terms; `before` is the ordinal it goes on from."""

    state: str = ""
    since: datetime | None = None
    until: datetime | None = None
    before: int | None = None


class Found(NamedTuple):
    """A submission that was found, and its place in the order of arrival."""

    ordinal: int
    submission_id: UUID


def newest(
    work: UnitOfWork, groups: Groups, limits: Limits, keys: SearchKeys, most: int
) -> list[Found]:
    """Return the newest submissions that the actor may see and that hold a term of every group."""
    steer(work)
    sought = wanted.of(work, groups, keys)
    asked = {
        "before": _BEYOND if limits.before is None else limits.before,
        "since": limits.since,
        "until": limits.until,
        "state": limits.state,
        "most": most,
    }
    if not (segments := _segments(work, asked, sought)):
        return []
    arrays = sought.arrays(segments)
    statement = _LOOK.format(
        arrays="".join(f", cast(:{name} as text[])" for name in arrays),
        names="".join(f", {name}" for name in arrays),
        conditions=sought.condition() or "(i.ordinal >> 15) = w.segment",
    )
    rows = work.session.execute(text(statement), asked | arrays | {"segments": segments})
    return [Found(*row) for row in rows]


def steer(work: UnitOfWork) -> None:
    """Have the index used until the end of this unit of work."""
    if not work.session.info.get("steered"):
        work.say(_STEER, {})
        work.session.info["steered"] = True


def _segments(work: UnitOfWork, bounds: dict[str, Any], sought: Wanted) -> list[int]:
    """Return which segments to look into, the newest first."""
    if sought.held is not None:
        return sorted({elements.segment_of(ordinal) for ordinal in sought.held}, reverse=True)
    return list(work.session.scalars(_SEGMENTS, bounds))
