"""Bringing in a member of staff: an account, a link to their address, a password, a first factor.

The link alone opens nothing: it lets the person choose a password, and the session that follows
can do nothing but enrol a second factor.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID

from domain import audit, letters, links
from domain.actors import VISITOR, Actor
from domain.letters import Kind
from domain.links import Holder, LinkKeys, LinkUnusable, Posting, Purpose
from domain.passwords import Passwords, policy
from domain.permissions import Permission
from domain.staff import sessions as staff_sessions
from domain.staff.accounts import NewAccount, create
from domain.staff.tables import StaffMember
from domain.unit_of_work import Sessions, UnitOfWork, reading, unit_of_work


class NotToInvite(ValueError):
    """The account is disabled, has no address, or has a password already."""


@dataclass(frozen=True, kw_only=True)
class Acceptance:
    """A password chosen by an invitation's link, from where and with what."""

    token: str = field(repr=False)
    password: str = field(repr=False)
    address: str
    device: str
    at: datetime
    context: tuple[str, ...] = ()


def may_invite(actor: Actor, member: StaffMember) -> bool:
    """Say whether the actor may send somebody an invitation (again)."""
    waits = member.password_hash is None and member.disabled_at is None and bool(member.email)
    return waits and actor.may(Permission.MANAGE_STAFF)


def invite(work: UnitOfWork, account: NewAccount, keys: LinkKeys) -> StaffMember:
    """Make an account and send the person a link. Raises UsernameTaken, RolesIncompatible."""
    checked = letters.checked_address(account.email or "")
    member = create(work, account)
    member.email, member.password_hash = checked, None
    invite_again(work, member, keys)
    return member


def invite_again(work: UnitOfWork, member: StaffMember, keys: LinkKeys) -> None:
    """Send a link to choose a password; older ones end. Raises NotToInvite."""
    work.require(Permission.MANAGE_STAFF)
    if not may_invite(work.actor, member):
        raise NotToInvite("The account is disabled, has no address, or has a password already")
    work.session.flush()
    holder = Holder(staff_id=member.id)
    links.send(work, keys, Purpose.STAFF_ACTIVATION, holder, Posting(Kind.STAFF_INVITATION))
    work.record(audit.StaffInvited(member))


def accept(sessions: Sessions, passwords: Passwords, keys: LinkKeys, given: Acceptance) -> str:
    """Choose the first password by the link; return the token of a session to enrol a factor in.

    Raises LinkUnusable, PasswordRefused (the link is still good then).
    """
    link = links.look_at(sessions, keys, Purpose.STAFF_ACTIVATION, given.token, given.at)
    with reading(sessions, VISITOR, given.at) as work:
        member = usable(work, link.staff_id)
    judge(member, given.password, (*given.context, given.token))
    hashed = passwords.hashed(given.password)
    with unit_of_work(sessions, VISITOR, given.at) as work:
        links.use(work, keys, Purpose.STAFF_ACTIVATION, given.token)
        member = usable(work, link.staff_id)
        member.password_hash, member.failures = hashed, 0
        work.record(audit.StaffPasswordChosen(member))
        return staff_sessions.start(work, member.id, given.address, given.device, enrolling=True)


def judge(member: StaffMember, password: str, context: Iterable[str] = ()) -> None:
    """Raise PasswordRefused, with reasons, unless somebody may have this password."""
    policy.check(password, (member.name, member.username, *context))


def usable(work: UnitOfWork, staff_id: UUID | None) -> StaffMember:
    """Return somebody by a link's or session's id. Raises LinkUnusable if they are disabled."""
    member = work.session.get_one(StaffMember, staff_id, with_for_update={"key_share": True})
    if member.disabled_at is not None:
        raise LinkUnusable("This link has been used, replaced by a newer one, or is too old")
    return member
