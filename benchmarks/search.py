"""Search, matches and intake over a full index: `make bench ARGS=search`.

    python -m benchmarks.search [SUBMISSIONS]

A server of its own is filled with invented index entries (100,000, or as many as asked for): as
many terms of each kind as the demo has, and words as frequent as they are in English.
"""

from __future__ import annotations

import random
import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from functools import cached_property
from itertools import accumulate
from pathlib import Path
from uuid import UUID

import psycopg
from sqlalchemy import select
from sqlalchemy.engine import make_url

from benchmarks.figures import say
from config.database import session_maker
from domain import ids, index, intake, keys, search, submissions
from domain.actors import Actor, ActorKind, system
from domain.index import SearchKeys, elements
from domain.organisations import Particulars, onboard
from domain.permissions import PARTNER, Permission, Role, of_roles
from domain.sealing.recipients import Recipients
from domain.sealing.unwrapping import PrivateKeys
from domain.search import Query
from domain.submissions import Submission
from domain.terms import Term
from domain.unit_of_work import Sessions, unit_of_work
from operations import database, postgres, scenarios
from operations.database.grants import LOGINS, PORTAL, SCHEMA, TRIAGE, WORKER

PARTICULARS = Particulars(
    name="Ravensike Homes", sector="private and voluntary bodies", kind="housing association",
    district="Leeds", mailbox="partnership@ravensike.example", contact_name="Denise Ackroyd-Shaw",
    contact_role="manager", phone="01632 960112", agreement_reference="ISA/2024/003",
    agreement_purpose="prevention of crime", agreement_in_force=date(2024, 3, 1),
    agreement_review=date(2027, 3, 1), agreement_owner="Head of Neighbourhoods",
    agreement_signed_copy="records store",
)  # fmt: skip
ROUNDS = 60
WORDS = 40_000
WORDS_EACH = 150
TEXTS = 20_000
NAMES = 6_000
NOW = datetime(2026, 11, 20, 10, 0, tzinfo=UTC)
STARTED = NOW - timedelta(days=1500)
OFFICER = Actor(
    kind=ActorKind.STAFF,
    name="an officer",
    permissions=of_roles([Role.TRIAGE_OFFICER]),
    id=ids.new(),
    session_id=ids.new(),
)
SET_UP = Actor(
    kind=ActorKind.SERVICE,
    name="set-up",
    permissions=frozenset({Permission.MANAGE_ORGANISATIONS}),
)


@dataclass(frozen=True)
class Keyring:
    """What whoever searches, and the worker, hold."""

    folder: Path
    manifest: keys.Manifest

    @cached_property
    def search(self) -> SearchKeys:
        """What hashes the terms of the index."""
        return index.load_search_keys(self.folder / "triage")

    @cached_property
    def private(self) -> PrivateKeys:
        """What opens submissions."""
        return keys.load_private_keys(self.folder / "triage")

    @cached_property
    def submission(self) -> Recipients:
        """Whom submissions are sealed to."""
        return self.manifest.recipients_for("submission", datetime.now(UTC))

    @cached_property
    def casework(self) -> Recipients:
        """Whom what the police write is sealed to."""
        return self.manifest.recipients_for("casework", datetime.now(UTC))


class World:
    """Invented vocabulary: how often each word is written, and names, plates, phones by chance."""

    def __init__(self, key: bytes) -> None:
        """Prepare the hashes of what will be drawn most."""
        self.chance = random.Random(11)
        self.words = [f"w{number}" for number in range(WORDS)]
        self.weights = list(accumulate(1 / (number + 12) ** 0.9 for number in range(WORDS)))
        self.names = [f"N{number}" for number in range(NAMES)]
        self.name_weights = list(accumulate(1 / (number + 25) for number in range(NAMES)))
        self.key = key
        self.hashed = {word: elements.halves(key, Term("word", word)) for word in self.words}
        self.texts = [self.text() for _ in range(TEXTS)]
        self.segment, self.placed = -1, dict[str, int]()

    def text(self) -> list[str]:
        """Draw the words of a text, each once."""
        drawn = self.chance.choices(self.words, cum_weights=self.weights, k=WORDS_EACH * 2)
        return list(dict.fromkeys(drawn))[:WORDS_EACH]

    def submission(self) -> set[Term]:
        """Draw what one submission is found by besides its words."""
        found = self.person() | self.person()
        if self.chance.random() < 0.5:
            found |= self.plate()
        if self.chance.random() < 0.5:
            found.add(Term("phone", f"07{self.chance.randrange(10**9):09}"))
        found |= self.address()
        return found

    def person(self) -> set[Term]:
        """Draw a person: names are common, dates of birth are not."""
        first, last = self.chance.choices(self.names, cum_weights=self.name_weights, k=2)
        born = f"{self.chance.randrange(1, 29):02}/{self.chance.randrange(1, 13):02}/"
        born += str(self.chance.randrange(1950, 2012))
        names = {Term("sound", first), Term("sound", last), Term("surname", last.lower())}
        whole = Term("full_name", f"{first} {last}")
        dated = {Term("person_dob", f"{first} {last} {born}"), Term("dob", born)}
        return names | {whole, Term("surname_dob", f"{last} {born}")} | dated

    def plate(self) -> set[Term]:
        """Draw a registration with its pieces."""
        letters = "ABCDEFGHJKLMNOPRSTUVWXY"
        area = "Y" + self.chance.choice("ABCDEFGHJKLM")
        number = f"{self.chance.choice([*range(10, 27), *range(60, 77)])}"
        value = area + number + "".join(self.chance.choices(letters, k=3))
        pieces = {Term("vrm_fragment", f"7:{at}:{value[at]}") for at in range(7)}
        pairs = {Term("vrm_fragment", f"7:{at}:{value[at : at + 2]}") for at in range(6)}
        return pieces | pairs | {Term("vrm", value), Term("colour", "black"), Term("make", "ford")}

    def address(self) -> set[Term]:
        """Draw an address."""
        street, town = f"ST{self.chance.randrange(9000)}", f"t{self.chance.randrange(60)}"
        number = self.chance.randrange(1, 200)
        outcode = f"BD{self.chance.randrange(1, 40)}"
        found = {Term("street_address", f"{number} {street}"), Term("locality", town)}
        found |= {Term("address", f"{number} {street} @{town}"), Term("outcode", outcode)}
        return found | {Term("postcode", f"{outcode} {self.chance.randrange(1000)}")}

    def stored(self, terms: set[Term], segment: int) -> list[int]:
        """Return what the index holds of these terms and of some text's words."""
        if segment != self.segment:
            self.segment = segment
            self.placed = {w: elements.placed(h, segment) for w, h in self.hashed.items()}
        found = [self.placed[word] for word in self.chance.choice(self.texts)]
        return found + elements.stored(self.key, terms, segment)


