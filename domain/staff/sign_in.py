"""How staff sign in: a password, then a second factor, known and unknown names answered alike."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import bindparam, select

from domain import audit, second_factors
from domain.actors import VISITOR, Actor, ActorKind
from domain.passwords import Passwords
from domain.staff import identities, notices
from domain.staff import sessions as staff_sessions
from domain.staff.accounts import secret_of
from domain.staff.tables import FactorKind, StaffFactor, StaffMember, StaffSession
from domain.throttles.limits import DISABLED_AFTER
from domain.unit_of_work import Sessions, UnitOfWork, unit_of_work

SWITCHED_OFF = "passwords are switched off"

_NAMED = select(StaffMember.id, StaffMember.password_hash).where(
    StaffMember.username == bindparam("name")
)


@dataclass(frozen=True)
class Attempt:
    """Somebody at the door: username and password given, whence, with what, when.

    `only`: the one username that a password serves, where single sign-on is asked of the others.
    """

    username: str
    password: str
    address: str
    device: str
    at: datetime
    only: str = ""


@dataclass(frozen=True)
class PasswordPassed:
    """The password was right: a session that may do nothing but give a second factor."""

    staff_id: UUID
    token: str


def give_password(
    sessions: Sessions, passwords: Passwords, attempt: Attempt
) -> PasswordPassed | None:
    """Check the first factor; record it if the name is known. Nothing but the time of day leaks.

    The hash is made between two transactions: it takes long, and must not hold a row locked.
    """
    staff_id, stored = _stored(sessions, attempt.username)
    right = passwords.matches(stored, attempt.password)
    if staff_id is None:
        return None
    with unit_of_work(sessions, VISITOR, attempt.at) as work:
        member = work.session.get_one(StaffMember, staff_id, with_for_update=True)
        if refusal := _refusal(member, right, attempt.only):
            work.record(audit.StaffRefused(member, address=attempt.address, because=refusal))
            # Where passwords serve nobody, guessing them must not shut anybody out.
            if refusal != SWITCHED_OFF:
                member.failures += 1
                notices.refused(work, member)
            return None
        if passwords.needs_rehash(stored or ""):
            member.password_hash = passwords.hashed(attempt.password)
            work.record(audit.StaffPasswordRehashed(member))
        token = staff_sessions.start(work, member.id, attempt.address, attempt.device)
    return PasswordPassed(staff_id, token)


def confirm(
    sessions: Sessions, current: staff_sessions.Current, key: bytes, code: str, now: datetime
) -> str | None:
    """Check the second factor; return the session's new token, or None if the code is wrong.

    In a session that is confirmed already it makes it fresh, for what asks again (step-up).
    """
    door = Actor(kind=ActorKind.STAFF, name=current.name, id=current.staff_id)
    with unit_of_work(sessions, door, now) as work:
        member = work.session.get_one(StaffMember, current.staff_id, with_for_update=True)
        factor = _accepting(work, member, key, code)
        if factor is None:
            turn_away(work, member, current, "wrong code")
            return None
        return let_in(work, member, current, factor.kind)


def let_in(
    work: UnitOfWork, member: StaffMember, current: staff_sessions.Current, factor: str
) -> str | None:
    """Confirm a session by a second factor that was right; return its new token.

    None if whoever a provider vouched for in it has turned out to be somebody else meanwhile.
    """
    if not current.confirmed and not identities.bind(work, member, current.id):
        turn_away(work, member, current, identities.ANOTHER)
        return None
    if member.failures:
        member.failures = 0
    if current.confirmed:
        work.record(audit.StaffConfirmedAgain(member, factor=factor))
    else:
        _record(work, member, current, factor)
        notices.signed_in(work, member, current.id)
    return staff_sessions.confirm(work, current.id)


def turn_away(
    work: UnitOfWork, member: StaffMember, current: staff_sessions.Current, because: str
) -> None:
    """Count and record that a second factor was wrong; tell its owner when sign-in stops."""
    member.failures += 1
    work.record(audit.StaffRefused(member, address=current.address, because=because))
    notices.refused(work, member)


def _record(
    work: UnitOfWork, member: StaffMember, current: staff_sessions.Current, factor: str
) -> None:
    vouched = work.session.get_one(StaffSession, current.id).identity_subject is not None
    happened = audit.StaffSignedOn if vouched else audit.StaffSignedIn
    work.record(happened(member, address=current.address, factor=factor))


def _accepting(work: UnitOfWork, member: StaffMember, key: bytes, code: str) -> StaffFactor | None:
    if member.failures >= DISABLED_AFTER:
        return None
    query = select(StaffFactor).where(
        StaffFactor.staff_id == member.id,
        StaffFactor.kind == FactorKind.TOTP,
        StaffFactor.revoked_at.is_(None),
    )
    for factor in work.session.scalars(query):
        step = second_factors.accept(secret_of(factor, key), code, work.now, factor.last_step)
        if step is not None:
            factor.last_step = step
            return factor
    return None


def _stored(sessions: Sessions, username: str) -> tuple[UUID | None, str | None]:
    """Return who has that name and the hash of their password; two Nones if nobody has."""
    with sessions.begin() as session:
        row = session.connection().execute(_NAMED, {"name": username.strip().casefold()}).first()
    return (row[0], row[1]) if row else (None, None)


def shut_out(member: StaffMember) -> str | None:
    """Return why somebody may not come in, whatever they give; or None."""
    if member.disabled_at is not None:
        return "the account is disabled"
    if member.failures >= DISABLED_AFTER:
        return f"sign-in is stopped after {DISABLED_AFTER} failures"
    return None


def _refusal(member: StaffMember, right: bool, only: str) -> str | None:
    if only and member.username != only:
        return SWITCHED_OFF
    return shut_out(member) or (None if right else "wrong password")
