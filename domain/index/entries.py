"""Writing the index, writing it anew, and forgetting."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import Select, delete, func, select, text

from domain.index import elements
from domain.index.keys import SearchKeys
from domain.index.tables import IndexEntry, IndexGeneration
from domain.permissions import Permission
from domain.submissions.tables import Submission
from domain.terms import Term
from domain.unit_of_work import UnitOfWork

EXTRACTOR = 1
"""Which version of finding identifiers and terms this is. Raised, it has the index made anew."""

_PLACES = """
select asked.id, coalesce(
    (select ordinal from index_entry where submission_id = asked.id),
    nextval('index_entry_ordinal_seq')
), (
    select number from index_generation
    where key_name = %(key_name)s and extractor = %(extractor)s
) from unnest(%(ids)s::uuid[]) asked(id)
"""
_BEGIN = text(
    "insert into index_generation (key_name, extractor, begun_at)"
    " values (:key_name, :extractor, :now) on conflict do nothing"
)
_WRITE = """
insert into index_entry (ordinal, submission_id, received_at, generation, terms)
select ordinal, id, received_at, generation, cast(terms as bigint[])
from unnest(
    %(ordinals)s::bigint[], %(ids)s::uuid[], %(times)s::timestamptz[],
    %(generations)s::smallint[], %(terms)s::text[]
) made(ordinal, id, received_at, generation, terms)
on conflict (submission_id) do update set generation = excluded.generation, terms = excluded.terms
"""


@dataclass(frozen=True)
class Progress:
    """How far the index has been made anew: entries of the present generation, and others."""

    done: int
    left: int


def write(
    work: UnitOfWork, submission: Submission, terms: Iterable[Term], keys: SearchKeys
) -> None:
    """Make a submission findable by these terms, and by no others; it keeps its place."""
    write_all(work, [(submission, terms)], keys)


def write_all(
    work: UnitOfWork, held: Sequence[tuple[Submission, Iterable[Term]]], keys: SearchKeys
) -> None:
    """Make several submissions findable by their terms, in this order."""
    work.require(Permission.PROCESS_SUBMISSIONS)
    ids = [submission.id for submission, _ in held]
    places = _places(work, ids, keys)
    made = [
        elements.stored(
            keys.current, [*terms, *facets(one)], elements.segment_of(places[one.id][0])
        )
        for one, terms in held
    ]
    entries = {
        "ordinals": [places[one][0] for one in ids],
        "ids": ids,
        "times": [submission.received_at for submission, _ in held],
        "generations": [places[one][1] for one in ids],
        "terms": [elements.literal(numbers) for numbers in made],
    }
    work.say(_WRITE, entries)


def facets(submission: Submission) -> list[Term]:
    """Return what a submission is found by besides its content: partner, themes, district."""
    found = [Term("theme", theme) for theme in submission.themes]
    found.append(Term("organisation", str(submission.organisation_id)))
    return [*found, Term("district", submission.district)]


def forget(work: UnitOfWork, submission_id: UUID) -> None:
    """Take a submission out of the index for good (disposal); safe to do twice."""
    work.require(Permission.PROCESS_SUBMISSIONS)
    work.session.execute(delete(IndexEntry).where(IndexEntry.submission_id == submission_id))


def holds(work: UnitOfWork, submission_id: UUID) -> bool:
    """Say whether a submission is in the index."""
    query = select(IndexEntry.ordinal).where(IndexEntry.submission_id == submission_id)
    return work.session.scalar(query) is not None


def outdated(work: UnitOfWork, keys: SearchKeys, most: int) -> list[UUID]:
    """Return submissions whose entries are of another generation, the oldest first.

    They are kept from others who ask at the same time until the end of this unit of work.
    """
    work.require(Permission.PROCESS_SUBMISSIONS)
    found: list[UUID] = []
    for other in _others(work, _generation(work, keys)):
        query = (
            select(IndexEntry.submission_id)
            .where(IndexEntry.generation == other)
            .order_by(IndexEntry.ordinal)
            .limit(most - len(found))
            .with_for_update(skip_locked=True)
        )
        found += work.session.scalars(query)
    return found


def progress(work: UnitOfWork, keys: SearchKeys) -> Progress:
    """Count the entries that are made with the present key and extractor, and those that are not.

    Once none is left, a former key is not needed any more. Begins nothing, so that whoever looks
    after the matching may ask too.
    """
    if not work.actor.may(Permission.PROCESS_SUBMISSIONS):
        work.require(Permission.EXCLUDE_VALUES)
    query = select(IndexEntry.generation, func.count()).group_by(IndexEntry.generation)
    counted = {number: count for number, count in work.session.execute(query)}
    done = counted.get(work.session.scalar(_present(keys)) or 0, 0)
    return Progress(done, sum(counted.values()) - done)


def _places(work: UnitOfWork, ids: Sequence[UUID], keys: SearchKeys) -> dict[UUID, tuple[int, int]]:
    """Return the ordinal of each submission, new ones in this order, and the generation."""
    asked = {"ids": list(ids), "key_name": keys.name, "extractor": EXTRACTOR}
    rows = work.ask(_PLACES, asked)
    generation = rows[0][2] or _generation(work, keys)
    return {row[0]: (row[1], generation) for row in rows}


def _others(work: UnitOfWork, generation: int) -> list[int]:
    """Return the numbers of other generations: each is looked up, none is searched for."""
    query = select(IndexGeneration.number).where(IndexGeneration.number != generation)
    return list(work.session.scalars(query.order_by(IndexGeneration.number)))


def _generation(work: UnitOfWork, keys: SearchKeys) -> int:
    """Return the number of the present generation, which begins when it is first asked for."""
    query = _present(keys)
    if (number := work.session.scalar(query)) is not None:
        return number
    begun = {"key_name": keys.name, "extractor": EXTRACTOR, "now": work.now}
    work.session.execute(_BEGIN, begun)
    return work.session.scalars(query).one()


def _present(keys: SearchKeys) -> Select[int]:
    return select(IndexGeneration.number).where(
        IndexGeneration.key_name == keys.name, IndexGeneration.extractor == EXTRACTOR
    )
