"""The worker's jobs about the index: after an officer's change, and anew under another key."""

from __future__ import annotations

import time
from uuid import UUID

import procrastinate
import structlog
from procrastinate import RetryStrategy

from domain import reindexing
from domain.actors import system
from domain.reindexing import ReindexingKeys
from domain.unit_of_work import unit_of_work
from operations.worker.parts import Parts

EVERY_MINUTE = "* * * * *"
PATIENTLY = RetryStrategy(max_attempts=60, exponential_wait=2)
SECONDS_AT_A_TIME = 45.0
"""How long a run of making the index anew goes on; the next one follows within the minute."""

log = structlog.get_logger()


def add_to(app: procrastinate.App, parts: Parts) -> None:
    """Tell the worker which jobs there are about the index."""
    keys = ReindexingKeys(parts.private_keys, parts.search_keys)

    @app.task(name="index_submission", retry=PATIENTLY)
    def index_submission(submission_id: str) -> None:
        with unit_of_work(parts.sessions, system("index")) as work:
            reindexing.again(work, UUID(submission_id), keys)

    @app.task(name="apply_exclusion", retry=PATIENTLY)
    def apply_exclusion(exclusion_id: str) -> None:
        with unit_of_work(parts.sessions, system("index")) as work:
            count = reindexing.apply_exclusion(work, UUID(exclusion_id), keys)
        log.info("exclusion_applied", exclusion=exclusion_id, submissions=count)

    @app.periodic(cron=EVERY_MINUTE)
    @app.task(name="rebuild_index", queueing_lock="rebuild_index", pass_context=False)
    def rebuild_index(timestamp: int) -> None:
        """Go on making the index anew, if it is of another key or another extractor."""
        rebuild(parts, keys)


def rebuild(parts: Parts, keys: ReindexingKeys, seconds: float = SECONDS_AT_A_TIME) -> int:
    """Make the index anew for so long, a batch in each unit of work; return of how many."""
    started, done, batch = time.monotonic(), 0, 1
    while batch and time.monotonic() - started < seconds:
        with unit_of_work(parts.sessions, system("index")) as work:
            batch = reindexing.rebuild(work, keys)
        done += batch
    if done:
        with unit_of_work(parts.sessions, system("index")) as work:
            left = reindexing.progress(work, keys.search).left
        log.info("index_made_anew", submissions=done, left=left)
    return done
