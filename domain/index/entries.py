"""Writing the index, writing it anew, and forgetting."""

from __future__ import annotations

from collections.abc import Iterable
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

_PLACE = text(
    "select coalesce((select ordinal from index_entry where submission_id = :id),"
    " nextval('index_entry_ordinal_seq')),"
    " (select number from index_generation where key_name = :key_name and extractor = :extractor)"
)
_BEGIN = text(
    "insert into index_generation (key_name, extractor, begun_at)"
    " values (:key_name, :extractor, :now) on conflict do nothing"
)
_WRITE = text(
    "insert into index_entry (ordinal, submission_id, received_at, generation, terms)"
    " values (:ordinal, :id, :received_at, :generation, cast(:terms as bigint[]))"
    " on conflict (submission_id)"
    " do update set generation = excluded.generation, terms = excluded.terms"
)


@dataclass(frozen=True)
class Progress:
    """How far the index has been made anew: entries of the present generation, and others."""

    done: int
    left: int


def write(
    work: UnitOfWork, submission: Submission, terms: Iterable[Term], keys: SearchKeys
) -> None:
    """Make a submission findable by these terms, and by no others; it keeps its place."""
    work.require(Permission.PROCESS_SUBMISSIONS)
    ordinal, generation = _place(work, submission, keys)
    everything = [*terms, *facets(submission)]
    numbers = elements.stored(keys.current, everything, elements.segment_of(ordinal))
    row = {
        "ordinal": ordinal,
        "id": submission.id,
        "received_at": submission.received_at,
        "generation": generation,
        "terms": numbers,
    }
    work.session.execute(_WRITE, row)


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


def _place(work: UnitOfWork, submission: Submission, keys: SearchKeys) -> tuple[int, int]:
    made_with = {"key_name": keys.name, "extractor": EXTRACTOR}
    asked = made_with | {"id": submission.id}
    ordinal, generation = work.session.execute(_PLACE, asked).one()
    return ordinal, generation or _generation(work, keys)


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
