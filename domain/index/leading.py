"""Candidates for a match: who else holds what may lead to one, and what of it they hold."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from typing import Any, NamedTuple
from uuid import UUID

from sqlalchemy import select, text

from domain import matching
from domain.index import elements
from domain.index.keys import SearchKeys
from domain.index.looking import Limits, newest, steer
from domain.index.tables import IndexEntry
from domain.matching.rules import MOST_HELD
from domain.terms import Term
from domain.unit_of_work import UnitOfWork

MOST_LEADS = 4_000
"""A text of nothing but registrations could have been remembered in more ways than are looked for;
its own terms come first."""
MOST_CANDIDATES = 1_000
"""More are looked into only if no over-common term is to blame; the newest, then."""
MOST_FITTING = 300
"""How many submissions a partial registration is held against, the newest first."""

# "offset 0" keeps the order from being an excuse to walk through the whole table in that order.
_HOLDING = text("""
select e.ordinal, e.submission_id, e.terms from (
    select ordinal, submission_id, terms from index_entry
    where terms && (
        select coalesce(array_agg(x), '{}') from unnest(cast(:leads as bigint[])) x
        where not exists (select from common_term c where c.term = x)
    ) offset 0
) e
where e.submission_id <> :mine order by e.ordinal desc limit :most
""")
_HOLDERS = text("""
select e.submission_id from (
    select ordinal, submission_id from index_entry
    where terms && cast(:numbers as bigint[]) offset 0
) e
order by e.ordinal desc limit :most
""")
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

Terms = frozenset[Term]


class Candidate(NamedTuple):
    """A submission that may match, and which of the terms asked about it holds."""

    submission_id: UUID
    held: Terms


class _Held(NamedTuple):
    ordinal: int
    submission_id: UUID
    numbers: frozenset[int]


def candidates(
    work: UnitOfWork, submission_id: UUID, mine: Terms, keys: SearchKeys
) -> list[Candidate]:
    """Return who may match a submission with these terms, leaving over-common ones aside.

    A term that turns out to be held by more than `MOST_HELD` is remembered and not asked about
    again: it proves nothing, and looking it up would cost more every year.
    """
    steer(work)
    leads = _leads(mine, keys)
    found = _holding(work, submission_id, list(leads))
    common = _common(work, list(leads), found)
    if common:
        work.session.execute(_MARK, {"common": sorted(common), "now": work.now})
        found = _holding(work, submission_id, [one for one in leads if one not in common])
    found += _fitting(work, submission_id, mine, keys, {one.ordinal for one in found})
    probes = matching.probes(mine) - {leads[one] for one in common}
    return _with_terms(found, probes, keys)


def held_by(
    work: UnitOfWork, submission_ids: Sequence[UUID], mine: Terms, keys: SearchKeys
) -> list[Candidate]:
    """Return which of these terms, and of what they might be remembered as, others hold."""
    query = select(IndexEntry.ordinal, IndexEntry.submission_id, IndexEntry.terms)
    rows = work.session.execute(query.where(IndexEntry.submission_id.in_(submission_ids)))
    return _with_terms(_held(rows.all()), matching.probes(mine), keys)


def holders(work: UnitOfWork, term: Term, keys: SearchKeys, most: int) -> list[UUID]:
    """Return submissions that hold a term that may lead to a match, the newest first."""
    steer(work)
    numbers = [elements.leading(elements.halves(key, term)) for key in keys.every]
    return list(work.session.scalars(_HOLDERS, {"numbers": numbers, "most": most}))


def numbers(leads: Iterable[Term], keys: SearchKeys) -> set[int]:
    """Return the numbers that stand for terms that may lead to a match, under the present key."""
    return {elements.leading(elements.halves(keys.current, term)) for term in leads}


def _leads(mine: Terms, keys: SearchKeys) -> dict[int, Term]:
    """Return the numbers to look up, each with its term; my own terms before what they might be."""
    asked = sorted(matching.leads(mine), key=lambda term: term not in mine)[:MOST_LEADS]
    return {
        elements.leading(elements.halves(key, term)): term for term in asked for key in keys.every
    }


def _holding(work: UnitOfWork, submission_id: UUID, leads: list[int]) -> list[_Held]:
    asked = {"mine": submission_id, "leads": leads, "most": MOST_CANDIDATES}
    return _held(work.session.execute(_HOLDING, asked).all())


def _common(work: UnitOfWork, leads: list[int], found: Sequence[_Held]) -> set[int]:
    """Return which leads are over-common: counted in what was found, or in the index if cut off."""
    if len(found) < MOST_CANDIDATES:
        wanted = frozenset(leads)
        counted = Counter(number for one in found for number in one.numbers & wanted)
    else:
        asked = {"leads": leads, "most": MOST_HELD + 1}
        counted = Counter(dict(tuple(row) for row in work.session.execute(_HELD_BY, asked)))
    return {number for number, count in counted.items() if count > MOST_HELD}


def _fitting(
    work: UnitOfWork, submission_id: UUID, mine: Terms, keys: SearchKeys, known: set[int]
) -> list[_Held]:
    """Return who holds all fragments of one of my partial registrations."""
    ordinals: set[int] = set()
    for fragments in matching.partial_leads(mine):
        groups = [frozenset({term}) for term in fragments]
        fits = newest(work, groups, Limits(), keys, MOST_FITTING)
        ordinals.update(one.ordinal for one in fits if one.submission_id != submission_id)
    if not ordinals - known:
        return []
    query = select(IndexEntry.ordinal, IndexEntry.submission_id, IndexEntry.terms)
    wanted = query.where(IndexEntry.ordinal.in_(ordinals - known))
    return _held(work.session.execute(wanted).all())


def _held(rows: Iterable[Sequence[Any]]) -> list[_Held]:
    return [_Held(row[0], row[1], frozenset(row[2])) for row in rows]


def _with_terms(found: list[_Held], probes: Terms, keys: SearchKeys) -> list[Candidate]:
    """Say which probes each holds; what a term is in a segment is worked out once a segment."""
    hashed = [(elements.halves(key, term), term) for key in keys.every for term in probes]
    places: dict[int, dict[int, Term]] = {}
    for one in found:
        segment = elements.segment_of(one.ordinal)
        if segment not in places:
            places[segment] = {elements.placed(pair, segment): term for pair, term in hashed}
    return [
        Candidate(one.submission_id, frozenset(table[n] for n in one.numbers & table.keys()))
        for one in found
        for table in (places[elements.segment_of(one.ordinal)],)
    ]
