"""What a member of staff may do, and whether they may come in; it acts at their next request.

Nobody changes their own rights, and the last administrator stays: somebody must be able to manage.
"""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import any_, literal, select

from domain import audit, object_rules, permissions
from domain.actors import Actor, NotPermitted
from domain.permissions import Permission, Role
from domain.problems import reason_given
from domain.staff.tables import StaffMember, StaffSession
from domain.throttles.limits import DISABLED_AFTER
from domain.unit_of_work import UnitOfWork


class LastAdministrator(ValueError):
    """Nobody else who can sign in is an administrator."""


class NotStopped(ValueError):
    """The person's sign-in is not stopped, or their account is as it was asked to be."""


@dataclass(frozen=True)
class Rights:
    """Roles, districts and whether restricted submissions are seen."""

    roles: tuple[Role, ...]
    districts: tuple[str, ...] = ()
    cleared: bool = False


def may_change(actor: Actor, member: StaffMember) -> bool:
    """Say whether the actor may change somebody's rights, or disable or enable the account."""
    own = object_rules.is_own_account(actor, member.id)
    return actor.may(Permission.MANAGE_STAFF) and not own


def change(work: UnitOfWork, member: StaffMember, rights: Rights) -> None:
    """Give somebody other rights. Raises RolesIncompatible, LastAdministrator, NotPermitted."""
    _check(work, member)
    permissions.check_roles(rights.roles)
    if Role.ADMINISTRATOR not in rights.roles:
        _check_not_last(work, member)
    member.roles = sorted({str(role) for role in rights.roles})
    member.districts = sorted(set(rights.districts))
    member.cleared = rights.cleared
    work.record(
        audit.StaffRightsChanged(
            member,
            roles=tuple(member.roles),
            districts=tuple(member.districts),
            cleared=member.cleared,
        )
    )


def disable(work: UnitOfWork, member: StaffMember, reason: str) -> None:
    """Keep somebody out at once; their sessions end. Raises LastAdministrator, NotAccepted."""
    _check(work, member)
    if member.disabled_at is not None:
        raise NotStopped("The account is disabled already")
    _check_not_last(work, member)
    member.disabled_at = work.now
    work.record(audit.StaffDisabled(member, reason=reason_given(reason)))
    end_sessions(work, member, "the account was disabled")


def enable(work: UnitOfWork, member: StaffMember, reason: str) -> None:
    """Let somebody in again, with the password and the factors they had."""
    _check(work, member)
    if member.disabled_at is None:
        raise NotStopped("The account is not disabled")
    member.disabled_at = None
    work.record(audit.StaffEnabled(member, reason=reason_given(reason)))


def is_stopped(member: StaffMember) -> bool:
    """Say whether sign-in stopped after too many failures."""
    return member.failures >= DISABLED_AFTER


def stopped(work: UnitOfWork) -> list[StaffMember]:
    """Return everybody whose sign-in stopped after too many failures."""
    work.require(Permission.MANAGE_STAFF)
    query = select(StaffMember).where(StaffMember.failures >= DISABLED_AFTER)
    return list(work.session.scalars(query.order_by(StaffMember.name)))


def unlock(work: UnitOfWork, member: StaffMember, reason: str) -> None:
    """Let somebody try to sign in again. Raises NotStopped, NotAccepted."""
    _check(work, member)
    if not is_stopped(member):
        raise NotStopped("Sign-in is not stopped")
    member.failures = 0
    work.record(audit.StaffUnlocked(member, reason=reason_given(reason)))


def end_sessions(
    work: UnitOfWork, member: StaffMember, because: str, but: UUID | None = None
) -> None:
    """End every session of a person (but one)."""
    query = select(StaffSession).where(
        StaffSession.staff_id == member.id, StaffSession.ended_at.is_(None)
    )
    for session in work.session.scalars(query):
        if session.id != but:
            session.ended_at, session.ended_because = work.now, because
            work.record(audit.StaffSessionEnded(member, because=because))


def _check(work: UnitOfWork, member: StaffMember) -> None:
    work.require(Permission.MANAGE_STAFF)
    if not may_change(work.actor, member):
        raise NotPermitted("Another administrator has to change your own account")


def _check_not_last(work: UnitOfWork, member: StaffMember) -> None:
    """Lock the administrators, so that two of them cannot remove each other at once."""
    query = select(StaffMember.id, StaffMember.password_hash).where(
        literal(Role.ADMINISTRATOR.value) == any_(StaffMember.roles),
        StaffMember.disabled_at.is_(None),
    )
    # In one order, so that two who try at once wait for one another.
    found = work.session.execute(query.order_by(StaffMember.id).with_for_update()).all()
    administrators = {row.id for row in found if row.password_hash is not None}
    if member.id in {row.id for row in found} and not administrators - {member.id}:
        raise LastAdministrator(f"{member.name} is the only administrator who can sign in")
