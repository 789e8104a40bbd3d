"""The worker's jobs about what has just arrived: taking it in, and what waits behind it too.

A job takes along what waits: in one unit of work they cost half. Their jobs go with the same commit
or stay. What cannot be taken in never holds the others up; its own job tries again, alone.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from uuid import UUID

import procrastinate
import structlog
from procrastinate import JobContext, RetryStrategy

from domain import intake
from domain.actors import system
from domain.intake import TakenIn
from domain.unit_of_work import UnitOfWork, reading, unit_of_work
from operations.worker import leftovers
from operations.worker.parts import Parts

EVERY_MINUTE = "* * * * *"
PATIENTLY = RetryStrategy(max_attempts=60, exponential_wait=2)
MOST_AT_ONCE = 16
"""Taken in within two tenths of a second on a quiet machine; more at once would not cost less."""

_WAITING = """
select id, cast(args ->> 'submission_id' as uuid) from procrastinate_jobs
where status = 'todo' and task_name = 'take_in' and attempts = 0
order by priority desc, id limit %(most)s for update skip locked
"""
_DONE = "delete from procrastinate_jobs where id = any(%(ids)s)"

log = structlog.get_logger()


def add_to(app: procrastinate.App, parts: Parts) -> None:
    """Tell the worker which jobs there are about arrivals."""

    @app.task(name="take_in", retry=PATIENTLY, pass_context=True)
    def take_in(context: JobContext, submission_id: str) -> None:
        arrived(parts, UUID(submission_id), alone=context.job.attempts > 0)

    @app.periodic(cron=EVERY_MINUTE)
    @app.task(name="take_in_leftovers", queueing_lock="take_in_leftovers", pass_context=False)
    def take_in_leftovers(timestamp: int) -> None:
        """Nothing that arrived is left lying, whatever became of its job."""
        left_over(parts)


def arrived(parts: Parts, submission_id: UUID, *, alone: bool = False) -> None:
    """Take a submission in, with what waits behind it. Raises what was wrong with this one."""
    try:
        taken = _with_others(parts, submission_id, 0 if alone else MOST_AT_ONCE - 1)
    except Exception as error:
        if alone:
            raise
        log.warning("not_taken_in_together", error=type(error).__name__)
        taken = _with_others(parts, submission_id, 0)
    if submission_id in taken.failed:
        raise taken.failed[submission_id]


def left_over(parts: Parts) -> None:
    """Take in, each by itself, what has lain too long. Raises the last of what was wrong."""
    with reading(parts.sessions, system("intake")) as work:
        left = intake.leftovers(work)
    leftovers.see_to(left, lambda one: arrived(parts, one, alone=True), "not_taken_in")


def _with_others(parts: Parts, submission_id: UUID, most: int) -> TakenIn:
    with unit_of_work(parts.sessions, system("intake")) as work:
        waiting = _waiting(work, most) if most else {}
        taken = _taken_in(work, parts, {submission_id, *waiting.values()})
        done = [job for job, one in waiting.items() if one not in taken.failed]
        if done:
            work.ask(_DONE, {"ids": done})
    return taken


def _waiting(work: UnitOfWork, most: int) -> Mapping[int, UUID]:
    """Lock jobs that nobody has begun, and that never failed; return what each is about."""
    return dict(tuple(row) for row in work.ask(_WAITING, {"most": most}))


def _taken_in(work: UnitOfWork, parts: Parts, ids: Collection[UUID]) -> TakenIn:
    recipients = parts.casework()
    return intake.take_in_all(work, ids, parts.private_keys, recipients, parts.search_keys)
