"""What the trail costs a send: making the event and inserting it, as a share of the whole.

python -m benchmarks.write_path [SENDS]
"""

from __future__ import annotations

import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from typing import Any
from unittest.mock import patch

from sqlalchemy import Connection

from benchmarks.databases import Prepared, prepared
from benchmarks.figures import say
from domain import audit, exchanges, ids, keys, organisations, submissions
from domain.actors import Actor, ActorKind
from domain.exchanges import Answer, Said
from domain.permissions import PARTNER
from domain.sealing.recipients import Recipients
from domain.unit_of_work import UnitOfWork, unit_of_work
from operations import scenarios
from operations.command.organisation import particulars
from operations.set_up import whoever_types

INTO_THE_TRAIL = "INSERT INTO audit_event "
Exchange = Callable[[Connection, Sequence[Said]], list[Answer]]
ANSWERS = scenarios.answers_of(scenarios.scenarios()[0])


def main() -> None:
    """Print one JSON line for each figure."""
    sends = int(sys.argv[-1]) if sys.argv[-1].isdecimal() else 100
    with tempfile.TemporaryDirectory() as folder, prepared(Path(folder)) as database:
        manifest = keys.create(Path(folder) / "keys", datetime.now(UTC))
        recipients = manifest.recipients_for("submission", datetime.now(UTC))
        send = _sender(database, recipients)
        _timed(send, 20)
        with _watched() as spent:
            found = _timed(send, sends)
        whole, trail = statistics.median(found), statistics.median(spent)
    say("send", whole, "ms", sends=sends, durable=True)
    say("send.trail", trail, "ms", sends=sends, what="event made, encoded, inserted, noted")
    say("send.share_of_the_trail", trail / whole, "of a send")


class Watch:
    """Notes, for each unit of work, the milliseconds its events take.

    Their insertion goes in one message with the rest of a send; here it is sent apart, which costs
    more.
    """

    def __init__(self) -> None:
        """Begin with a unit of work that has no event yet."""
        self.spent = [0.0]

    def timed(self, work: Callable[..., Any], *given: Any) -> Any:
        """Do some work, and add what it took."""
        began = time.perf_counter()
        done = work(*given)
        self.spent[-1] += (time.perf_counter() - began) * 1000
        return done

    def apart(
        self, exchange: Exchange, connection: Connection, sayings: Sequence[Said]
    ) -> list[Answer]:
        """Send what goes into the trail in a message of its own."""
        events = [one for one in sayings if one.words.startswith(INTO_THE_TRAIL)]
        if not events:
            return exchange(connection, sayings)
        place = sayings.index(events[0])
        before = exchange(connection, sayings[:place])
        inserted = self.timed(exchange, connection, events)
        self.spent.append(0.0)
        return [*before, *inserted, *exchange(connection, sayings[place + len(events) :])]


@contextmanager
def _watched() -> Iterator[list[float]]:
    """Note, for each unit of work, the milliseconds its events take."""
    watch, record = Watch(), UnitOfWork.record

    def recording(work: UnitOfWork, happened: audit.Event) -> None:
        watch.timed(record, work, happened)

    with (
        patch.object(UnitOfWork, "record", recording),
        patch.object(exchanges, "exchange", partial(watch.apart, exchanges.exchange)),
    ):
        yield watch.spent
    watch.spent.pop()


def _sender(database: Prepared, recipients: Recipients) -> Callable[[], None]:
    described = scenarios.organisations()[0]
    with unit_of_work(database.triage, whoever_types()) as work:
        organisation = organisations.onboard(work, particulars(described))
    actor = Actor(kind=ActorKind.PARTNER, name=organisation.name, permissions=PARTNER,
                  id=organisation.id, organisation_id=organisation.id)  # fmt: skip

    def send() -> None:
        with unit_of_work(database.portal, actor) as work:
            sealed = submissions.sealed_answers(ANSWERS, organisation.id, recipients)
            submissions.receive(work, sealed, organisation.district, ids.new())

    return send


def _timed(send: Callable[[], None], times: int) -> list[float]:
    """Return how long each send took, in milliseconds."""
    found = []
    for _ in range(times):
        began = time.perf_counter()
        send()
        found.append((time.perf_counter() - began) * 1000)
    return found


if __name__ == "__main__":
    main()
