"""The worker's jobs: a thin layer that calls the domain, one unit of work each."""

from __future__ import annotations

from uuid import UUID

import procrastinate
import structlog
from procrastinate import JobContext, RetryStrategy

from domain import intake
from domain.actors import system
from domain.unit_of_work import reading, unit_of_work
from operations.worker import (
    checkpoints,
    disposal,
    indexing,
    letters,
    manifests,
    messages,
    requests,
    scanning,
)
from operations.worker.parts import Parts

EVERY_MINUTE = "* * * * *"
PATIENTLY = RetryStrategy(max_attempts=60, exponential_wait=2)
STALLED_SECONDS = 30.0
"""A job whose worker has not been heard of for so long is given to another."""

log = structlog.get_logger()


def add_to(app: procrastinate.App, parts: Parts) -> None:
    """Tell the worker which jobs there are."""
    _add_intake(app, parts)
    letters.add_to(app, parts)
    _add_housekeeping(app)
    manifests.add_to(app, parts)
    checkpoints.add_to(app, parts)
    scanning.add_to(app, parts)
    indexing.add_to(app, parts)
    messages.add_to(app, parts)
    disposal.add_to(app, parts)
    requests.add_to(app, parts)


def _add_intake(app: procrastinate.App, parts: Parts) -> None:
    @app.task(name="take_in", retry=PATIENTLY)
    def take_in(submission_id: str) -> None:
        with unit_of_work(parts.sessions, system("intake")) as work:
            recipients = parts.casework()
            intake.take_in(
                work, UUID(submission_id), parts.private_keys, recipients, parts.search_keys
            )

    @app.periodic(cron=EVERY_MINUTE)
    @app.task(name="take_in_leftovers", queueing_lock="take_in_leftovers", pass_context=False)
    def take_in_leftovers(timestamp: int) -> None:
        """Nothing that arrived is left lying, whatever became of its job."""
        with reading(parts.sessions, system("intake")) as work:
            left = intake.leftovers(work)
        for submission_id in left:
            take_in(submission_id=str(submission_id))


def _add_housekeeping(app: procrastinate.App) -> None:
    @app.periodic(cron=EVERY_MINUTE)
    @app.task(name="retry_stalled", queueing_lock="retry_stalled", pass_context=True)
    async def retry_stalled(context: JobContext, timestamp: int) -> None:
        """Do again what a worker that was killed had begun."""
        manager = context.app.job_manager
        stalled = await manager.get_stalled_jobs(seconds_since_heartbeat=STALLED_SECONDS)
        for job in stalled:
            log.warning("job_stalled", task=job.task_name, job=job.id)
            await manager.retry_job(job)
