"""A lost factor: another administrator ends all of them, and the person enrols again.

It takes the link in their mailbox and their password; the administrator learns neither.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime

from domain import audit, links, object_rules
from domain.actors import VISITOR, Actor
from domain.letters import Kind
from domain.links import Holder, LinkKeys, Posting, Purpose
from domain.passwords import Passwords
from domain.permissions import Permission
from domain.problems import reason_given
from domain.staff import factors, recovery_codes, rights
from domain.staff import sessions as staff_sessions
from domain.staff.invitations import usable
from domain.staff.tables import StaffMember
from domain.throttles.limits import DISABLED_AFTER
from domain.unit_of_work import Sessions, UnitOfWork, reading, unit_of_work


class NotToRecover(ValueError):
    """It is one's own account, or one that is disabled, has no address or no password yet."""


@dataclass(frozen=True, kw_only=True)
class Return:
    """Somebody comes back by a recovery link, with their password."""

    token: str = field(repr=False)
    password: str = field(repr=False)
    address: str
    device: str
    at: datetime


def may_recover(actor: Actor, member: StaffMember) -> bool:
    """Say whether the actor may end somebody's factors so that they enrol again."""
    can_return = member.disabled_at is None and bool(member.email and member.password_hash)
    own = object_rules.is_own_account(actor, member.id)
    return actor.may(Permission.MANAGE_STAFF) and not own and can_return


def recover(work: UnitOfWork, member: StaffMember, keys: LinkKeys, reason: str) -> None:
    """End every factor, code and session of somebody and send them a link (ten minutes).

    Raises NotToRecover, or NotAccepted.
    """
    work.require(Permission.MANAGE_STAFF)
    if not may_recover(work.actor, member):
        raise NotToRecover("It is your own account, or one that nobody could return to")
    why = reason_given(reason)
    factors.revoke_all(work, member)
    recovery_codes.end_all(work, member)
    rights.end_sessions(work, member, "the second factors were ended")
    holder = Holder(staff_id=member.id)
    links.send(work, keys, Purpose.STAFF_RECOVERY, holder, Posting(Kind.STAFF_RECOVERY))
    work.record(audit.StaffFactorsRecovered(member, reason=why))


def come_back(
    sessions: Sessions, passwords: Passwords, keys: LinkKeys, given: Return
) -> str | None:
    """Open a session to enrol a factor in, if the password is right too; None if it is wrong.

    A wrong password leaves the link good and counts as a failure. Raises LinkUnusable.
    """
    link = links.look_at(sessions, keys, Purpose.STAFF_RECOVERY, given.token, given.at)
    with reading(sessions, VISITOR, given.at) as work:
        stored = usable(work, link.staff_id).password_hash
    right = passwords.matches(stored, given.password)
    with unit_of_work(sessions, VISITOR, given.at) as work:
        member = usable(work, link.staff_id)
        if not right or member.password_hash != stored or member.failures >= DISABLED_AFTER:
            member.failures += 1
            because = "wrong password with a recovery link"
            work.record(audit.StaffRefused(member, address=given.address, because=because))
            return None
        links.use(work, keys, Purpose.STAFF_RECOVERY, given.token)
        return staff_sessions.start(work, member.id, given.address, given.device, enrolling=True)
