"""The worker's job that writes to the auditor every morning: today's checkpoint, to keep."""

from __future__ import annotations

import procrastinate
import structlog

from domain.actors import system
from domain.keys.published import log_keys
from domain.sequencing import daily
from domain.unit_of_work import unit_of_work
from operations.worker.parts import Parts

EVERY_MORNING = "20 5 * * *"

log = structlog.get_logger()


def add_to(app: procrastinate.App, parts: Parts) -> None:
    """Tell the worker of the job."""

    @app.periodic(cron=EVERY_MORNING)
    @app.task(name="write_checkpoint", queueing_lock="write_checkpoint", pass_context=False)
    def write_checkpoint(timestamp: int) -> None:
        origin = log_keys(parts.settings.public_keys)[0].name
        with unit_of_work(parts.sessions, system("trail")) as work:
            if not daily.write(work, origin):
                log.warning("no_checkpoint_cosigned", origin=origin)
