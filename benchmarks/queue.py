"""The queue page at 1,000 and at 100,000 submissions: wall time, CPU of application and database.

Rows are written with COPY, most of them open, which is worse than any unit has. Each view and each
filter is a figure of its own. Run with `python -m benchmarks.queue`; one JSON line per figure.
"""

from __future__ import annotations

import random
import statistics
import tempfile
import time
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any
from uuid import UUID

import psycopg
from flask.testing import FlaskClient
from sqlalchemy.engine import make_url

from benchmarks.figures import say
from config import brands, database
from config.settings import TriageSettings
from domain import ids, keys, references
from domain.index import load_search_keys
from domain.links import LinkKeys
from domain.passwords import Passwords
from domain.passwords.costs import Cost
from domain.permissions import Role
from domain.questions.themes import THEMES
from domain.url_tokens import UrlTokens
from operations import database as databases
from operations import postgres
from operations.database.grants import LOGINS, SCHEMA, TRIAGE
from tests import make
from tests.triage.door import COOKIE, token_of
from triage import Parts, create_app
from triage.limits import limiter

SIZES = (1_000, 100_000)
TIMES = 200
ORGANISATIONS = 40
BASE = "https://localhost"
PAGES = {
    "open": "/queue",
    "overdue": "/queue?view=overdue",
    "unowned": "/queue?view=unowned",
    "mine": "/queue?view=mine",
    "closed": "/queue?view=closed",
    "with-partner": "/queue?view=with-partner",
    "flagged": "/queue?flagged=yes",
    "high": "/queue?priority=high",
    "theme": "/queue?theme=arson",
    "organisation": "/queue?organisation={organisation}",
    "arrivals": "/queue/arrivals?since=2026-01-01T00:00:00%2B00:00",
}
COLUMNS = (
    "id, reference, organisation_id, idempotency_key, received_at, questions_version, lead_theme,"
    " themes, district, sealed, state, priority, flagged, restricted, safety_due_at,"
    " decision_due_at, due_at, screened_at, decided_at, outcome, version"
)


class Place:
    """A triage door on a database of its own, with an officer signed in."""

    def __init__(self, folder: Path, superuser_url: str) -> None:
        """Prepare the database, the application and its officer."""
        databases.prepare(superuser_url, dict.fromkeys(LOGINS, "bench"))
        self.admin = psycopg.connect(
            superuser_url, autocommit=True, options=f"-c search_path={SCHEMA}"
        )
        url = make_url(superuser_url).set(username=TRIAGE, password="bench")
        made = keys.create(folder / "keys", datetime.now(UTC))
        reached = url.render_as_string(hide_password=False)
        self.parts = Parts(
            sessions=database.session_maker(reached),
            lookups=database.lookup_maker(reached),
            passwords=Passwords({1: b"p" * 32}, Cost(memory_kib=8, rounds=1), below_floor=True),
            field_key=b"f" * 32,
            private_keys=keys.load_private_keys(folder / "keys/triage"),
            recipients=lambda now: made.recipients_for("casework", now),
            to_partners=lambda now: made.recipients_for("message", now),
            search_keys=load_search_keys(folder / "keys/triage"),
            url_tokens=UrlTokens(b"h" * 32, b"s" * 32),
            link_keys=LinkKeys(b"h" * 32, b"l" * 32),
        )
        self.app = create_app(_settings(folder), self.parts)
        limiter.enabled = False
        self.organisations = _organisations(self.admin)

    def client(self) -> FlaskClient:
        """A browser in which an officer has signed in."""
        officer = make.member(self.parts.sessions, Role.TRIAGE_OFFICER, f"o{ids.new()}")
        client = self.app.test_client()
        client.set_cookie(COOKIE, token_of(self.parts, officer), secure=True, path="/")
        return client

    def fill(self, rows: int) -> None:
        """Write submissions until there are so many."""
        there = self.admin.execute("select count(*) from submission").fetchone()
        with (
            self.admin.cursor() as cursor,
            cursor.copy(f"copy submission ({COLUMNS}) from stdin") as copy,
        ):
            for row in _rows(rows - (there[0] if there else 0), self.organisations):
                copy.write_row(row)
        self.admin.execute("vacuum analyze")

    def backend_ms(self) -> float:
        """CPU of the database's processes that serve triage, so far."""
        found = self.admin.execute(
            "select pid from pg_stat_activity where usename = %s", [TRIAGE]
        ).fetchall()
        return sum(_process_ms(pid) for (pid,) in found)


