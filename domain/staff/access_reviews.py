"""Who has access, with what rights, and when they last used it: to look through, and to export."""

from __future__ import annotations

from dataclasses import dataclass, fields
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Select, func, select

from domain import audit, spreadsheets
from domain.actors import Actor, NotPermitted
from domain.permissions import Permission
from domain.staff.tables import StaffFactor, StaffMember, StaffSession
from domain.unit_of_work import UnitOfWork


@dataclass(frozen=True)
class Line:
    """One account: `last_used_at` is when a confirmed session was last seen."""

    id: UUID
    username: str
    name: str
    roles: list[str]
    districts: list[str]
    cleared: bool
    created_at: datetime
    disabled_at: datetime | None
    has_password: bool
    factors: int
    last_used_at: datetime | None


def may_review(actor: Actor) -> bool:
    """Say whether the actor may see who has access."""
    return actor.may(Permission.SEE_ACCESS)


def reviewed(work: UnitOfWork) -> list[Line]:
    """Return every account, by name; that it was looked at is recorded."""
    if not may_review(work.actor):
        raise NotPermitted(f"{work.actor.name} may not review who has access")
    lines = [Line(*row) for row in work.session.execute(_query())]
    who = work.session.get_one(StaffMember, work.actor.id)
    work.record(audit.AccessReviewed(who, count=len(lines)))
    return lines


def exported(work: UnitOfWork) -> str:
    """Return the same as CSV."""
    columns = [field.name for field in fields(Line) if field.name != "id"]
    rows = ([_cell(getattr(line, name)) for name in columns] for line in reviewed(work))
    return spreadsheets.written(columns, rows)


def _query() -> Select[Any]:
    used = (
        select(func.max(StaffSession.seen_at))
        .where(StaffSession.staff_id == StaffMember.id, StaffSession.confirmed_at.is_not(None))
        .scalar_subquery()
    )
    factors = (
        select(func.count(StaffFactor.id))
        .where(StaffFactor.staff_id == StaffMember.id, StaffFactor.revoked_at.is_(None))
        .scalar_subquery()
    )
    return select(
        StaffMember.id,
        StaffMember.username,
        StaffMember.name,
        StaffMember.roles,
        StaffMember.districts,
        StaffMember.cleared,
        StaffMember.created_at,
        StaffMember.disabled_at,
        StaffMember.password_hash.is_not(None),
        factors,
        used,
    ).order_by(StaffMember.name, StaffMember.id)


def _cell(value: object) -> object:
    if isinstance(value, list):
        return ", ".join(value)
    if isinstance(value, bool):
        return "yes" if value else "no"
    return value.isoformat(timespec="seconds") if isinstance(value, datetime) else value