def fill(admin_url: str, world: World, organisation: UUID, count: int) -> None:
    """Copy so many submissions, and their index entries, into the database; then make its index."""
    with psycopg.connect(admin_url, options=f"-c search_path={SCHEMA}") as connection:
        connection.execute("set maintenance_work_mem = '1GB'")
        connection.execute("drop index ix_index_entry_terms")
        connection.execute(
            "insert into index_generation (key_name, extractor, begun_at) values (%s, 1, now())",
            [SearchKeys(world.key).name],
        )
        kept = list(_rows(organisation, count))
        columns = (
            "id, reference, organisation_id, idempotency_key, received_at, questions_version,"
            " lead_theme, themes, district, sealed, state, flagged, restricted, version"
        )
        with connection.cursor().copy(f"copy submission ({columns}) from stdin") as copy:
            for row in kept:
                copy.write_row(row)
        into = "copy index_entry (submission_id, received_at, generation, terms) from stdin"
        with connection.cursor().copy(into) as copy:
            for place, row in enumerate(kept, 1):
                terms = world.submission() | _facets(organisation)
                numbers = world.stored(terms, elements.segment_of(place))
                copy.write_row((row[0], row[4], 1, numbers))
        started = time.perf_counter()
        connection.execute(
            "create index ix_index_entry_terms on index_entry using gin (terms)"
            " with (fastupdate = off)"
        )
        say("search.index.build", time.perf_counter() - started, "s", submissions=count)
    with psycopg.connect(admin_url, autocommit=True) as connection:
        connection.execute(f"vacuum analyze {SCHEMA}.index_entry")
        connection.execute(f"vacuum analyze {SCHEMA}.submission")


def _facets(organisation: UUID) -> set[Term]:
    return {
        Term("organisation", str(organisation)), Term("theme", "drugs"), Term("district", "Leeds"),
    }  # fmt: skip


def _rows(organisation: UUID, count: int) -> Iterator[tuple[object, ...]]:
    step = timedelta(days=1500) / count
    for place in range(count):
        yield (
            ids.new(), f"BENCH-{place:07}", organisation, ids.new(), STARTED + step * place, 1,
            "drugs", ["drugs"], "Leeds", b"", "closed", False, False, 1,
        )  # fmt: skip


def sizes(admin_url: str, count: int) -> None:
    """Print what the index costs on disk."""
    parts = {
        "search.index.terms": "pg_relation_size('ix_index_entry_terms')",
        "search.index.entries": "pg_table_size('index_entry')",
        "search.index.whole": "pg_total_relation_size('index_entry')",
    }
    with psycopg.connect(admin_url, options=f"-c search_path={SCHEMA}") as connection:
        for name, size in parts.items():
            row = connection.execute(f"select {size}").fetchone()
            say(name, (row or (0,))[0] / count, "B a submission", submissions=count)


def measured(name: str, work: Callable[[int], object], count: int) -> None:
    """Print the median and the 95th percentile of a number of rounds, after a few to warm up."""
    for place in range(5):
        work(place)
    times = []
    for place in range(ROUNDS):
        started = time.perf_counter()
        work(place + 5)
        times.append((time.perf_counter() - started) * 1000)
    say(f"{name}.p50", statistics.median(times), "ms", submissions=count)
    say(f"{name}.p95", statistics.quantiles(times, n=20)[-1], "ms", submissions=count)


