"""Opening a submission: the one way to see content, and it leaves a trace: who, what and when.

Opening is asked for (a POST), so that a page fetched by itself never counts as reading; what was
opened stays open to that officer, in that session, while the officer works on it.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import ForeignKey, Index, Select, select
from sqlalchemy.orm import Mapped, mapped_column

from domain import answers, audit, ids, wraps
from domain.outcomes import State
from domain.permissions import Permission
from domain.sealing.closing import Sealed
from domain.sealing.opening import PrivateKeys, open_sealed
from domain.submissions import context
from domain.submissions.tables import Submission
from domain.tables import Table
from domain.unit_of_work import UnitOfWork

LASTS = timedelta(hours=2)


class Opening(Table):
    """An officer's recorded opening of a submission; the content is shown while it lasts."""

    __tablename__ = "opening"
    __table_args__ = (Index(None, "submission_id", "staff_id"),)

    id: Mapped[UUID] = mapped_column(primary_key=True, default=ids.new)
    submission_id: Mapped[UUID] = mapped_column(ForeignKey("submission.id"))
    staff_id: Mapped[UUID] = mapped_column(ForeignKey("staff_member.id"))
    session_id: Mapped[UUID]
    opened_at: Mapped[datetime]
    ends_at: Mapped[datetime]


class NotOpen(Exception):
    """The officer has not opened this submission, or opened it too long ago."""


@dataclass(frozen=True)
class Opened:
    """A submission with its answers, as the partner gave them."""

    submission: Submission
    answers: dict[str, Any]


def open_(work: UnitOfWork, submission: Submission) -> None:
    """Open a submission to the acting officer and record it (consultation, DPA 2018 s.62)."""
    work.require(Permission.READ_SUBMISSIONS)
    if work.actor.id is None or work.actor.session_id is None:
        raise NotOpen("only a member of staff, in a session, opens a submission")
    if submission.state == State.DISPOSED:
        raise NotOpen(f"{submission.title} was disposed of")
    if is_open(work, submission):
        return
    work.session.add(
        Opening(
            submission_id=submission.id,
            staff_id=work.actor.id,
            session_id=work.actor.session_id,
            opened_at=work.now,
            ends_at=work.now + LASTS,
        )
    )
    work.record(audit.SubmissionOpened(submission))


def is_open(work: UnitOfWork, submission: Submission) -> bool:
    """Say whether the acting officer has this submission open in this session."""
    mine = Opening.session_id == work.actor.session_id
    return work.session.scalar(_openings(work, submission).where(mine).limit(1)) is not None


def require_open(work: UnitOfWork, submission: Submission) -> None:
    """Raise NotOpen unless the acting officer opened it, and not too long ago.

    In whichever session: what was typed before signing in again rests on what was read then.
    """
    if work.session.scalar(_openings(work, submission).limit(1)) is None:
        raise NotOpen(submission.title)


def close(work: UnitOfWork, submission: Submission) -> None:
    """Close a submission that the acting officer has open in this session."""
    query = select(Opening).where(
        Opening.submission_id == submission.id,
        Opening.staff_id == work.actor.id,
        Opening.ends_at > work.now,
    )
    for opening in work.session.scalars(query):
        opening.ends_at = work.now


def shown(work: UnitOfWork, submission: Submission, keys: PrivateKeys) -> Opened:
    """Return the content of an open submission. Raises NotOpen if the actor has not opened it."""
    work.require(Permission.READ_SUBMISSIONS)
    if not is_open(work, submission):
        raise NotOpen(submission.title)
    return Opened(submission, answers_of(work, submission, keys))


def answers_of(work: UnitOfWork, submission: Submission, keys: PrivateKeys) -> dict[str, Any]:
    """Return the answers in a submission: for `shown`, and for the service.

    Raises NotPermitted to anybody who may neither read nor process submissions, and CannotOpen.
    """
    _require(work)
    kept = wraps.of(work.session, submission.id)
    sealed = work.session.scalars(
        select(Submission.sealed).where(Submission.id == submission.id)
    ).one()
    return answers_in(work, submission, Sealed(sealed, kept), keys)


def answers_in(
    work: UnitOfWork, submission: Submission, content: Sealed, keys: PrivateKeys
) -> dict[str, Any]:
    """Return the answers in the content of a submission that was read with its wraps: for intake.

    Raises NotPermitted to anybody who may neither read nor process submissions, and CannotOpen.
    """
    _require(work)
    place = context(submission.id, submission.organisation_id)
    return answers.unpacked(open_sealed(content.sealed, content.wraps, place, keys))


def _require(work: UnitOfWork) -> None:
    if not work.actor.may(Permission.PROCESS_SUBMISSIONS):
        work.require(Permission.READ_SUBMISSIONS)


def _openings(work: UnitOfWork, submission: Submission) -> Select[UUID]:
    return select(Opening.id).where(
        Opening.submission_id == submission.id,
        Opening.staff_id == work.actor.id,
        Opening.ends_at > work.now,
    )