def main() -> None:
    """Print every figure."""
    with tempfile.TemporaryDirectory() as folder, postgres.start(Path(folder) / "data") as server:
        place = Place(Path(folder), server.superuser_url)
        client = place.client()
        for rows in SIZES:
            place.fill(rows)
            for name, path in PAGES.items():
                _measure(place, client, name, path, rows)
        place.parts.sessions.kw["bind"].dispose()
        place.admin.close()


def _measure(place: Place, client: FlaskClient, name: str, path: str, rows: int) -> None:
    path = path.format(organisation=place.organisations[0])
    for _ in range(20):
        assert client.get(path, base_url=BASE).status_code == 200
    cpu, backend, taken = time.process_time(), place.backend_ms(), []
    for _ in range(TIMES):
        begin = time.perf_counter()
        client.get(path, base_url=BASE)
        taken.append((time.perf_counter() - begin) * 1000)
    own = (time.process_time() - cpu) * 1000 / TIMES
    theirs = (place.backend_ms() - backend) / TIMES
    cuts = statistics.quantiles(taken, n=20)
    for figure, value in (("p50", cuts[9]), ("p95", cuts[18]), ("cpu", own + theirs)):
        say(f"queue.{name}.{figure}", value, "ms", rows=rows, application=round(own, 3),
            database=round(theirs, 3))  # fmt: skip


def _rows(count: int, organisations: list[UUID]) -> Iterator[list[Any]]:
    """Submissions of the last days: four in five open, one in a hundred flagged."""
    chance, now = random.Random(7), datetime.now(UTC)
    for number in range(count):
        received = now - timedelta(seconds=chance.randrange(20 * 86400))
        closed = number % 5 == 0
        due = received + timedelta(hours=chance.choice((1, 4, 24, 120, 400)))
        state = "closed" if closed else chance.choice(("to screen", "to decide", "to screen"))
        state = "with the partner" if number % 100 == 1 else state
        themes = chance.sample([theme.key for theme in THEMES], 2)
        yield [
            ids.new(), references.new(), chance.choice(organisations), ids.new(), received, 1,
            themes[0], themes, "Kirklees", chance.randbytes(3000), state,
            chance.choice(("high", "medium", "low", "low", "low")), number % 100 == 2, False,
            due, due, None if closed else due, received if state != "to screen" else None,
            received + timedelta(hours=1) if closed else None,
            "referred" if closed else None, 1,
        ]  # fmt: skip


def _organisations(admin: psycopg.Connection[Any]) -> list[UUID]:
    made = [ids.new() for _ in range(ORGANISATIONS)]
    for number, organisation in enumerate(made):
        admin.execute(
            "insert into organisation (id, name, sector, kind, district, mailbox, contact_name,"
            " contact_role, phone, agreement_reference, agreement_purpose, agreement_in_force,"
            " agreement_review, agreement_owner, standing, failures, created_at, version)"
            " values (%s, %s, '', '', '', '', '', '', '', '', '', now(), now(), '', 'active', 0,"
            " now(), 1)",
            [organisation, f"Organisation {number}"],
        )
    return made


def _settings(folder: Path) -> TriageSettings:
    return TriageSettings(
        database_url="",
        keys=folder,
        public_keys=folder,
        name="triage",
        secret_key=b"a key for measuring, 32 bytes...",
        brand=brands.load(),
        portal_url="https://portal.example",
    )


def _process_ms(pid: int) -> float:
    """CPU of one process, user and system, from /proc (Linux); in hundredths of a second."""
    fields = Path(f"/proc/{pid}/stat").read_text("ascii").rsplit(")", 1)[1].split()
    return (int(fields[11]) + int(fields[12])) * 10.0


if __name__ == "__main__":
    main()
