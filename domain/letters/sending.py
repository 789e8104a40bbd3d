"""What becomes of a letter: the worker takes it, sends it, tries again later, or gives up.

The row is locked while the letter is handed over, so that two workers never send it twice. A
worker killed after the mail server took it and before the commit sends it once more, with the same
Message-ID: at most one more letter for each such death, never one fewer.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from uuid import UUID

from sqlalchemy import select

from domain import audit
from domain.letters import addresses, writing
from domain.letters.kinds import Kind
from domain.letters.tables import Letter, LetterState
from domain.permissions import Permission
from domain.unit_of_work import UnitOfWork

LONGEST_REASON = 200
LEFT_AFTER = timedelta(hours=30)
"""Later than the last try: a letter that still waits has lost its job."""


@dataclass(frozen=True)
class Envelope:
    """A letter ready to be worded: its kind, where it goes, what it says and its secrets."""

    letter_id: UUID
    kind: Kind
    addresses: tuple[str, ...]
    facts: dict[str, str | int]
    secrets: dict[str, str]


def take(work: UnitOfWork, letter_id: UUID) -> Letter | None:
    """Lock a letter that waits; None if it was sent, given up, or another worker has it."""
    work.require(Permission.PROCESS_SUBMISSIONS)
    query = select(Letter).where(Letter.id == letter_id, Letter.state == LetterState.WAITING)
    return work.session.scalar(query.with_for_update(skip_locked=True))


def envelope(work: UnitOfWork, letter: Letter, key: bytes) -> Envelope:
    """Open a letter for sending; `key` is `letters` of the inventory."""
    work.require(Permission.PROCESS_SUBMISSIONS)
    return Envelope(
        letter_id=letter.id,
        kind=Kind(letter.kind),
        addresses=addresses.of(work, letter),
        facts=dict(letter.facts),
        secrets=writing.opened(letter, key),
    )


def sent(work: UnitOfWork, letter: Letter) -> None:
    """Note that the mail server took it, and forget its secrets."""
    letter.tries += 1
    letter.state, letter.sent_at, letter.sealed = LetterState.SENT, work.now, None
    work.record(audit.LetterSent(letter, tries=letter.tries))


def delayed(work: UnitOfWork, letter: Letter, because: str) -> None:
    """Note that it was not taken and will be tried again."""
    letter.tries += 1
    letter.failed_because = because[:LONGEST_REASON]
    work.record(audit.LetterDelayed(letter, tries=letter.tries))


def failed(work: UnitOfWork, letter: Letter, because: str) -> None:
    """Give up, and forget its secrets."""
    letter.tries += 1
    letter.state, letter.sealed = LetterState.FAILED, None
    letter.failed_because = because[:LONGEST_REASON]
    work.record(audit.LetterFailed(letter, tries=letter.tries))


def leftovers(work: UnitOfWork) -> list[UUID]:
    """Return letters that wait although their job is gone."""
    work.require(Permission.PROCESS_SUBMISSIONS)
    query = select(Letter.id).where(
        Letter.state == LetterState.WAITING, Letter.written_at < work.now - LEFT_AFTER
    )
    return list(work.session.scalars(query.order_by(Letter.written_at).limit(100)))
