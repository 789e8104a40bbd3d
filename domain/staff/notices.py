"""Telling members of staff what happens on their account: a new device, sign-in stopped."""

from __future__ import annotations

from datetime import timedelta
from uuid import UUID

from sqlalchemy import select

from domain import letters
from domain.letters import Kind, To
from domain.staff.tables import StaffMember, StaffSession
from domain.throttles.limits import DISABLED_AFTER
from domain.unit_of_work import UnitOfWork

REMEMBERED = timedelta(days=90)


def refused(work: UnitOfWork, member: StaffMember) -> None:
    """Tell somebody that their sign-in stopped, when it does."""
    if member.failures == DISABLED_AFTER and member.email:
        facts: dict[str, letters.Fact] = {"at": work.now, "count": member.failures}
        letters.write(work, Kind.STAFF_STOPPED, To(staff_id=member.id), facts)


def signed_in(work: UnitOfWork, member: StaffMember, session_id: UUID) -> None:
    """Tell somebody if this device, at this address, has not been seen for a while."""
    session = work.session.get_one(StaffSession, session_id)
    same = (StaffSession.device == session.device) & (StaffSession.address == session.address)
    earlier = select(same).where(
        StaffSession.staff_id == member.id,
        StaffSession.id != session_id,
        StaffSession.confirmed_at.is_not(None),
        StaffSession.opened_at > work.now - REMEMBERED,
    )
    is_known = work.session.scalar(earlier.order_by(same.desc()).limit(1))
    if is_known is False and member.email:
        facts: dict[str, letters.Fact] = {
            "at": work.now,
            "device": session.device,
            "place": session.address,
        }
        letters.write(work, Kind.STAFF_NEW_DEVICE, To(staff_id=member.id), facts)
