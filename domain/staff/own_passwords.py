"""One's own password: forgotten (by a link; the second factor is still asked for), or changed."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime, timedelta

from sqlalchemy import select

from domain import audit, letters, links
from domain.actors import VISITOR, Actor
from domain.letters import Kind, To
from domain.links import Holder, LinkKeys, Posting, Purpose
from domain.passwords import Passwords
from domain.passwords.policy import Change, PasswordRefused
from domain.staff import notices, rights
from domain.staff.invitations import judge, usable
from domain.staff.tables import StaffMember
from domain.unit_of_work import Sessions, UnitOfWork, reading, unit_of_work

NOT_AGAIN_WITHIN = timedelta(minutes=2)
WRONG = "The present password is wrong"


@dataclass(frozen=True, kw_only=True)
class Choice:
    """Another password, chosen by a link."""

    token: str = field(repr=False)
    password: str = field(repr=False)
    at: datetime
    context: tuple[str, ...] = ()


def forgotten(sessions: Sessions, keys: LinkKeys, username: str, now: datetime) -> None:
    """Send somebody a link to choose another password; answer alike whether or not it does."""
    query = select(StaffMember).where(
        StaffMember.username == username.strip().casefold(),
        StaffMember.disabled_at.is_(None),
        StaffMember.email.is_not(None),
        StaffMember.password_hash.is_not(None),
    )
    with unit_of_work(sessions, VISITOR, now) as work:
        member = work.session.scalar(query.with_for_update(key_share=True))
        if member is None:
            return
        holder, soon = Holder(staff_id=member.id), now - NOT_AGAIN_WITHIN
        if links.made_since(work, Purpose.STAFF_RENEWAL, holder, soon):
            return
        links.send(work, keys, Purpose.STAFF_RENEWAL, holder, Posting(Kind.STAFF_RENEWAL))
        work.record(audit.StaffPasswordForgotten(member))


def choose(sessions: Sessions, passwords: Passwords, keys: LinkKeys, choice: Choice) -> None:
    """Set another password by a link and end all sessions; it opens none, factors stay.

    Raises LinkUnusable, PasswordRefused (the link is still good then).
    """
    link = links.look_at(sessions, keys, Purpose.STAFF_RENEWAL, choice.token, choice.at)
    with reading(sessions, VISITOR, choice.at) as work:
        member = usable(work, link.staff_id)
    judge(member, choice.password, (*choice.context, choice.token))
    hashed = passwords.hashed(choice.password)
    with unit_of_work(sessions, VISITOR, choice.at) as work:
        links.use(work, keys, Purpose.STAFF_RENEWAL, choice.token)
        _renew(work, usable(work, link.staff_id), hashed, None)


def change(
    sessions: Sessions, passwords: Passwords, actor: Actor, change: Change
) -> tuple[str, ...]:
    """Change one's own password and end all other sessions; return why not, or nothing once done.

    A wrong present password counts as a failure and is recorded.
    """
    with reading(sessions, actor, change.at) as work:
        member = usable(work, actor.id)
    stored, reasons = member.password_hash, _reasons(member, change)
    right = passwords.matches(stored, change.current)
    hashed = passwords.hashed(change.new) if right and not reasons else None
    with unit_of_work(sessions, actor, change.at) as work:
        member = usable(work, actor.id)
        if not right or member.password_hash != stored or rights.is_stopped(member):
            member.failures += 1
            because = "wrong password when changing it"
            work.record(audit.StaffRefused(member, address=change.address, because=because))
            notices.refused(work, member)
            return (WRONG,)
        if hashed is not None:
            _renew(work, member, hashed, actor)
    return reasons


def _reasons(member: StaffMember, change: Change) -> tuple[str, ...]:
    try:
        judge(member, change.new, change.context)
    except PasswordRefused as refused:
        return refused.reasons
    return ()


def _renew(work: UnitOfWork, member: StaffMember, hashed: str, actor: Actor | None) -> None:
    member.password_hash, member.failures = hashed, 0
    work.record(audit.StaffPasswordChosen(member))
    but = actor.session_id if actor else None
    rights.end_sessions(work, member, "the password was changed", but)
    if member.email:
        letters.write(work, Kind.STAFF_RENEWED, To(staff_id=member.id), {"at": work.now})
