"""Where letters about an account go: changed by another administrator, old and new are told.

Whoever holds the mailbox can ask for a new password, so that links sent before end, as sessions do.
"""

from __future__ import annotations

from domain import audit, letters, links
from domain.actors import Actor
from domain.letters import Kind, To
from domain.links import Holder, Purpose
from domain.permissions import Permission
from domain.problems import reason_given
from domain.staff import rights
from domain.staff.tables import StaffMember
from domain.unit_of_work import UnitOfWork

OWN_LINKS = (Purpose.STAFF_ACTIVATION, Purpose.STAFF_RENEWAL, Purpose.STAFF_RECOVERY)


class AddressUnchanged(ValueError):
    """That is their address already, or the account is one's own."""


def may_change(actor: Actor, member: StaffMember) -> bool:
    """Say whether the actor may change somebody's address."""
    return rights.may_change(actor, member) and member.disabled_at is None


def change(work: UnitOfWork, member: StaffMember, address: str, reason: str) -> None:
    """Send letters elsewhere from now on; their sessions and links end, both addresses are told.

    Raises AddressUnusable, AddressUnchanged, NotAccepted.
    """
    work.require(Permission.MANAGE_STAFF)
    new, old = letters.checked_address(address), member.email
    if not may_change(work.actor, member) or new == old:
        raise AddressUnchanged("That is their address already, or not yours to change")
    member.email = new
    work.record(audit.StaffAddressChanged(member, reason=reason_given(reason)))
    rights.end_sessions(work, member, "their address was changed")
    for purpose in OWN_LINKS:
        links.revoke(work, purpose, Holder(staff_id=member.id))
    for each in (old, new):
        if each:
            to = To(staff_id=member.id, address=each)
            letters.write(work, Kind.STAFF_ADDRESS_CHANGED, to, {"at": work.now})
