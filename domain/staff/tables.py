"""The tables of police staff: accounts, second factors, sessions."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum
from typing import Any, Protocol
from uuid import UUID

from sqlalchemy import BigInteger, ForeignKey, Row, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from domain import ids
from domain.actors import Actor, ActorKind
from domain.permissions import Role, of_roles
from domain.tables import Audited, Table


class StaffMember(Audited, Table):
    """Somebody who works in the triage unit, administers the service or audits it.

    `identity_issuer`, `identity_subject`: whom a provider of single sign-on knows them as, since
    they first came that way.
    """

    __tablename__ = "staff_member"
    __table_args__ = (UniqueConstraint("identity_issuer", "identity_subject"),)

    username: Mapped[str] = mapped_column(unique=True)
    name: Mapped[str]
    email: Mapped[str | None]
    roles: Mapped[list[str]]
    districts: Mapped[list[str]] = mapped_column(default=list)
    cleared: Mapped[bool] = mapped_column(default=False)
    password_hash: Mapped[str | None]
    failures: Mapped[int] = mapped_column(default=0)
    created_at: Mapped[datetime]
    disabled_at: Mapped[datetime | None]
    identity_issuer: Mapped[str | None]
    identity_subject: Mapped[str | None]
    version: Mapped[int] = mapped_column()

    __mapper_args__ = {"version_id_col": version}

    @property
    def title(self) -> str:
        """How the audit trail names a member of staff."""
        return self.name

    def as_actor(self, session_id: UUID | None = None) -> Actor:
        """Return the member of staff as somebody who acts."""
        return as_actor(self, session_id)


class Person(Protocol):
    """What is needed of a row to act as the person it is about."""

    id: Any
    name: Any
    roles: Any
    cleared: Any


def as_actor(person: Person | Row[Any], session_id: UUID | None) -> Actor:
    """Return a person, of whom the row holds at least these columns, as somebody who acts."""
    return Actor(
        kind=ActorKind.STAFF,
        name=person.name,
        permissions=of_roles([Role(role) for role in person.roles]),
        id=person.id,
        session_id=session_id,
        cleared=person.cleared,
    )


class FactorKind(StrEnum):
    """What sort of second factor it is."""

    TOTP = "code from an app"
    PASSKEY = "passkey"


class StaffFactor(Table):
    """A second factor of one person. `secret` is sealed under a key outside the database.

    Of a passkey that is the public key: nobody adds one by writing into the database alone.
    """

    __tablename__ = "staff_factor"

    id: Mapped[UUID] = mapped_column(primary_key=True, default=ids.new)
    staff_id: Mapped[UUID] = mapped_column(ForeignKey("staff_member.id"), index=True)
    kind: Mapped[str]
    label: Mapped[str]
    secret: Mapped[bytes]
    last_step: Mapped[int | None]
    credential_id: Mapped[bytes | None] = mapped_column(unique=True)
    sign_count: Mapped[int | None] = mapped_column(BigInteger())
    created_at: Mapped[datetime]
    revoked_at: Mapped[datetime | None]


class StaffRecoveryCode(Table):
    """A code on paper in place of a lost factor, as a slow hash; it serves once."""

    __tablename__ = "staff_recovery_code"

    id: Mapped[UUID] = mapped_column(primary_key=True, default=ids.new)
    staff_id: Mapped[UUID] = mapped_column(ForeignKey("staff_member.id"), index=True)
    code_hash: Mapped[str]
    made_at: Mapped[datetime]
    used_at: Mapped[datetime | None]
    revoked_at: Mapped[datetime | None]


class StaffSession(Table):
    """One browser in which a member of staff gave a first factor, and then a second.

    `enrolling`: it was opened by a one-time link, and its first factor is enrolled in it.
    `fresh_at`: when a second factor was last given in it. `challenge`: what a passkey has to
    sign next in this session, and no other. `state_hash`: of the single sign-on that opened it in
    place of a password, which opens no other; `identity_…`: whom the provider vouched for.
    """

    __tablename__ = "staff_session"

    id: Mapped[UUID] = mapped_column(primary_key=True, default=ids.new)
    staff_id: Mapped[UUID] = mapped_column(ForeignKey("staff_member.id"), index=True)
    token_hash: Mapped[bytes] = mapped_column(unique=True)
    opened_at: Mapped[datetime]
    seen_at: Mapped[datetime]
    confirmed_at: Mapped[datetime | None]
    fresh_at: Mapped[datetime | None]
    enrolling: Mapped[bool] = mapped_column(default=False)
    challenge: Mapped[bytes | None]
    challenge_for: Mapped[str | None]
    challenge_at: Mapped[datetime | None]
    state_hash: Mapped[bytes | None] = mapped_column(unique=True)
    identity_issuer: Mapped[str | None]
    identity_subject: Mapped[str | None]
    ended_at: Mapped[datetime | None]
    ended_because: Mapped[str | None]
    address: Mapped[str]
    device: Mapped[str]
