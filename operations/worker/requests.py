"""The worker's job about requests for access: forgetting those that nobody confirmed."""

from __future__ import annotations

from datetime import datetime

import procrastinate
import structlog

from domain.actors import system
from domain.organisations import forgetting
from domain.unit_of_work import Sessions, unit_of_work
from operations.worker.parts import Parts

EVERY_HOUR = "52 * * * *"
FORGETTER = system("retention")

log = structlog.get_logger()


def forget(sessions: Sessions, now: datetime | None = None) -> int:
    """Forget all that is due, a hundred in one unit of work; return how many."""
    total, forgotten = 0, forgetting.AT_ONCE
    while forgotten == forgetting.AT_ONCE:
        with unit_of_work(sessions, FORGETTER, now) as work:
            forgotten = forgetting.forget_unconfirmed(work)
        total += forgotten
    return total


def add_to(app: procrastinate.App, parts: Parts) -> None:
    """Tell the worker of the job."""

    @app.periodic(cron=EVERY_HOUR)
    @app.task(name="forget_requests", queueing_lock="forget_requests", pass_context=False)
    def forget_requests(timestamp: int) -> None:
        log.info("requests_forgotten", count=forget(parts.sessions))
