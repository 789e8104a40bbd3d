"""Looking submissions up by terms: the newest first, and no further back than a page needs."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import islice
from typing import Any, NamedTuple
from uuid import UUID

from sqlalchemy import text

from domain.index import elements
from domain.index.keys import SearchKeys
from domain.terms import Term
from domain.unit_of_work import UnitOfWork

Groups = Sequence[frozenset[Term]]
"""What is looked for: of each group at least one term, and every group."""

_FIRST_STEPS = (1, 3, 12)
_STEP = 64
"""How many segments are looked into at once: few for what is common, soon many for what is rare."""

# The planner cannot know how rare a hash is, and would at times read the whole table for one.
_STEER = "select set_config('enable_seqscan', 'off', true), set_config('jit', 'off', true)"

_SEGMENTS = text("""
select s from generate_series(
    (select min(ordinal) >> 15 from index_entry),
    least((select max(ordinal) >> 15 from index_entry), cast(:before as bigint) >> 15)
) s
where cast(:since as timestamptz) is null and cast(:until as timestamptz) is null or exists (
    select from index_entry e where (e.ordinal >> 15) = s
    and e.received_at >= coalesce(cast(:since as timestamptz), '-infinity')
    and e.received_at < coalesce(cast(:until as timestamptz), 'infinity')
) order by s desc
""")

_LOOK = """
select f.ordinal, f.submission_id
from unnest(cast(:segments as bigint[]){arrays}) w(segment{names})
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
order by f.ordinal desc limit :most
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
    bounds = {
        "before": _BEYOND if limits.before is None else limits.before,
        "since": limits.since,
        "until": limits.until,
    }
    segments = work.session.scalars(_SEGMENTS, bounds).all()
    asked = bounds | {"state": limits.state}
    hashed = [[[elements.halves(key, term) for term in g] for g in groups] for key in keys.every]
    found: list[Found] = []
    for step in _steps(segments):
        asked["most"] = most - len(found)
        found += _look(work, step, hashed, asked)
        if len(found) >= most:
            break
    return found


def steer(work: UnitOfWork) -> None:
    """Have the index used until the end of this unit of work."""
    if not work.session.info.get("steered"):
        work.ask(_STEER, {})
        work.session.info["steered"] = True


def _steps(segments: Sequence[int]) -> Iterator[list[int]]:
    left = iter(segments)
    for size in _FIRST_STEPS:
        yield list(islice(left, size))
    while step := list(islice(left, _STEP)):
        yield step


def _look(
    work: UnitOfWork,
    segments: list[int],
    hashed: list[list[list[elements.Halves]]],
    asked: dict[str, Any],
) -> list[Found]:
    """Look into some segments, under every key."""
    if not segments:
        return []
    count = len(hashed[0])
    arrays = {
        f"g{place}": [_literal(of_key[place], s) for of_key in hashed for s in segments]
        for place in range(count)
    }
    statement = _LOOK.format(
        arrays="".join(f", cast(:{name} as text[])" for name in arrays),
        names="".join(f", {name}" for name in arrays),
        conditions=" and ".join(_conditions(hashed[0])),
    )
    repeated = [s for _ in hashed for s in segments] if count else segments
    rows = work.session.execute(text(statement), asked | arrays | {"segments": repeated})
    return [Found(*row) for row in rows]


def _conditions(groups: list[list[elements.Halves]]) -> list[str]:
    """Say what must hold of each group: a group of one is met by holding it all."""
    return [
        f"i.terms {'@>' if len(group) == 1 else '&&'} cast(w.g{place} as bigint[])"
        for place, group in enumerate(groups)
    ] or ["(i.ordinal >> 15) = w.segment"]


def _literal(group: list[elements.Halves], segment: int) -> str:
    """Write a group's numbers in a segment as PostgreSQL writes an array."""
    return elements.literal(elements.placed(hashed, segment) for hashed in group)
