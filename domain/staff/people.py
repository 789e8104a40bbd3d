"""Members of staff as administrators see them: the list, one of them, their open sessions."""

from __future__ import annotations

from collections.abc import Sequence
from uuid import UUID

from sqlalchemy import or_, select

from domain.permissions import Permission
from domain.staff.sessions import ABSOLUTE, IDLE
from domain.staff.tables import StaffFactor, StaffMember, StaffSession
from domain.unit_of_work import UnitOfWork

PAGE = 50


def listed(work: UnitOfWork, text: str = "", after: str | None = None) -> list[StaffMember]:
    """Return accounts by username, a page and one more after a username; `text` is in a name."""
    work.require(Permission.MANAGE_STAFF)
    query = select(StaffMember)
    if text.strip():
        holds = [
            column.icontains(text.strip(), autoescape=True)
            for column in (StaffMember.name, StaffMember.username)
        ]
        query = query.where(or_(*holds))
    if after is not None:
        query = query.where(StaffMember.username > after)
    return list(work.session.scalars(query.order_by(StaffMember.username).limit(PAGE + 1)))


def find(work: UnitOfWork, staff_id: UUID, to_change: bool = False) -> StaffMember | None:
    """Return somebody's account; locked for whoever is about to change it."""
    work.require(Permission.MANAGE_STAFF)
    lock = {"key_share": True} if to_change else None
    return work.session.get(StaffMember, staff_id, with_for_update=lock)


def without_factor(work: UnitOfWork, members: Sequence[StaffMember]) -> set[UUID]:
    """Return who of them chose a password and has no second factor: they cannot come in."""
    work.require(Permission.MANAGE_STAFF)
    waiting = {each.id for each in members if each.password_hash and each.disabled_at is None}
    held = select(StaffFactor.staff_id).where(
        StaffFactor.staff_id.in_(waiting), StaffFactor.revoked_at.is_(None)
    )
    return waiting - set(work.session.scalars(held))


def open_sessions(work: UnitOfWork, member: StaffMember) -> list[StaffSession]:
    """Return the sessions that are open, the latest seen first."""
    work.require(Permission.MANAGE_STAFF)
    query = select(StaffSession).where(
        StaffSession.staff_id == member.id,
        StaffSession.ended_at.is_(None),
        StaffSession.confirmed_at.is_not(None),
        StaffSession.seen_at > work.now - IDLE,
        StaffSession.opened_at > work.now - ABSOLUTE,
    )
    return list(work.session.scalars(query.order_by(StaffSession.seen_at.desc())))
