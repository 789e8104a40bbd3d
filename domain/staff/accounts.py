"""Accounts of police staff: making one, and giving it a second factor."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import select

from domain import audit, ids, permissions, second_factors
from domain.permissions import Permission, Role
from domain.sealing import Context
from domain.sealing.symmetric import open_field, seal_field
from domain.staff.tables import FactorKind, StaffFactor, StaffMember
from domain.unit_of_work import UnitOfWork


class UsernameTaken(ValueError):
    """Somebody has that username already."""


@dataclass(frozen=True, kw_only=True)
class NewAccount:
    """What is asked to make an account."""

    username: str
    name: str
    roles: tuple[Role, ...]
    districts: tuple[str, ...] = ()
    cleared: bool = False
    email: str | None = None
    password_hash: str | None = None


def create(work: UnitOfWork, account: NewAccount) -> StaffMember:
    """Make an account. Raises UsernameTaken, or RolesIncompatible."""
    work.require(Permission.MANAGE_STAFF)
    permissions.check_roles(account.roles)
    username = account.username.strip().casefold()
    if work.session.scalar(select(StaffMember.id).where(StaffMember.username == username)):
        raise UsernameTaken(f"somebody has the username {username} already")
    member = StaffMember(
        id=ids.new(),
        username=username,
        name=account.name,
        email=account.email,
        roles=[str(role) for role in account.roles],
        districts=list(account.districts),
        cleared=account.cleared,
        password_hash=account.password_hash,
        created_at=work.now,
    )
    work.session.add(member)
    work.record(audit.StaffCreated(member, roles=tuple(member.roles)))
    return member


def add_totp(work: UnitOfWork, member: StaffMember, key: bytes, label: str) -> str:
    """Give somebody a second factor and return its secret (base32), which is kept sealed."""
    secret, factor_id = second_factors.new_secret(), ids.new()
    sealed = seal_field(key, secret.encode(), factor_context(factor_id))
    work.session.flush()
    work.session.add(
        StaffFactor(
            id=factor_id,
            staff_id=member.id,
            kind=FactorKind.TOTP,
            label=label,
            secret=sealed,
            created_at=work.now,
        )
    )
    return secret


def secret_of(factor: StaffFactor, key: bytes) -> str:
    """Return the opened secret of a factor."""
    return open_field(key, factor.secret, factor_context(factor.id)).decode()


def factor_context(factor_id: UUID) -> Context:
    """Return where the sealed secret of a factor belongs."""
    return Context("staff-factor", factor_id, None, "secret")
