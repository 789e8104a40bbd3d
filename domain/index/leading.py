"""Candidates for a match: who else holds what may lead to one, and what of it they hold."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any, NamedTuple
from uuid import UUID

from sqlalchemy import select, text

from domain import matching
from domain.index import commonness, elements
from domain.index.commonness import MOST_CANDIDATES
from domain.index.keys import SearchKeys
from domain.index.looking import Limits, newest, steer
from domain.index.tables import IndexEntry
from domain.terms import Term
from domain.unit_of_work import UnitOfWork

MOST_LEADS = 4_000
"""A text of nothing but registrations could have been remembered in more ways than are looked for;
its own terms come first."""
MOST_FITTING = 300
"""How many submissions a partial registration is held against, the newest first."""

# "offset 0" keeps the order from being an excuse to walk through the whole table in that order.
_HOLDING = """
select asked.id, e.ordinal, e.submission_id, e.terms
from unnest(%(ids)s::uuid[], %(leads)s::text[]) asked(id, leads)
cross join lateral (
    select h.ordinal, h.submission_id, h.terms from (
        select ordinal, submission_id, terms from index_entry
        where terms && (
            select coalesce(array_agg(x), '{}') from unnest(cast(asked.leads as bigint[])) x
            where not exists (select from common_term c where c.term = x)
        ) offset 0
    ) h
    where h.submission_id <> asked.id order by h.ordinal desc limit %(most)s
) e
"""
_HOLDERS = text("""
select e.submission_id from (
    select ordinal, submission_id from index_entry
    where terms && cast(:numbers as bigint[]) offset 0
) e
order by e.ordinal desc limit :most
""")
Terms = frozenset[Term]


class Candidate(NamedTuple):
    """A submission that may match, and which of the terms asked about it holds."""

    submission_id: UUID
    held: Terms


class _Held(NamedTuple):
    ordinal: int
    submission_id: UUID
    numbers: frozenset[int]


class _Asked(NamedTuple):
    """For whom candidates are looked for, by which terms, and the numbers to look up."""

    submission_id: UUID
    mine: Terms
    probes: Terms
    leads: dict[int, Term]


def candidates(
    work: UnitOfWork, submission_id: UUID, mine: Terms, keys: SearchKeys
) -> list[Candidate]:
    """Return who may match a submission with these terms, leaving over-common ones aside.

    A term that turns out to be held by more than `MOST_HELD` is remembered and not asked about
    again: it proves nothing, and looking it up would cost more every year.
    """
    return candidates_of_all(work, {submission_id: mine}, keys)[submission_id]


def candidates_of_all(
    work: UnitOfWork, terms: Mapping[UUID, Terms], keys: SearchKeys
) -> dict[UUID, list[Candidate]]:
    """Return for each submission with its terms who may match it, asking once for all."""
    steer(work)
    asked = [_asked(submission_id, mine, keys) for submission_id, mine in terms.items()]
    found = _holding(work, asked)
    return {one.submission_id: _checked(work, one, found[one.submission_id], keys) for one in asked}


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


def _asked(submission_id: UUID, mine: Terms, keys: SearchKeys) -> _Asked:
    """Work the numbers to look up out; my own terms come before what they might be."""
    probes = matching.probes(mine)
    leads = sorted(
        (term for term in probes if term.kind in matching.LEADS), key=lambda term: term not in mine
    )
    hashed = {
        elements.leading(elements.halves(key, term)): term
        for term in leads[:MOST_LEADS]
        for key in keys.every
    }
    return _Asked(submission_id, mine, probes, hashed)


def _checked(
    work: UnitOfWork, asked: _Asked, found: list[_Held], keys: SearchKeys
) -> list[Candidate]:
    """Leave over-common terms out, and add whom a partial registration fits."""
    common = commonness.seen(work, list(asked.leads), [one.numbers for one in found])
    if common:
        left = {number: term for number, term in asked.leads.items() if number not in common}
        found = _holding(work, [asked._replace(leads=left)])[asked.submission_id]
    known = {one.ordinal for one in found}
    found = found + _fitting(work, asked.submission_id, asked.mine, keys, known)
    return _with_terms(found, asked.probes - {asked.leads[one] for one in common}, keys)


def _holding(work: UnitOfWork, asked: Sequence[_Asked]) -> dict[UUID, list[_Held]]:
    question = {
        "ids": [one.submission_id for one in asked],
        "leads": [elements.literal(one.leads) for one in asked],
        "most": MOST_CANDIDATES,
    }
    found: dict[UUID, list[_Held]] = {one.submission_id: [] for one in asked}
    for submission_id, ordinal, other, terms in work.ask(_HOLDING, question):
        found[submission_id].append(_Held(ordinal, other, frozenset(terms)))
    return found


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
    if not found:
        return []
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
