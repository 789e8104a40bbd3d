"""Keeping that somebody signed in tried what their roles do not allow."""

from __future__ import annotations

from datetime import datetime

from domain import audit
from domain.actors import Actor
from domain.staff.tables import StaffMember
from domain.unit_of_work import Sessions, reading


def refused(sessions: Sessions, actor: Actor, wanted: str, now: datetime) -> None:
    """Record that a member of staff was refused something; `wanted` is a permission's words."""
    if actor.id is None:
        raise ValueError("only a member of staff is refused by name")
    with reading(sessions, actor, now) as work:
        member = work.session.get_one(StaffMember, actor.id)
        work.record(audit.PermissionRefused(member, wanted=wanted))
