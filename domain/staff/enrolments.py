"""Enrolling the first second factor, in a session that a one-time link opened and nothing else."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID

from domain import audit
from domain.actors import Actor, ActorKind
from domain.passwords import Passwords
from domain.staff import factors, recovery_codes
from domain.staff import sessions as staff_sessions
from domain.staff.factors import Proof
from domain.staff.invitations import usable
from domain.staff.tables import StaffFactor, StaffMember, StaffSession
from domain.unit_of_work import Sessions, UnitOfWork, unit_of_work

Keep = Callable[[UnitOfWork, StaffMember], StaffFactor]


class NotEnrolling(ValueError):
    """A first factor is enrolled only in a session that a one-time link opened."""


@dataclass(frozen=True)
class EnrolmentKeys:
    """What hashes recovery codes, and the key that seals secrets (`triage-field`)."""

    passwords: Passwords
    field_key: bytes = field(repr=False)


@dataclass(frozen=True)
class Enrolled:
    """A session that is confirmed now: its new token, and recovery codes to show once."""

    token: str = field(repr=False)
    codes: list[str] = field(repr=False)


def enrol_first(
    sessions: Sessions,
    current: staff_sessions.Current,
    keys: EnrolmentKeys,
    proof: Proof,
    now: datetime,
) -> Enrolled:
    """Enrol an authenticator app as the first factor. Raises NotEnrolling or CodeWrong."""

    def keep(work: UnitOfWork, member: StaffMember) -> StaffFactor:
        return factors.enrol(work, member, keys.field_key, proof)

    return enrol_first_by(sessions, current, keys.passwords, keep, now)


def enrol_first_by(
    sessions: Sessions,
    current: staff_sessions.Current,
    passwords: Passwords,
    keep: Keep,
    now: datetime,
) -> Enrolled:
    """Enrol the first factor in a session that a link opened, and confirm the session by it.

    `keep` keeps a factor that its owner has proved, of whatever kind. Raises NotEnrolling.
    """
    door = Actor(kind=ActorKind.STAFF, name=current.name, id=current.staff_id)
    with unit_of_work(sessions, door, now) as work:
        session = work.session.get_one(StaffSession, current.id, with_for_update=True)
        if not session.enrolling or session.confirmed_at is not None:
            raise NotEnrolling("Sign in with the second factor you have")
        member = usable(work, current.staff_id)
        factor = keep(work, member)
        codes = recovery_codes.renew(work, passwords, member)
        session.enrolling = False
        work.record(audit.StaffSignedIn(member, address=current.address, factor=factor.kind))
        return Enrolled(staff_sessions.confirm(work, current.id), codes)


def is_enrolling(work: UnitOfWork, session_id: UUID) -> bool:
    """Say whether a session was opened by a link and waits for a first factor."""
    session = work.session.get(StaffSession, session_id)
    return session is not None and session.enrolling and session.confirmed_at is None
