"""The administrators' list at 500 and at 50,000 organisations: pages, searches, the export.

Run with `python -m benchmarks.organisations`; one JSON line per figure.
"""

from __future__ import annotations

import statistics
import tempfile
import time
from pathlib import Path

from benchmarks.desks import BASE, Desk
from benchmarks.figures import say
from domain import ids
from domain.permissions import Role
from operations import postgres
from tests import make
from tests.triage.door import COOKIE, token_of

SIZES = (500, 50_000)
TIMES = 50
PAGES = {
    "first": "/organisations",
    "later": "/organisations?after=Organisation%20250",
    "text": "/organisations?text=isation%20333",
    "district": "/organisations?district=Leeds",
    "review": "/organisations?review=yes",
    "nothing": "/organisations?text=nowhere",
}
INSERT = (
    "insert into organisation (id, name, sector, kind, district, mailbox, contact_name,"
    " contact_role, phone, agreement_reference, agreement_purpose, agreement_in_force,"
    " agreement_review, agreement_owner, standing, failures, created_at, version)"
    " values (%s, %s, 'health', 'trust', %s, %s, '', '', '', '', '', now(),"
    " now() + %s * interval '1 day', '', 'active', 0, now(), 1)"
)
DISTRICTS = ("Leeds", "Bradford", "Kirklees", "Calderdale", "Wakefield")


def main() -> None:
    """Print every figure."""
    with (
        tempfile.TemporaryDirectory() as folder,
        postgres.lent(Path(folder) / "data", durable=True) as server,
    ):
        place, there = Desk(Path(folder), server.superuser_url), 40
        member = make.member(place.parts.sessions, Role.ADMINISTRATOR, "bench")
        client = place.app.test_client()
        client.set_cookie(COOKIE, token_of(place.parts, member), secure=True, path="/")
        for size in SIZES:
            _fill(place, there, size)
            there = size
            for name, path in PAGES.items():
                taken = []
                for _ in range(TIMES):
                    begin = time.perf_counter()
                    assert client.get(path, base_url=BASE).status_code == 200
                    taken.append((time.perf_counter() - begin) * 1000)
                cuts = statistics.quantiles(taken, n=20)
                for figure, value in (("p50", cuts[9]), ("p95", cuts[18])):
                    say(f"organisations.{name}.{figure}", value, "ms", rows=size)
        place.parts.sessions.kw["bind"].dispose()
        place.admin.close()


def _fill(place: Desk, there: int, size: int) -> None:
    with place.admin.cursor() as cursor:
        cursor.executemany(
            INSERT,
            [
                (ids.new(), f"Organisation {n}", DISTRICTS[n % 5], f"m{n}@o.example", n % 900)
                for n in range(there, size)
            ],
        )
    place.admin.execute("vacuum analyze")


if __name__ == "__main__":
    main()
