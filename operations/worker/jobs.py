"""The worker's jobs: a thin layer that calls the domain, one unit of work each."""

from __future__ import annotations

import procrastinate
import structlog
from procrastinate import JobContext

from operations.worker import (
    arrivals,
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
STALLED_SECONDS = 30.0
"""A job whose worker has not been heard of for so long is given to another."""

log = structlog.get_logger()


def add_to(app: procrastinate.App, parts: Parts) -> None:
    """Tell the worker which jobs there are."""
    arrivals.add_to(app, parts)
    letters.add_to(app, parts)
    _add_housekeeping(app)
    manifests.add_to(app, parts)
    checkpoints.add_to(app, parts)
    scanning.add_to(app, parts)
    indexing.add_to(app, parts)
    messages.add_to(app, parts)
    disposal.add_to(app, parts)
    requests.add_to(app, parts)


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
