"""Coming in by single sign-on: a provider vouches for somebody in place of their password.

It makes no account, and it opens none by itself: a second factor of ours is asked next, unless
configuration trusts the provider's and the account was bound to this very person before.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID

from sqlalchemy.exc import IntegrityError

from domain import audit, tokens
from domain.actors import VISITOR, Actor, ActorKind
from domain.staff import identities, notices, sign_in
from domain.staff import sessions as staff_sessions
from domain.staff.tables import StaffMember, StaffSession
from domain.unit_of_work import Sessions, UnitOfWork, reading, unit_of_work

UNKNOWN = "nobody here has the account that the provider vouched for"
AGAIN = "an answer of the provider was given again"
FACTOR = "a second factor of the provider"


@dataclass(frozen=True, kw_only=True)
class Vouched:
    """Whom a provider vouched for, checked; whence they come, with what, when.

    `state`: the secret of this one sign-on. `second_factor`: the provider states that it asked for
    one, and configuration takes its word.
    """

    issuer: str
    subject: str
    username: str
    state: str = field(repr=False)
    second_factor: bool
    address: str
    device: str
    at: datetime


@dataclass(frozen=True)
class Admitted:
    """A session was opened; unless it is confirmed, it may do nothing but give a second factor."""

    token: str = field(repr=False)
    confirmed: bool


def admit(sessions: Sessions, vouched: Vouched) -> Admitted | None:
    """Open a session for whom a provider vouched, or record why not. It opens one, ever."""
    try:
        token = _opened(sessions, vouched)
    except IntegrityError:  # another session has this state already
        refused(sessions, vouched.address, AGAIN, vouched.at)
        return None
    if token is None:
        return None
    confirmed = vouched.second_factor and _confirmed(sessions, token, vouched)
    return Admitted(confirmed or token, bool(confirmed))


def opened(work: UnitOfWork, session_id: UUID) -> bool:
    """Say whether a session was opened by single sign-on, and not by a password."""
    session = work.session.get(StaffSession, session_id)
    return session is not None and session.identity_subject is not None


def refused(sessions: Sessions, address: str, because: str, at: datetime) -> None:
    """Record that a provider's answer let nobody in, where it is not about an account."""
    with reading(sessions, VISITOR, at) as work:
        work.record(audit.SignOnRefused(audit.SINGLE_SIGN_ON, address=address, because=because))


def _opened(sessions: Sessions, vouched: Vouched) -> str | None:
    with unit_of_work(sessions, VISITOR, vouched.at) as work:
        username = vouched.username.strip().casefold()
        member = identities.find(work, vouched.issuer, vouched.subject, username)
        if member is None:
            happened = audit.SignOnRefused(
                audit.SINGLE_SIGN_ON, address=vouched.address, because=UNKNOWN
            )
            work.record(happened)
            return None
        if because := _shut_out(member, vouched):
            work.record(audit.StaffRefused(member, address=vouched.address, because=because))
            return None
        token = staff_sessions.start(
            work,
            member.id,
            vouched.address,
            vouched.device,
            state_hash=tokens.hashed(vouched.state),
            identity_issuer=vouched.issuer,
            identity_subject=vouched.subject,
        )
        work.session.flush()
        return token


def _shut_out(member: StaffMember, vouched: Vouched) -> str | None:
    if identities.is_another(member, vouched.issuer, vouched.subject):
        return identities.ANOTHER
    return sign_in.shut_out(member)


def _confirmed(sessions: Sessions, token: str, vouched: Vouched) -> str | None:
    """Confirm by the provider's second factor, if the account is bound: the first time asks ours.

    It does not make the session fresh: what is sensitive asks for a second factor of ours.
    """
    current = staff_sessions.current(sessions, token, vouched.at)
    if current is None:
        return None
    person = Actor(kind=ActorKind.STAFF, name=current.name, id=current.staff_id)
    with unit_of_work(sessions, person, vouched.at) as work:
        member = work.session.get_one(StaffMember, current.staff_id, with_for_update=True)
        if not identities.is_bound(member, vouched.issuer, vouched.subject):
            return None
        return _let_in(work, member, current)


def _let_in(work: UnitOfWork, member: StaffMember, current: staff_sessions.Current) -> str:
    work.record(audit.StaffSignedOn(member, address=current.address, factor=FACTOR))
    notices.signed_in(work, member, current.id)
    return staff_sessions.confirm(work, current.id, fresh=False)
