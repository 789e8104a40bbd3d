"""Search and matches over a full index: `make bench ARGS=search`.

    python -m benchmarks.search [SUBMISSIONS]

A server of its own is filled with invented index entries (20,000, or as many as asked for): as
many terms of each kind as the demo has, and words as frequent as they are in English.
"""

from __future__ import annotations

import random
import sys
import tempfile
import time
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path

from sqlalchemy import select

from benchmarks import crowds, entries
from benchmarks.desks import Desk
from benchmarks.figures import say
from benchmarks.timing import Meter
from benchmarks.worlds import World
from domain import ids, index, search
from domain.actors import Actor, ActorKind, system
from domain.permissions import Role, of_roles
from domain.search import Query
from domain.submissions import Submission
from domain.terms import Term
from domain.unit_of_work import unit_of_work
from operations import postgres
from operations.database.grants import WORKER

ROUNDS = 40
OFFICER = Actor(
    kind=ActorKind.STAFF,
    name="an officer",
    permissions=of_roles([Role.TRIAGE_OFFICER]),
    id=ids.new(),
    session_id=ids.new(),
)
SIZES = {
    "search.index.terms": "pg_relation_size('ix_index_entry_terms')",
    "search.index.entries": "pg_table_size('index_entry')",
    "search.index.whole": "pg_total_relation_size('index_entry')",
}


def main() -> None:
    """Measure, and print."""
    count = int(sys.argv[-1]) if sys.argv[-1].isdecimal() else 20_000
    with tempfile.TemporaryDirectory() as folder:
        memory = {"shared_buffers": "1GB"}
        with postgres.lent(Path(folder) / "postgres", settings=memory) as server:
            desk = Desk(Path(folder), server.superuser_url)
            world = World(desk.parts.search_keys.current)
            now = datetime.now(UTC)
            crowds.fill(desk.admin, count, 0, now)
            begun = time.perf_counter()
            entries.fill(server.superuser_url, world)
            say("search.index.made", count / (time.perf_counter() - begun), "a second", of=count)
            desk.admin.execute("vacuum analyze")
            measure(desk, world, count, now)
            desk.close()


def measure(desk: Desk, world: World, count: int, now: datetime) -> None:
    """Print what the index costs on disk, and what searches and looking for matches take."""
    for name, size in SIZES.items():
        row = desk.admin.execute(f"select {size}").fetchone()
        say(name, (row or (0,))[0] / count, "B a submission", submissions=count)
    for name, query in queries(world, now).items():

        def once(number: int, query: Callable[[int], Query] = query) -> None:
            with unit_of_work(desk.parts.sessions, OFFICER) as work:
                recipients = desk.parts.recipients()
                search.find(work, query(number), desk.parts.search_keys, recipients)

        desk.meter.rounds(once, ROUNDS).say(f"search.{name}", submissions=count)
    _matching(desk, world, count)


def queries(world: World, now: datetime) -> dict[str, Callable[[int], Query]]:
    """Searches of several kinds, each another one every time it is asked for."""
    chance, unusual = random.Random(5), world.words[5000:]

    def common(_: int) -> Query:
        return Query(words=" ".join(chance.sample(world.words[:60], 2)))

    def rare(_: int) -> Query:
        return Query(words=f"{chance.choice(unusual)} {chance.choice(unusual)}")

    def mixed(_: int) -> Query:
        return Query(words=f"{chance.choice(world.words[:60])} {chance.choice(unusual)}")

    former = (now - timedelta(days=1100)).date()
    return {
        "two_common_words": common,
        "two_rare_words": rare,
        "common_and_rare": mixed,
        "one_common_word": lambda _: Query(words=chance.choice(world.words[:10])),
        "phone": lambda _: Query(phone=f"07{chance.randrange(10**9):09}"),
        "registration": lambda _: Query(vrm=f"YA{chance.randrange(10, 27)}XYZ"),
        "partial_registration": lambda _: Query(vrm=f"YA{chance.randrange(10, 27)} ?B?"),
        "words_and_dates": lambda n: Query(words=common(n).words, received_to=former),
    }


def _matching(desk: Desk, world: World, count: int) -> None:
    """Print how long it takes to find what matches a submission among all others."""
    sessions = desk.sessions(WORKER)
    with unit_of_work(sessions, system("bench")) as work:
        some = work.session.scalars(select(Submission.id).limit(ROUNDS + 5)).all()
    held = [
        frozenset(world.submission() | {Term("word", word) for word in world.text()}) for _ in some
    ]

    def once(number: int) -> None:
        with unit_of_work(sessions, system("bench")) as work:
            index.candidates(work, some[number], held[number], desk.parts.search_keys)

    taken = Meter(desk.admin, WORKER).rounds(once, ROUNDS)
    taken.say("match.lookup", submissions=count)
    sessions.kw["bind"].dispose()


if __name__ == "__main__":
    main()
