"""How many submissions a second one worker takes in, and what each costs: `make bench ARGS=intake`.

The demo's 36, five times over: 490 words each on average, all hard on purpose, and each matched
with its copies. Alone in a unit of work, and together as the worker takes in what waits.
"""

from __future__ import annotations

import tempfile
from collections.abc import Callable
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from uuid import UUID

from benchmarks.desks import Desk
from benchmarks.figures import say
from benchmarks.timing import Meter
from domain import ids, intake, keys, submissions
from domain.actors import Actor, ActorKind, system
from domain.permissions import PARTNER
from domain.unit_of_work import Sessions, unit_of_work
from operations import postgres, scenarios
from operations.database.grants import PORTAL, WORKER
from operations.worker.arrivals import MOST_AT_ONCE

TIMES = 5


def main() -> None:
    """Print the figures of an index that is nearly empty."""
    with (
        tempfile.TemporaryDirectory() as folder,
        postgres.lent(Path(folder) / "postgres") as server,
    ):
        desk = Desk(Path(folder), server.superuser_url)
        measure(desk, 0)
        desk.close()


def measure(desk: Desk, among: int) -> None:
    """Print what taking submissions in costs, among so many others: alone and together, in turns.

    Each round has all of the demo's; together they are taken in as the worker does with a backlog.
    """
    portal, worker = desk.sessions(PORTAL), desk.sessions(WORKER)
    waiting = sent(desk, portal, TIMES)
    each = len(waiting) // TIMES
    take_in = taking_in(desk, worker)
    for number in range(each):
        take_in(waiting[number : number + 1])
    for place, (name, at_once) in enumerate((("alone", 1), ("together", MOST_AT_ONCE)) * 2, 1):
        some = waiting[place * each : (place + 1) * each]
        steps = [some[start : start + at_once] for start in range(0, each, at_once)]
        meter = Meter(desk.admin, WORKER)
        taken = meter.rounds(partial(_step, take_in, steps), len(steps), warm=0)
        own, theirs = sum(taken.own) / each, sum(taken.theirs) / each
        say(f"intake.{name}.rate", 1000 / own, "submissions/s of the worker's core", among=among)
        say(f"intake.{name}.application", own, "ms of CPU each", among=among)
        say(f"intake.{name}.database", theirs, "ms of CPU each", among=among)
    for sessions in (portal, worker):
        sessions.kw["bind"].dispose()


def _step(take_in: Callable[[list[UUID]], None], steps: list[list[UUID]], number: int) -> None:
    take_in(steps[number])


def taking_in(desk: Desk, worker: Sessions) -> Callable[[list[UUID]], None]:
    """Give the work of taking some of what waits in, in one unit of work."""
    casework = desk.parts.recipients()
    private, search_keys = desk.parts.private_keys, desk.parts.search_keys

    def take_in(some: list[UUID]) -> None:
        with unit_of_work(worker, system("intake")) as work:
            intake.take_in_all(work, some, private, casework, search_keys)

    return take_in


def taken_in(desk: Desk, waiting: list[UUID]) -> None:
    """Take all that waits in."""
    worker = desk.sessions(WORKER)
    take_in = taking_in(desk, worker)
    for start in range(0, len(waiting), MOST_AT_ONCE):
        take_in(waiting[start : start + MOST_AT_ONCE])
    worker.kw["bind"].dispose()


def sent(desk: Desk, portal: Sessions, times: int) -> list[UUID]:
    """Send the demo's submissions so many times over; return their ids."""
    manifest = keys.load_manifest(
        desk.keys / "public/manifest.json",
        keys.load_verifying_key(desk.keys / "public/manifest-signer.json"),
        datetime.now(UTC),
    )
    recipients = manifest.recipients_for("submission", datetime.now(UTC))
    partner = desk.organisations[0]
    actor = Actor(
        kind=ActorKind.PARTNER, name="a partner", permissions=PARTNER, organisation_id=partner
    )
    found = []
    for answers in [scenarios.answers_of(one) for one in scenarios.scenarios()] * times:
        with unit_of_work(portal, actor) as work:
            sealed = submissions.sealed_answers(answers, partner, recipients)
            submissions.receive(work, sealed, "Leeds", ids.new())
            found.append(sealed.id)
    return found


if __name__ == "__main__":
    main()