def searches(sessions: Sessions, world: World, keyring: Keyring, count: int) -> None:
    """Print how long searches of several kinds take, whole: recorded, sealed, listed."""
    chance = random.Random(5)

    def common(_: int) -> Query:
        return Query(words=" ".join(chance.sample(world.words[:60], 2)))

    def rare(_: int) -> Query:
        return Query(
            words=f"{chance.choice(world.words[5000:])} {chance.choice(world.words[2000:])}"
        )

    def mixed(_: int) -> Query:
        return Query(words=f"{chance.choice(world.words[:60])} {chance.choice(world.words[5000:])}")

    kinds: dict[str, Callable[[int], Query]] = {
        "two_common_words": common,
        "two_rare_words": rare,
        "common_and_rare": mixed,
        "one_common_word": lambda _: Query(words=chance.choice(world.words[:10])),
        "phone": lambda _: Query(phone=f"07{chance.randrange(10**9):09}"),
        "registration": lambda _: Query(vrm="Y" + "A" + f"{chance.randrange(10, 27)}" + "XYZ"),
        "partial_registration": lambda _: Query(vrm=f"YA{chance.randrange(10, 27)} ?B?"),
        "words_and_dates": lambda n: Query(
            words=common(n).words, received_to=(STARTED + timedelta(days=400)).date()
        ),
    }
    for name, query in kinds.items():

        def once(place: int, query: Callable[[int], Query] = query) -> None:
            with unit_of_work(sessions, OFFICER, NOW) as work:
                search.find(work, query(place), keyring.search, keyring.casework)

        measured(f"search.{name}", once, count)


def matching(sessions: Sessions, world: World, keyring: Keyring, count: int) -> None:
    """Print how long it takes to find what matches a submission among all others."""
    with unit_of_work(sessions, system("bench"), NOW) as work:
        some = work.session.scalars(select(Submission.id).limit(ROUNDS + 5)).all()
    held = [
        frozenset(world.submission() | {Term("word", word) for word in world.text()}) for _ in some
    ]

    def once(place: int) -> None:
        with unit_of_work(sessions, system("bench"), NOW) as work:
            index.candidates(work, some[place], held[place], keyring.search)

    measured("match.lookup", once, count)


def intakes(worker: Sessions, portal: Sessions, organisation: Actor, keyring: Keyring) -> None:
    """Print how many submissions a second are taken in, one after the other, by one process."""
    everything = [scenarios.answers_of(one) for one in scenarios.scenarios()] * 5
    waiting = []
    for answers in everything:
        with unit_of_work(portal, organisation, NOW) as work:
            assert organisation.organisation_id
            sealed = submissions.sealed_answers(
                answers, organisation.organisation_id, keyring.submission
            )
            submissions.receive(work, sealed, "Leeds", ids.new())
            waiting.append(sealed.id)
    warm, rest = waiting[:36], waiting[36:]
    for submission_id in warm:
        _take_in(worker, submission_id, keyring)
    started, used = time.perf_counter(), time.process_time()
    for submission_id in rest:
        _take_in(worker, submission_id, keyring)
    wall, busy = time.perf_counter() - started, time.process_time() - used
    say("intake.rate", len(rest) / wall, "submissions/s, one process", of=len(rest))
    say("intake.processor", busy * 1000 / len(rest), "ms each, of the worker alone", of=len(rest))


def _take_in(worker: Sessions, submission_id: UUID, keyring: Keyring) -> None:
    with unit_of_work(worker, system("intake"), NOW) as work:
        intake.take_in(work, submission_id, keyring.private, keyring.casework, keyring.search)


def main() -> None:
    """Measure, and print."""
    count = int(sys.argv[1]) if len(sys.argv) > 1 and sys.argv[1].isdecimal() else 100_000
    with tempfile.TemporaryDirectory() as folder:
        place = Path(folder) / "keys"
        keyring = Keyring(place, keys.create(place, datetime.now(UTC)))
        memory = {"shared_buffers": "1GB"}
        with postgres.start(Path(folder) / "postgres", durable=False, settings=memory) as server:
            measure(server.superuser_url, keyring, count)


def measure(admin_url: str, keyring: Keyring, count: int) -> None:
    """Fill a database, and print all figures of it."""
    passwords = dict.fromkeys(LOGINS, "for the benchmark")
    database.prepare(admin_url, passwords)
    sessions = {
        role: session_maker(
            make_url(admin_url)
            .set(username=role, password=passwords[role])
            .render_as_string(hide_password=False)
        )
        for role in (PORTAL, TRIAGE, WORKER)
    }
    with unit_of_work(sessions[TRIAGE], SET_UP, NOW) as work:
        partner = onboard(work, PARTICULARS)
    world = World(keyring.search.current)
    fill(admin_url, world, partner.id, count)
    sizes(admin_url, count)
    searches(sessions[TRIAGE], world, keyring, count)
    matching(sessions[WORKER], world, keyring, count)
    actor = Actor(
        kind=ActorKind.PARTNER, name=partner.name, permissions=PARTNER, organisation_id=partner.id
    )
    intakes(sessions[WORKER], sessions[PORTAL], actor, keyring)


if __name__ == "__main__":
    main()
