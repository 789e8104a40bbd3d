"""Triage among 1,000,000 submissions and 200,000 reports, held against 10,000 and 2,000.

    python -m benchmarks.large [SUBMISSIONS [REPORTS [FOLDER]]]

Both are filled first, which takes minutes and some 15 GB of disk; then every page is asked for in
turns, so that the machine is as busy for one as for the other. What is filled in FOLDER is kept and
used again. Not a part of `make bench`.
"""

from __future__ import annotations

import contextlib
import sys
import tempfile
import time
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

from flask.testing import FlaskClient

from benchmarks import crowds, entries, intake, queue, search
from benchmarks.desks import Desk, got
from benchmarks.figures import say
from benchmarks.worlds import World
from domain import matches
from domain import queue as work_queue
from domain.matches import seeing
from domain.permissions import Role
from domain.submissions import Submission
from domain.unit_of_work import unit_of_work
from operations import postgres
from operations.database.grants import PORTAL

SMALL = (10_000, 2_000)
LARGE = (1_000_000, 200_000)
SETTINGS = {
    "shared_buffers": "1GB",
    "max_wal_size": "512MB",
    "checkpoint_timeout": "1h",
    "wal_level": "minimal",
    "max_wal_senders": "0",
}
_OPEN = """
insert into opening (id, submission_id, staff_id, session_id, opened_at, ends_at)
select gen_random_uuid(), s.id, o.staff_id, o.id, now(), now() + interval '1 hour'
from (select * from submission order by received_at desc limit 72) s,
(select n.id, staff_id from staff_session n join staff_member m on m.id = staff_id
    where 'triage officer' = any(m.roles) order by n.id desc limit 1) o
"""
_MATCHED = """
select s.id from submission s join found_match m on m.submission_id = s.id
where not restricted group by s.id having count(*) > 200 order by s.id limit 20
"""
MANAGERS = {"numbers": "/numbers", "safety times": "/numbers/safety"}
REPORTS = {
    "reports": "/reports",
    "reports to approve": "/reports?view=to-approve",
    "reports of a theme": "/reports?theme=arson",
}


def main() -> None:
    """Fill, measure, and print."""
    numbers = [int(one) for one in sys.argv[1:3] if one.isdecimal()]
    count, reports = (*numbers, *LARGE[len(numbers) :])
    with contextlib.ExitStack() as stack:
        kept = Path(sys.argv[3]) if len(sys.argv) > 3 else None
        place = kept or Path(stack.enter_context(tempfile.TemporaryDirectory()))
        desks = {
            size[0]: _desk(place / str(size[0]), *size, stack) for size in (SMALL, (count, reports))
        }
        _pages(desks)
        for size, desk in desks.items():
            intake.measure(desk, size)
            world = World(desk.parts.search_keys.current)
            search.measure(desk, world, size, datetime.now(UTC))


def _desk(folder: Path, count: int, reports: int, stack: contextlib.ExitStack) -> Desk:
    server = stack.enter_context(
        postgres.start(folder / "postgres", durable=False, settings=SETTINGS)
    )
    desk = Desk(folder, server.superuser_url)
    stack.callback(desk.close)
    there = desk.admin.execute("select 1 from submission limit 1").fetchone()
    if not there:
        begun = time.perf_counter()
        desk.client()  # somebody who wrote the reports
        crowds.fill(desk.admin, count, reports, datetime.now(UTC))
        entries.fill(server.superuser_url, World(desk.parts.search_keys.current))
        desk.admin.execute("vacuum analyze")
        say("large.filled", time.perf_counter() - begun, "s", submissions=count, reports=reports)
    return desk


def _pages(desks: dict[int, Desk]) -> None:
    """Print what pages take at either size: of the queue, of managers, of reports, of an item."""
    officers = {size: (desk, desk.client()) for size, desk in desks.items()}
    managers = {size: (desk, desk.client(Role.SUPERVISOR)) for size, desk in desks.items()}
    for name, path in queue.PAGES.items():
        queue.measure(officers, f"large.queue.{name}", path)
    for name, path in REPORTS.items():
        queue.measure(officers, f"large.{name}", path)
    for name, path in MANAGERS.items():
        queue.measure(managers, f"large.{name}", path)
    queue.compare("large.next", {size: (desk, _next(desk)) for size, desk in desks.items()})
    queue.compare("large.item", {size: (seat[0], _items(*seat)) for size, seat in officers.items()})
    queue.compare("large.matches", {size: (desk, _matched(desk)) for size, desk in desks.items()})


def _next(desk: Desk) -> Callable[[int], None]:
    """Take what is due first, and put it back."""

    def take(_: int) -> None:
        with contextlib.suppress(_PutBack), unit_of_work(desk.parts.sessions, search.OFFICER) as w:
            if work_queue.take_next(w) is None:
                raise SystemExit("there is no next in the queue")
            raise _PutBack

    return take


class _PutBack(Exception):
    """What was taken is put back."""


def _items(desk: Desk, client: FlaskClient) -> Callable[[int], None]:
    """Show submissions of the demo that the officer has open, with their matches."""
    portal = desk.sessions(PORTAL)
    intake.taken_in(desk, intake.sent(desk, portal, 2))
    portal.kw["bind"].dispose()
    desk.admin.execute(_OPEN)
    asked = (
        "select reference from submission s join opening o on o.submission_id = s.id"
        " where not s.restricted"
    )
    references = [found for (found,) in desk.admin.execute(asked)]
    return lambda number: got(client, f"/submissions/{references[number % len(references)]}")


def _matched(desk: Desk) -> Callable[[int], None]:
    """List the matches of submissions that have more than are listed."""
    found = [one for (one,) in desk.admin.execute(_MATCHED)]

    def listed(number: int) -> None:
        with unit_of_work(desk.parts.sessions, search.OFFICER) as work:
            submission = work.session.get_one(Submission, found[number % len(found)])
            if len(matches.of(work, submission)) < seeing.MOST // 2:
                raise SystemExit("there are too few matches to list")

    return listed


if __name__ == "__main__":
    main()
