"""Intake: what the worker does with a submission as soon as it has arrived.

It opens it, finds identifiers, raises priority and safety flag by the rules, starts the clocks,
puts it on the queue, writes its terms into the blind index and finds what it matches. Killed at
any point and done again, it comes to the same end once. Several are taken in at once at far less
cost, and come to the same as one after the other.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass, field, fields
from datetime import timedelta
from functools import partial
from typing import Any
from uuid import UUID

from sqlalchemy import select

from domain import (
    audit,
    clocks,
    identifiers,
    index,
    matches,
    openings,
    outcomes,
    priorities,
    terms,
    wraps,
    writings,
)
from domain.clocks import ClockKind
from domain.index import SearchKeys
from domain.outcomes import State, Step
from domain.permissions import Permission
from domain.sealing.closing import Sealed
from domain.sealing.opening import PrivateKeys
from domain.sealing.recipients import Recipients
from domain.submissions import Submission
from domain.terms import Term
from domain.unit_of_work import UnitOfWork
from domain.writings import WritingKind

_NEEDED = (
    "id", "reference", "organisation_id", "received_at", "themes", "district",
    "restricted", "state", "version", "sealed",
)  # fmt: skip
_ARRIVED = (
    f"select {', '.join(_NEEDED)} from submission"  # noqa: S608  # of our own names
    " where id = any(%(ids)s) and state = 'arrived' order by id for update"
)
_DECIDED = (
    "state", "priority", "flagged", "restricted", "safety_due_at", "decision_due_at", "due_at",
)  # fmt: skip


_OF_IDENTIFIER = tuple(one.name for one in fields(identifiers.Identifier))
_OF_REASON = tuple(one.name for one in fields(priorities.Reason))


@dataclass(frozen=True)
class TakenIn:
    """Which submissions were taken in just now, and which could not be, with what was wrong."""

    done: list[UUID] = field(default_factory=list)
    failed: dict[UUID, Exception] = field(default_factory=dict)


@dataclass(frozen=True)
class _Read:
    """A submission with all that was read out of it."""

    submission: Submission
    assessed: priorities.Assessment
    findings: dict[str, Any]
    held: frozenset[Term]


def take_in(
    work: UnitOfWork,
    submission_id: UUID,
    keys: PrivateKeys,
    recipients: Recipients,
    search_keys: SearchKeys,
) -> bool:
    """Take a submission in; return False if that was done before. Raises what went wrong."""
    taken = take_in_all(work, [submission_id], keys, recipients, search_keys)
    for error in taken.failed.values():
        raise error
    return bool(taken.done)


def take_in_all(
    work: UnitOfWork,
    submission_ids: Collection[UUID],
    keys: PrivateKeys,
    recipients: Recipients,
    search_keys: SearchKeys,
) -> TakenIn:
    """Take several submissions in, in the order of their arrival, but those taken in before.

    One that cannot be read is left as it is, for whoever asked to be told; the others go on.
    """
    work.require(Permission.PROCESS_SUBMISSIONS)
    taken, read = TakenIn(), list[_Read]()
    for submission, content in _arrived(work, submission_ids):
        try:
            read.append(_read(work, submission, content, keys))
        except Exception as error:
            taken.failed[submission.id] = error
    if read:
        found = [(one.submission, one.findings) for one in read]
        writings.write_all(work, WritingKind.FINDINGS, found, recipients)
        _put_on_queue(work, read)
        _make_findable(work, read, search_keys)
        taken.done.extend(one.submission.id for one in read)
    return taken


def leftovers(work: UnitOfWork) -> list[UUID]:
    """Return what arrived over a minute ago and was not taken in: its job was lost, or failed."""
    work.require(Permission.PROCESS_SUBMISSIONS)
    query = select(Submission.id).where(
        Submission.state == State.ARRIVED, Submission.received_at < work.now - timedelta(minutes=1)
    )
    return list(work.session.scalars(query.order_by(Submission.received_at).limit(100)))


def _arrived(work: UnitOfWork, ids: Collection[UUID]) -> list[tuple[Submission, Sealed]]:
    """Lock what is still to be taken in; the rows are for reading and not the mapper's to send."""
    asked = list(ids)
    found, wrapped = work.ask_all((_ARRIVED, {"ids": asked}), (wraps.OF_MANY, {"contents": asked}))
    rows = [dict(zip(_NEEDED, row, strict=True)) for row in found]
    kept = wraps.told(asked, wrapped)
    return [(Submission(**row), Sealed(row["sealed"], tuple(kept[row["id"]]))) for row in rows]


def _read(work: UnitOfWork, submission: Submission, content: Sealed, keys: PrivateKeys) -> _Read:
    answers = openings.answers_in(work, submission, content, keys)
    found = identifiers.extract(answers)
    assessed = priorities.assess(answers, priorities.rulebook(), work.now.date())
    findings = {
        "identifiers": [_plain(one, _OF_IDENTIFIER) for one in found],
        "reasons": [_plain(one, _OF_REASON) for one in assessed.reasons],
    }
    return _Read(submission, assessed, findings, terms.terms(answers, found))


def _plain(one: object, names: Sequence[str]) -> dict[str, Any]:
    return {name: getattr(one, name) for name in names}


def _make_findable(work: UnitOfWork, read: Sequence[_Read], keys: SearchKeys) -> None:
    """Matches come last, and after everything else is sent: nobody else finds any meanwhile."""
    held = [(one.submission, one.held) for one in read]
    index.write_all(work, held, keys)
    matches.find_all(work, held, keys)


def _put_on_queue(work: UnitOfWork, read: Sequence[_Read]) -> None:
    work.change([_decided(one.submission, one.assessed) for one in read], _DECIDED)


def _decided(submission: Submission, assessed: priorities.Assessment) -> audit.SubmissionTakenIn:
    received = submission.received_at
    submission.state = outcomes.after(State(submission.state), Step.TAKE_IN)
    submission.priority = assessed.priority
    submission.flagged = assessed.safety_flag
    submission.restricted = submission.restricted or assessed.restricted is not None
    due = partial(clocks.due, received, priority=assessed.priority, flagged=assessed.safety_flag)
    safety_due, decision_due = due(ClockKind.SAFETY_SCREEN).at, due(ClockKind.DECISION).at
    submission.safety_due_at = submission.due_at = safety_due
    submission.decision_due_at = decision_due
    return audit.SubmissionTakenIn(
        submission,
        priority=assessed.priority,
        flagged=assessed.safety_flag,
        restricted=submission.restricted,
        rules=tuple(sorted({reason.rule_key for reason in assessed.reasons})),
        safety_due_at=safety_due,
        decision_due_at=decision_due,
    )
