"""Partners' sessions: many at once on one shared log-on, each with a token only its browser has."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from sqlalchemy import ForeignKey, select
from sqlalchemy.orm import Mapped, mapped_column

from domain import audit, ids, tokens
from domain.actors import Actor, ActorKind
from domain.organisations.tables import Organisation, PartnerPasskey
from domain.permissions import PARTNER
from domain.tables import Table
from domain.unit_of_work import UnitOfWork

IDLE = timedelta(minutes=30)
ABSOLUTE = timedelta(hours=12)
TOUCH_EVERY = timedelta(seconds=60)


class PartnerSession(Table):
    """One browser in which an organisation's shared password, or a passkey, was given.

    `passkey_id`: which passkey opened it; `answered`: the hash of the challenge that was answered,
    which opens no other. `challenge`: what a passkey that is being added has to sign.
    """

    __tablename__ = "partner_session"

    id: Mapped[UUID] = mapped_column(primary_key=True, default=ids.new)
    organisation_id: Mapped[UUID] = mapped_column(ForeignKey("organisation.id"), index=True)
    token_hash: Mapped[bytes] = mapped_column(unique=True)
    opened_at: Mapped[datetime]
    seen_at: Mapped[datetime]
    ended_at: Mapped[datetime | None]
    ended_because: Mapped[str | None]
    opened_by: Mapped[str | None]
    address: Mapped[str]
    device: Mapped[str]
    passkey_id: Mapped[UUID | None] = mapped_column(ForeignKey("partner_passkey.id"))
    answered: Mapped[bytes | None] = mapped_column(unique=True)
    challenge: Mapped[bytes | None]
    challenge_at: Mapped[datetime | None]


@dataclass(frozen=True)
class Current:
    """A partner's session that is open now."""

    id: UUID
    organisation_id: UUID
    organisation_name: str
    opened_at: datetime
    seen_at: datetime

    def seconds_left(self, now: datetime) -> int:
        """Return how long the session lasts if nothing more happens in it."""
        ends_at = min(self.seen_at + IDLE, self.opened_at + ABSOLUTE)
        return max(0, int((ends_at - now).total_seconds()))

    def as_actor(self) -> Actor:
        """Return the organisation, in this session, as somebody who acts."""
        return Actor(
            kind=ActorKind.PARTNER,
            name=self.organisation_name,
            permissions=PARTNER,
            id=self.organisation_id,
            organisation_id=self.organisation_id,
            session_id=self.id,
        )


def start(
    work: UnitOfWork,
    organisation: Organisation,
    address: str,
    device: str,
    opened_by: str | None = None,
) -> tuple[PartnerSession, str]:
    """Open a session and return it with its token, which is kept nowhere but in the browser."""
    session, token = _opened(work, organisation.id, address, device)
    session.opened_by = opened_by
    _insert(work, session)
    work.record(audit.PartnerSignedIn(organisation, address=address, device=device))
    return session, token


def start_with(
    work: UnitOfWork, passkey: PartnerPasskey, address: str, device: str, challenge: bytes
) -> tuple[PartnerSession, str]:
    """Open a session by a passkey that answered a challenge; the database lets it open one alone.

    The passkey says who it is. Raises IntegrityError if the challenge was answered before.
    """
    session, token = _opened(work, passkey.organisation_id, address, device)
    session.opened_by, session.passkey_id = passkey.person, passkey.id
    session.answered = hashlib.sha256(challenge).digest()
    _insert(work, session)
    organisation = work.session.get_one(Organisation, passkey.organisation_id)
    happened = audit.PartnerSignedInWithPasskey(
        organisation, address=address, device=device, passkey=passkey.id
    )
    work.record(happened)
    return session, token


def _opened(
    work: UnitOfWork, organisation_id: UUID, address: str, device: str
) -> tuple[PartnerSession, str]:
    token = tokens.new_token()
    session = PartnerSession(
        id=ids.new(),
        organisation_id=organisation_id,
        token_hash=tokens.hashed(token),
        opened_at=work.now,
        seen_at=work.now,
        address=address,
        device=device,
    )
    return session, token


def _insert(work: UnitOfWork, session: PartnerSession) -> None:
    row = {column.name: getattr(session, column.name) for column in PartnerSession.__table__.c}
    work.insert(PartnerSession.__table__, row)


def earlier(work: UnitOfWork, token: str) -> UUID | None:
    """Return the session that this browser had before, if nobody ended it.

    One that ran out by itself counts; one that was signed out or revoked does not, and what was
    left in it stays shut.
    """
    query = select(PartnerSession.id).where(
        PartnerSession.token_hash == tokens.hashed(token),
        PartnerSession.organisation_id == work.actor.organisation_id,
        PartnerSession.id != work.actor.session_id,
        PartnerSession.ended_at.is_(None),
    )
    return work.session.scalar(query)


def end(work: UnitOfWork, session_id: UUID, because: str) -> None:
    """End a session of the actor's organisation, if it has one with this id that is still open."""
    query = select(PartnerSession).where(
        PartnerSession.id == session_id,
        PartnerSession.organisation_id == work.actor.organisation_id,
        PartnerSession.ended_at.is_(None),
    )
    session = work.session.scalar(query)
    if session is None:
        return
    session.ended_at, session.ended_because = work.now, because
    organisation = work.session.get_one(Organisation, session.organisation_id)
    work.record(audit.PartnerSessionEnded(organisation, because=because))
