"""How many submissions a second one worker takes in, and what each costs: `make bench ARGS=intake`.

The demo's 36, five times over: 490 words each on average, all hard on purpose, and each matched
with its copies. A unit of work each, as the worker's job does it.
"""

from __future__ import annotations

import statistics
import tempfile
from collections.abc import Callable
from datetime import UTC, datetime
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
    """Print what taking submissions in costs, among so many others."""
    portal, worker = desk.sessions(PORTAL), desk.sessions(WORKER)
    waiting = sent(desk, portal, TIMES)
    take_in = taking_in(desk, worker, waiting)
    each = len(waiting) // TIMES
    taken = Meter(desk.admin, WORKER).rounds(take_in, len(waiting) - each, warm=each)
    taken.say("intake", among=among)
    rounds = [taken.own[start : start + each] for start in range(0, len(taken.own), each)]
    best = min(map(statistics.mean, rounds))
    say("intake.rate", 1000 / best, "submissions/s of the worker's core", among=among, best_of=4)
    say("intake.database", statistics.mean(taken.theirs), "ms of CPU each", among=among)
    for sessions in (portal, worker):
        sessions.kw["bind"].dispose()


def taking_in(desk: Desk, worker: Sessions, waiting: list[UUID]) -> Callable[[int], None]:
    """Give the work of taking in the one or the other of what waits."""
    casework = desk.parts.recipients()
    private, search_keys = desk.parts.private_keys, desk.parts.search_keys

    def take_in(number: int) -> None:
        with unit_of_work(worker, system("intake")) as work:
            intake.take_in(work, waiting[number], private, casework, search_keys)

    return take_in


def taken_in(desk: Desk, waiting: list[UUID]) -> None:
    """Take all that waits in."""
    worker = desk.sessions(WORKER)
    take_in = taking_in(desk, worker, waiting)
    for number in range(len(waiting)):
        take_in(number)
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
