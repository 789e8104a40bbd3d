"""Whom a provider of single sign-on knows a member of staff as: its own number for the person.

It is bound to the account when somebody first comes that way, once they have given a second factor
of ours as well: a username that the provider states is never enough. From then on the number
counts, whatever name or address the provider has for it.
"""

from __future__ import annotations

from uuid import UUID

from sqlalchemy import select

from domain import audit, letters, object_rules
from domain.actors import Actor
from domain.letters import Kind, To
from domain.permissions import Permission
from domain.problems import reason_given
from domain.staff.tables import StaffMember, StaffSession
from domain.unit_of_work import UnitOfWork

ANOTHER = "the provider knows the account as somebody else"


class NotBound(ValueError):
    """No provider knows the person."""


def find(work: UnitOfWork, issuer: str, subject: str, username: str) -> StaffMember | None:
    """Return, locked, whose account it is: by the provider's number, or by name the first time."""
    same = (StaffMember.identity_issuer == issuer) & (StaffMember.identity_subject == subject)
    lock = select(StaffMember).with_for_update()
    bound = work.session.scalar(lock.where(same))
    return bound or work.session.scalar(lock.where(StaffMember.username == username))


def is_another(member: StaffMember, issuer: str, subject: str) -> bool:
    """Say whether this provider knows the account as somebody else already."""
    return member.identity_issuer == issuer and member.identity_subject != subject


def is_bound(member: StaffMember, issuer: str, subject: str) -> bool:
    """Say whether this provider knows the account as this person."""
    return (member.identity_issuer, member.identity_subject) == (issuer, subject)


def bind(work: UnitOfWork, member: StaffMember, session_id: UUID) -> bool:
    """Bind whom a provider vouched for in a session to the account, unless it is; False if another.

    To be called once a second factor of ours was right, with the account locked.
    """
    session = work.session.get_one(StaffSession, session_id)
    issuer, subject = session.identity_issuer, session.identity_subject
    if issuer is None or subject is None or is_bound(member, issuer, subject):
        return True
    if find(work, issuer, subject, member.username) is not member or is_another(
        member, issuer, subject
    ):
        return False
    member.identity_issuer, member.identity_subject = issuer, subject
    work.record(audit.StaffIdentityBound(member, issuer=issuer, identity=subject))
    if member.email:
        letters.write(work, Kind.STAFF_SIGN_ON_BOUND, To(staff_id=member.id), {"at": work.now})
    return True


def may_release(actor: Actor, member: StaffMember) -> bool:
    """Say whether the actor may have the provider's number for somebody forgotten."""
    own = object_rules.is_own_account(actor, member.id)
    return actor.may(Permission.MANAGE_STAFF) and not own and member.identity_subject is not None


def release(work: UnitOfWork, member: StaffMember, reason: str) -> None:
    """Forget whom the provider knows somebody as: it is found anew the next time.

    Sessions that were opened that way end. Raises NotBound, NotAccepted.
    """
    work.require(Permission.MANAGE_STAFF)
    issuer = member.identity_issuer
    if not may_release(work.actor, member) or issuer is None:
        raise NotBound("It is your own account, or single sign-on does not know it")
    why = reason_given(reason)
    member.identity_issuer = member.identity_subject = None
    work.record(audit.StaffIdentityReleased(member, issuer=issuer, reason=why))
    _end_sessions(work, member)


def _end_sessions(work: UnitOfWork, member: StaffMember) -> None:
    query = select(StaffSession).where(
        StaffSession.staff_id == member.id,
        StaffSession.identity_subject.is_not(None),
        StaffSession.ended_at.is_(None),
    )
    because = "single sign-on was released"
    for session in work.session.scalars(query):
        session.ended_at, session.ended_because = work.now, because
        work.record(audit.StaffSessionEnded(member, because=because))
