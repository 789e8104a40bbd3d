"""Codes on paper for the day a factor is lost: a set is shown once, each code serves once."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from sqlalchemy import ColumnElement, func, select

from domain import audit, second_factors
from domain.actors import Actor, ActorKind, NotPermitted
from domain.passwords import Passwords
from domain.staff.sessions import Current
from domain.staff.sign_in import let_in, turn_away
from domain.staff.tables import StaffMember, StaffRecoveryCode
from domain.throttles.limits import DISABLED_AFTER
from domain.unit_of_work import Sessions, UnitOfWork, reading, unit_of_work

FACTOR = "a recovery code"


def renew(work: UnitOfWork, passwords: Passwords, member: StaffMember) -> list[str]:
    """Make a new set for oneself, to be shown once; those before serve no longer."""
    if work.actor.id != member.id:
        raise NotPermitted("Recovery codes are made by the person they belong to")
    end_all(work, member)
    codes = second_factors.new_recovery_codes()
    for hashed in second_factors.hashed_codes(passwords, codes):
        work.session.add(StaffRecoveryCode(staff_id=member.id, code_hash=hashed, made_at=work.now))
    work.record(audit.RecoveryCodesMade(member, count=len(codes)))
    return codes


def left(work: UnitOfWork, staff_id: UUID) -> int:
    """Return how many codes a person has left."""
    query = select(func.count(StaffRecoveryCode.id)).where(*_serving(staff_id))
    return work.session.scalar(query) or 0


def end_all(work: UnitOfWork, member: StaffMember) -> None:
    """End every code of a person."""
    for code in work.session.scalars(select(StaffRecoveryCode).where(*_serving(member.id))):
        code.revoked_at = work.now


def confirm(
    sessions: Sessions, current: Current, passwords: Passwords, code: str, now: datetime
) -> str | None:
    """Take a recovery code for the second factor; return the session's new token, or None.

    The slow hash is made before the transaction; of two uses at once, one finds the code used.
    """
    door = Actor(kind=ActorKind.STAFF, name=current.name, id=current.staff_id)
    matched = _matched(sessions, door, passwords, code, now)
    with unit_of_work(sessions, door, now) as work:
        member = work.session.get_one(
            StaffMember, current.staff_id, with_for_update={"key_share": True}
        )
        kept = _find(work, member, matched)
        if kept is None or member.failures >= DISABLED_AFTER:
            turn_away(work, member, current, "wrong recovery code")
            return None
        _take(work, member, kept)
        return let_in(work, member, current, FACTOR)


def _take(work: UnitOfWork, member: StaffMember, code: StaffRecoveryCode) -> None:
    code.used_at = work.now
    work.session.flush()
    work.record(audit.RecoveryCodeUsed(member, left=left(work, member.id)))


def _matched(
    sessions: Sessions, door: Actor, passwords: Passwords, code: str, now: datetime
) -> str | None:
    query = select(StaffRecoveryCode.code_hash)
    with reading(sessions, door, now) as work:
        stored = list(work.session.scalars(query.where(*_serving(door.id))))
    return second_factors.matching_code(passwords, stored, code)


def _find(work: UnitOfWork, member: StaffMember, code_hash: str | None) -> StaffRecoveryCode | None:
    if code_hash is None:
        return None
    query = select(StaffRecoveryCode).where(
        *_serving(member.id), StaffRecoveryCode.code_hash == code_hash
    )
    return work.session.scalar(query.with_for_update())


def _serving(staff_id: UUID | None) -> tuple[ColumnElement[bool], ...]:
    return (
        StaffRecoveryCode.staff_id == staff_id,
        StaffRecoveryCode.used_at.is_(None),
        StaffRecoveryCode.revoked_at.is_(None),
    )
