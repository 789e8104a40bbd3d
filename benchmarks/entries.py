"""Index entries of a crowd: as many terms of each kind as the demo has, under the real key."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import UUID

import psycopg

from benchmarks.crowds import without_indexes
from benchmarks.worlds import World
from domain.index import SearchKeys, elements
from domain.terms import Term

_FIRST = elements.TOGETHER_FROM << elements.SEGMENT_BITS
"""The ordinal that the database begins to count at."""
_GENERATION = "insert into index_generation (key_name, extractor, begun_at) values (%s, 1, now())"
_WAITING = "select id, organisation_id, received_at from submission s order by received_at, id"
_COPY = "copy index_entry (submission_id, received_at, generation, terms) from stdin (freeze)"
# In little memory and by two processes: a tree of all terms at once fits no processor's cache, and
# is made half as fast. A table emptied in the same transaction is filled past the log.
_PREPARE = (
    "set maintenance_work_mem = '256MB'",
    "set max_parallel_maintenance_workers = 1",
    "truncate index_entry",
)


def fill(url: str, world: World) -> int:
    """Make an entry for every submission there is, in order of arrival; return how many."""
    options = "-c search_path=partnership"
    with (
        psycopg.connect(url, options=options) as reading,
        psycopg.connect(url, options=options) as writing,
    ):
        for statement in _PREPARE:
            writing.execute(statement)
        writing.execute(_GENERATION, [SearchKeys(world.key).name])
        with without_indexes(writing, "index_entry"):
            return _copied(reading, writing, world)


def _copied(
    reading: psycopg.Connection[Any], writing: psycopg.Connection[Any], world: World
) -> int:
    place = 0
    with (
        reading.cursor("waiting") as waiting,
        writing.cursor().copy(_COPY) as copy,
    ):
        waiting.itersize = 5_000
        for place, row in enumerate(waiting.execute(_WAITING)):
            copy.write(_line(world, elements.segment_of(_FIRST + place), *row))
    return place + 1


def _line(
    world: World, segment: int, submission: UUID, organisation: UUID, received: datetime
) -> str:
    terms = world.submission()
    terms.add(Term("organisation", str(organisation)))
    terms |= {Term("theme", "drugs"), Term("district", "Leeds")}
    return f"{submission}\t{received.isoformat()}\t1\t{world.line(terms, segment)}\n"
