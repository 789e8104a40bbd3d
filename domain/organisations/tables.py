"""The tables of partner organisations and their unique URLs."""

from __future__ import annotations

from datetime import date, datetime
from enum import StrEnum
from uuid import UUID

from sqlalchemy import BigInteger, ForeignKey, Index, text
from sqlalchemy.orm import Mapped, mapped_column

from domain.tables import Audited, Table

PHONE_DIGITS = 7
"""So many last digits of a telephone number are looked up; the shortest numbers have no more."""
PHONE_END = (
    f"right(regexp_replace(split_part(lower(phone), 'x', 1), '[^0-9]', '', 'g'), {PHONE_DIGITS})"
)
"""The last digits of a partner's phone however it is typed, an "ext 12" behind it left out."""
SEARCHED = (
    "lower(name || chr(10) || mailbox || chr(10) || contact_name || chr(10) || agreement_reference)"
)
"""What administrators' words are looked for in, a line each."""
PIECE = 3
"""So many letters has a piece of the index of `SEARCHED`, made by the database's `pieces`."""


class Standing(StrEnum):
    """Whether an organisation may come in."""

    ACTIVE = "active"
    SUSPENDED = "suspended"
    CLOSED = "closed"


class Organisation(Audited, Table):
    """A partner who may submit: its own URL, a shared password and a shared mailbox."""

    __tablename__ = "organisation"
    __table_args__ = (
        Index("ix_organisation_phone_end", text(PHONE_END)),
        Index("ix_organisation_mailbox_lower", text("lower(mailbox)")),
        Index(
            "ix_organisation_pieces",
            text(f"pieces({SEARCHED})"),
            postgresql_using="gin",
            postgresql_with={"fastupdate": "off"},
        ),
        Index("ix_organisation_stopped", "name", postgresql_where=text("failures >= 100")),
    )

    name: Mapped[str] = mapped_column(unique=True)
    sector: Mapped[str]
    kind: Mapped[str]
    district: Mapped[str]
    mailbox: Mapped[str]
    contact_name: Mapped[str]
    contact_role: Mapped[str]
    phone: Mapped[str]
    agreement_reference: Mapped[str]
    agreement_purpose: Mapped[str]
    agreement_in_force: Mapped[date]
    agreement_review: Mapped[date] = mapped_column(index=True)
    agreement_owner: Mapped[str]
    agreement_signed_copy: Mapped[str] = mapped_column(server_default="")
    standing: Mapped[str] = mapped_column(default=Standing.ACTIVE)
    password_hash: Mapped[str | None]
    failures: Mapped[int] = mapped_column(default=0)
    created_at: Mapped[datetime]
    merged_into: Mapped[UUID | None] = mapped_column(ForeignKey("organisation.id"))
    version: Mapped[int] = mapped_column()

    __mapper_args__ = {"version_id_col": version}

    @property
    def title(self) -> str:
        """How the audit trail names an organisation."""
        return self.name

    @property
    def owning_organisation(self) -> UUID | None:
        """The organisation itself."""
        return self.id


class OrganisationUrl(Table):
    """A unique URL: only a keyed hash of its token, and a sealed copy to show an administrator."""

    __tablename__ = "organisation_url"

    id: Mapped[UUID] = mapped_column(primary_key=True)
    organisation_id: Mapped[UUID] = mapped_column(ForeignKey("organisation.id"), index=True)
    token_hash: Mapped[bytes] = mapped_column(unique=True)
    sealed_token: Mapped[bytes]
    created_at: Mapped[datetime]
    ends_at: Mapped[datetime | None]


class PartnerPasskey(Table):
    """A passkey of one person on one device, beside the shared password.

    `person` and `device` are what its maker typed, declared and unverified. `public_key` is sealed
    to this row and its organisation: moved to another by hand, it opens nothing.
    """

    __tablename__ = "partner_passkey"

    id: Mapped[UUID] = mapped_column(primary_key=True)
    organisation_id: Mapped[UUID] = mapped_column(ForeignKey("organisation.id"), index=True)
    person: Mapped[str]
    device: Mapped[str]
    credential_id: Mapped[bytes] = mapped_column(unique=True)
    public_key: Mapped[bytes]
    sign_count: Mapped[int] = mapped_column(BigInteger())
    created_at: Mapped[datetime]
    used_at: Mapped[datetime | None]
    revoked_at: Mapped[datetime | None]
    revoked_because: Mapped[str | None]
