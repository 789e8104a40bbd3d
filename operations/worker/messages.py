"""The worker's jobs about messages: raising what partners wrote, and chasing answers."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

import procrastinate
from procrastinate import RetryStrategy

from domain import alarms
from domain.actors import system
from domain.messages import asking, raising
from domain.messages.sending import JOB
from domain.sealing.unwrapping import PrivateKeys
from domain.unit_of_work import Sessions, reading, unit_of_work
from operations.worker import leftovers
from operations.worker.parts import Parts

EVERY_MINUTE = "* * * * *"
PATIENTLY = RetryStrategy(max_attempts=60, exponential_wait=2)
RAISER = system("messages")


def raise_one(
    sessions: Sessions, message_id: UUID, keys: PrivateKeys, now: datetime | None = None
) -> bool:
    """Put the submission that a partner wrote about back on the queue, once."""
    with unit_of_work(sessions, RAISER, now) as work:
        return raising.raise_(work, message_id, keys)


def chase(sessions: Sessions, now: datetime | None = None) -> int:
    """Remind of every answer that is overdue, one unit of work each; return how many."""
    with reading(sessions, RAISER, now) as work:
        late = asking.to_chase(work)

    def remind(question_id: UUID) -> bool:
        with unit_of_work(sessions, RAISER, now) as work:
            return asking.chase(work, question_id)

    return leftovers.see_to(late, remind, "not_chased")


def left_over(sessions: Sessions, keys: PrivateKeys, now: datetime | None = None) -> int:
    """Raise what partners wrote a while ago and no job has raised; return how many."""
    with reading(sessions, RAISER, now) as work:
        left = raising.leftovers(work)
    return leftovers.see_to(left, lambda one: raise_one(sessions, one, keys, now), "not_raised")


def add_to(app: procrastinate.App, parts: Parts) -> None:
    """Tell the worker which jobs there are about messages."""

    @app.task(name=JOB, retry=PATIENTLY)
    def raise_message(message_id: str) -> None:
        raise_one(parts.sessions, UUID(message_id), parts.private_keys)

    @app.periodic(cron=EVERY_MINUTE)
    @app.task(name="tend_messages", queueing_lock="tend_messages", pass_context=False)
    def tend_messages(timestamp: int) -> None:
        """Nothing a partner wrote is left lying."""
        left_over(parts.sessions, parts.private_keys)

    @app.periodic(cron=EVERY_MINUTE)
    @app.task(name="chase_answers", queueing_lock="chase_answers", pass_context=False)
    def chase_answers(timestamp: int) -> None:
        """Nothing that was asked is forgotten."""
        chase(parts.sessions)

    @app.periodic(cron=EVERY_MINUTE)
    @app.task(name="raise_alarms", queueing_lock="raise_alarms", pass_context=False)
    def raise_alarms(timestamp: int) -> None:
        """Supervisors hear of what nobody has, whatever becomes of the other jobs."""
        with unit_of_work(parts.sessions, RAISER) as work:
            alarms.raise_(work)
