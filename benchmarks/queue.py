"""The queue page at 1,000 and at 100,000 submissions: wall time, CPU of application and database.

Rows are written with COPY, most of them open, which is worse than any unit has; what is rare fills
a page at both sizes, so that both show as much. Each view and each filter is a figure of its own,
asked for by an officer cleared for restricted items, whose districts hold little. Both sizes are
measured in turns, so that a busy machine is as busy for one as for the other. Run with
`python -m benchmarks.queue`; one JSON line per figure.
"""

from __future__ import annotations

import contextlib
import random
import statistics
import tempfile
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from functools import partial
from pathlib import Path
from typing import Any
from uuid import UUID

from flask.testing import FlaskClient

from benchmarks.desks import Desk, got
from benchmarks.figures import say
from benchmarks.timing import Taken, high
from domain import ids, references
from domain.questions.themes import THEMES
from operations import postgres

SIZES = (1_000, 100_000)
TIMES, WARM = 60, 8
RARE = 1_000
"""Of the first so many, each sixth is of each rare sort; of all that follow, each hundredth."""
PAGES = {
    "open": "/queue",
    "overdue": "/queue?view=overdue",
    "unowned": "/queue?view=unowned",
    "mine": "/queue?view=mine",
    "closed": "/queue?view=closed",
    "with-partner": "/queue?view=with-partner",
    "districts": "/queue?view=team",
    "restricted": "/queue?view=restricted",
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

Seat = tuple[Desk, FlaskClient]


def main() -> None:
    """Print every figure."""
    with tempfile.TemporaryDirectory() as folder, contextlib.ExitStack() as stack:
        seats = {rows: _seat(Path(folder) / str(rows), rows, stack) for rows in SIZES}
        for name, path in PAGES.items():
            measure(seats, f"queue.{name}", path)


def measure(seats: dict[int, Seat], name: str, path: str) -> None:
    """Print what a page takes at every size, and how many times the smallest's the largest's is."""

    def page(desk: Desk, client: FlaskClient) -> Callable[[int], None]:
        asked = path.format(organisation=desk.organisations[0])
        return lambda _: got(client, asked)

    compare(name, {rows: (desk, page(desk, client)) for rows, (desk, client) in seats.items()})


def compare(name: str, works: dict[int, tuple[Desk, Callable[[int], None]]]) -> None:
    """Print what some work takes at every size, done in turns, and the ratio of the ends."""
    taken = {rows: Taken() for rows in works}
    for number in range(WARM + TIMES):
        for rows, (desk, work) in works.items():
            if number < WARM:
                work(number)
            else:
                desk.meter.round(partial(work, number), taken[rows])
    for rows, found in taken.items():
        found.say(name, rows=rows, database=round(statistics.median(found.theirs), 3))
    small, *_, large = taken.values()
    say(f"{name}.times", statistics.median(large.cpu) / statistics.median(small.cpu), "of the CPU")
    say(f"{name}.times.p95", high(large.cpu) / high(small.cpu), "of the CPU, p95")


def _seat(folder: Path, rows: int, stack: contextlib.ExitStack) -> Seat:
    server = stack.enter_context(postgres.lent(folder / "postgres"))
    desk = Desk(folder, server.superuser_url)
    stack.callback(desk.close)
    _fill(desk, rows)
    client = desk.client()
    desk.admin.execute("update staff_member set cleared = true, districts = '{Craven,Harrogate}'")
    return desk, client


def _fill(desk: Desk, rows: int) -> None:
    with (
        desk.admin.cursor() as cursor,
        cursor.copy(f"copy submission ({COLUMNS}) from stdin") as copy,
    ):
        for row in _rows(rows, desk.organisations):
            copy.write_row(row)
    desk.admin.execute("vacuum analyze")


def _rows(count: int, organisations: list[UUID]) -> Iterator[list[Any]]:
    """Submissions of the last days: four in five open, one in a hundred flagged."""
    chance, now = random.Random(7), datetime.now(UTC)
    for number in range(count):
        received = now - timedelta(seconds=chance.randrange(20 * 86400))
        closed = number % 5 == 0
        due = received + timedelta(hours=chance.choice((1, 4, 24, 120, 400)))
        state = "closed" if closed else chance.choice(("to screen", "to decide", "to screen"))
        themes = chance.sample([theme.key for theme in THEMES], 2)
        rare = number % 6 if number < RARE else number % 100
        state = "with the partner" if rare == 1 else state
        district = "Craven" if number < RARE and rare == 4 else "Kirklees"
        yield [
            ids.new(), references.new(), chance.choice(organisations), ids.new(), received, 1,
            themes[0], themes, district, chance.randbytes(3000), state,
            chance.choice(("high", "medium", "low", "low", "low")), rare == 2, rare == 3,
            due, due, None if closed else due, received if state != "to screen" else None,
            received + timedelta(hours=1) if closed else None,
            "referred" if closed else None, 1,
        ]  # fmt: skip


if __name__ == "__main__":
    main()
