"""The worker's jobs about disposal: warning of it, doing what two people let go, its files."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

import procrastinate
import structlog
from procrastinate import RetryStrategy

from domain import files, retention
from domain.actors import system
from domain.retention.reviewing import JOB
from domain.unit_of_work import Sessions, reading, unit_of_work
from operations.worker import leftovers
from operations.worker.parts import Parts
from operations.worker.scanning import store

EVERY_HOUR = "41 * * * *"
EVERY_MONDAY = "30 5 * * 1"
PATIENTLY = RetryStrategy(max_attempts=60, exponential_wait=2)
DISPOSER = system("retention")

log = structlog.get_logger()


def dispose(
    sessions: Sessions, kept: files.Store, review_id: UUID, now: datetime | None = None
) -> bool:
    """Dispose of a submission, once; say whether that was done.

    Its sealed files are removed afterwards. Killed in between, they stay without wraps and without
    a row, and the sweep removes them.
    """
    with unit_of_work(sessions, DISPOSER, now) as work:
        disposed = retention.dispose(work, review_id)
    for stored_id in disposed.stored if disposed else ():
        kept.remove(stored_id)
    if disposed:
        log.info("submission_disposed", reference=disposed.reference)
    return disposed is not None


def warn(sessions: Sessions, now: datetime | None = None) -> bool:
    """Write to those who review what comes up; say whether there was anything to write."""
    with unit_of_work(sessions, DISPOSER, now) as work:
        return retention.warn(work)


def add_to(app: procrastinate.App, parts: Parts) -> None:
    """Tell the worker of the jobs."""

    @app.task(name=JOB, retry=PATIENTLY)
    def dispose_submission(review_id: str) -> None:
        dispose(parts.sessions, store(parts), UUID(review_id))

    @app.periodic(cron=EVERY_HOUR)
    @app.task(name="dispose_leftovers", queueing_lock="dispose_leftovers", pass_context=False)
    def dispose_leftovers(timestamp: int) -> None:
        """Nothing that was let go stays because its job was lost or a hold was in its way."""
        with reading(parts.sessions, DISPOSER) as work:
            left = retention.approved(work)
        kept = store(parts)
        leftovers.see_to(left, lambda one: dispose(parts.sessions, kept, one), "not_disposed")

    @app.periodic(cron=EVERY_MONDAY)
    @app.task(name="warn_of_reviews", queueing_lock="warn_of_reviews", pass_context=False)
    def warn_of_reviews(timestamp: int) -> None:
        """Long before anything is destroyed, those who decide are told."""
        warn(parts.sessions)
