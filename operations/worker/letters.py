"""The worker's jobs about letters: sending them, with growing waits, and writing reminders."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import UTC, datetime
from uuid import UUID

import procrastinate
import structlog
from procrastinate import BaseRetryStrategy, RetryDecision
from procrastinate.jobs import Job

from config import brands
from domain import keys
from domain.actors import system
from domain.letters import sending
from domain.letters.tables import Letter
from domain.organisations import agreements
from domain.unit_of_work import Sessions, UnitOfWork, reading, unit_of_work
from operations.mail import Doors, MailDelayed, MailRefused, Transport, Wordings, transport
from operations.mail.wordings import wordings
from operations.worker import leftovers
from operations.worker.parts import Parts

EVERY_MORNING = "10 5 * * *"
EVERY_HOUR = "25 * * * *"
WRITER = system("letters")

log = structlog.get_logger()


@dataclass(frozen=True)
class Post:
    """What letters are sent with."""

    sessions: Sessions
    transport: Transport
    wordings: Wordings
    key: bytes = field(repr=False)

    @property
    def most_tries(self) -> int:
        """After how many tries a letter is given up."""
        return len(self.wordings.words.waits_seconds) + 1


@dataclass(frozen=True)
class GrowingWaits(BaseRetryStrategy):
    """Waits from a table, one after the other; the last of it is the last try."""

    waits_seconds: tuple[int, ...]

    def get_retry_decision(self, *, exception: BaseException, job: Job) -> RetryDecision | None:
        """Say when to try again; None: never."""
        if job.attempts >= len(self.waits_seconds):
            return None
        return RetryDecision(retry_in={"seconds": self.waits_seconds[job.attempts]})


def post(parts: Parts) -> Post:
    """Make it from the worker's settings. Raises KeyFileRefused, MailUrlInvalid, WordsMissing."""
    doors = Doors(parts.settings.portal_url, parts.settings.triage_url)
    return Post(
        sessions=parts.sessions,
        transport=transport(parts.settings.mail_url),
        wordings=wordings(brands.load(), doors),
        key=keys.load_secret(parts.settings.keys / "letters.json"),
    )


def send(post: Post, letter_id: UUID, now: datetime | None = None) -> None:
    """Send a letter that waits; nothing for one that was sent. Raises MailDelayed to be retried.

    The row stays locked while the server has the letter: see `domain.letters.sending`.
    """
    problem: MailDelayed | None = None
    with unit_of_work(post.sessions, WRITER, now) as work:
        letter = sending.take(work, letter_id)
        if letter is not None:
            problem = _hand_over(post, work, letter)
    if problem is not None:
        raise problem


def remind(sessions: Sessions, now: datetime | None = None) -> int:
    """Write the reminders of agreements that are due, one unit of work each; return how many."""
    with reading(sessions, WRITER, now) as work:
        found = agreements.to_remind(work)

    def write(organisation_id: UUID) -> bool:
        with unit_of_work(sessions, WRITER, now) as work:
            return agreements.remind(work, organisation_id)

    return leftovers.see_to(found, write, "not_reminded")


def add_to(app: procrastinate.App, parts: Parts) -> None:
    """Tell the worker which jobs there are about letters."""
    ready = post(parts)
    waits = GrowingWaits(ready.wordings.words.waits_seconds)

    @app.task(name="send_letter", retry=waits)
    def send_letter(letter_id: str) -> None:
        send(ready, UUID(letter_id))

    @app.periodic(cron=EVERY_HOUR)
    @app.task(name="send_leftovers", queueing_lock="send_leftovers", pass_context=False)
    def send_leftovers(timestamp: int) -> None:
        """No letter is left lying, whatever became of its job."""
        with reading(parts.sessions, WRITER) as work:
            left = sending.leftovers(work)
        leftovers.see_to(left, lambda one: _sent_if_it_can_be(ready, one), "letter_not_sent")

    @app.periodic(cron=EVERY_MORNING)
    @app.task(name="remind_of_reviews", queueing_lock="remind_of_reviews", pass_context=False)
    def remind_of_reviews(timestamp: int) -> None:
        log.info("reminders_written", count=remind(parts.sessions))


def _sent_if_it_can_be(post: Post, letter_id: UUID) -> None:
    try:
        send(post, letter_id)
    except MailDelayed:
        log.warning("letter_delayed", letter=str(letter_id))


def _hand_over(post: Post, work: UnitOfWork, letter: Letter) -> MailDelayed | None:
    envelope = sending.envelope(work, letter, post.key)
    if not envelope.addresses:
        sending.failed(work, letter, "there is nobody to send it to")
        return None
    try:
        message = post.wordings.message(envelope, datetime.now(UTC))
        post.transport.deliver(message, envelope.addresses)
    except MailRefused as problem:
        sending.failed(work, letter, str(problem))
        return None
    except MailDelayed as problem:
        return _delay(post, work, letter, problem)
    sending.sent(work, letter)
    return None


def _delay(
    post: Post, work: UnitOfWork, letter: Letter, problem: MailDelayed
) -> MailDelayed | None:
    if letter.tries + 1 >= post.most_tries:
        sending.failed(work, letter, str(problem))
        return None
    sending.delayed(work, letter, str(problem))
    return problem
