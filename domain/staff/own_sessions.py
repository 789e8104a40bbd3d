"""One's own sessions: seen all together, and ended singly or all but the present one."""

from __future__ import annotations

from collections.abc import Sequence
from uuid import UUID

from sqlalchemy import select

from domain.actors import NotPermitted
from domain.staff import rights
from domain.staff import sessions as staff_sessions
from domain.staff.sessions import ABSOLUTE, IDLE
from domain.staff.tables import StaffMember, StaffSession
from domain.unit_of_work import UnitOfWork

ENDED = "ended by themselves from another session"


def listed(work: UnitOfWork) -> Sequence[StaffSession]:
    """Return the actor's sessions that are open, the one used last first."""
    query = select(StaffSession).where(
        StaffSession.staff_id == work.actor.id,
        StaffSession.confirmed_at.is_not(None),
        StaffSession.ended_at.is_(None),
        StaffSession.seen_at > work.now - IDLE,
        StaffSession.opened_at > work.now - ABSOLUTE,
    )
    return work.session.scalars(query.order_by(StaffSession.seen_at.desc())).all()


def end(work: UnitOfWork, session_id: UUID) -> None:
    """End one session of the actor's. Raises NotPermitted for anybody else's."""
    session = work.session.get(StaffSession, session_id)
    if session is None or session.staff_id != work.actor.id:
        raise NotPermitted("There is no such session")
    staff_sessions.end(work, session_id, ENDED)


def end_others(work: UnitOfWork) -> None:
    """End every session of the actor's but the present one."""
    member = work.session.get_one(StaffMember, work.actor.id)
    rights.end_sessions(work, member, ENDED, work.actor.session_id)
