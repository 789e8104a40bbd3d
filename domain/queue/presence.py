"""Who else is reading or writing a submission now: a heartbeat of their pages, no more."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from sqlalchemy import ForeignKey, select
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.orm import Mapped, mapped_column

from domain.permissions import Permission
from domain.staff.tables import StaffMember
from domain.submissions import Submission
from domain.tables import Table
from domain.unit_of_work import UnitOfWork

LASTS = timedelta(seconds=60)
"""Three missed heartbeats, and somebody is gone."""


class Presence(Table):
    """Somebody's page of a submission, and whether they were typing into it."""

    __tablename__ = "presence"

    submission_id: Mapped[UUID] = mapped_column(ForeignKey("submission.id"), primary_key=True)
    staff_id: Mapped[UUID] = mapped_column(ForeignKey("staff_member.id"), primary_key=True)
    writing: Mapped[bool]
    seen_at: Mapped[datetime]


@dataclass(frozen=True)
class There:
    """Somebody else at a submission."""

    name: str
    writing: bool


def here(work: UnitOfWork, submission: Submission, writing: bool) -> None:
    """Note that the actor has the page open. No event: it says no more than a reading does."""
    work.require(Permission.SEE_QUEUE)
    row = insert(Presence).values(
        submission_id=submission.id, staff_id=work.actor.id, writing=writing, seen_at=work.now
    )
    changed = {"writing": row.excluded.writing, "seen_at": row.excluded.seen_at}
    work.session.execute(
        row.on_conflict_do_update(index_elements=["submission_id", "staff_id"], set_=changed)
    )


def others(work: UnitOfWork, submission: Submission) -> list[There]:
    """Return who else has the page open now."""
    work.require(Permission.SEE_QUEUE)
    query = (
        select(StaffMember.name, Presence.writing)
        .join(Presence, Presence.staff_id == StaffMember.id)
        .where(
            Presence.submission_id == submission.id,
            Presence.staff_id != work.actor.id,
            Presence.seen_at > work.now - LASTS,
        )
    )
    return [There(*row) for row in work.session.execute(query.order_by(StaffMember.name))]
