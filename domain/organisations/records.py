"""Tables beside an organisation: requests for access, mailboxes asked for, terms, limits."""

from __future__ import annotations

from datetime import date, datetime
from enum import StrEnum
from uuid import UUID

from sqlalchemy import ForeignKey, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from domain import ids
from domain.tables import Audited, Table


class RequestState(StrEnum):
    """Where a request for access has got to."""

    UNCONFIRMED = "mailbox not confirmed"
    WAITING = "waiting for an administrator"
    APPROVED = "approved"
    DECLINED = "declined"


class AccessRequest(Audited, Table):
    """An organisation that asks to take part. One a day for a mailbox: no flood of letters."""

    __tablename__ = "access_request"
    __table_args__ = (UniqueConstraint("mailbox", "asked_on"), Index(None, "state", "id"))

    name: Mapped[str]
    sector: Mapped[str]
    district: Mapped[str]
    contact_name: Mapped[str]
    contact_role: Mapped[str]
    phone: Mapped[str]
    mailbox: Mapped[str]
    has_agreement: Mapped[bool]
    expected_staff: Mapped[int]
    why: Mapped[str]
    state: Mapped[str] = mapped_column(default=RequestState.UNCONFIRMED)
    asked_at: Mapped[datetime]
    asked_on: Mapped[date]
    confirmed_at: Mapped[datetime | None]
    decided_at: Mapped[datetime | None]
    decided_because: Mapped[str | None]
    organisation_id: Mapped[UUID | None] = mapped_column(ForeignKey("organisation.id"))
    version: Mapped[int] = mapped_column()

    __mapper_args__ = {"version_id_col": version}

    @property
    def title(self) -> str:
        """How the audit trail names a request."""
        return f"the request of {self.name}"

    @property
    def owning_organisation(self) -> UUID | None:
        """The organisation it became, once it has been approved."""
        return self.organisation_id


class MailboxChange(Table):
    """A mailbox that an administrator entered and that its holder has to confirm by a link."""

    __tablename__ = "mailbox_change"

    id: Mapped[UUID] = mapped_column(primary_key=True, default=ids.new)
    organisation_id: Mapped[UUID] = mapped_column(ForeignKey("organisation.id"), index=True)
    address: Mapped[str]
    asked_at: Mapped[datetime]
    confirmed_at: Mapped[datetime | None]
    cancelled_at: Mapped[datetime | None]


class TermsAcceptance(Table):
    """Which version of the terms an organisation accepted, and when."""

    __tablename__ = "terms_acceptance"

    id: Mapped[UUID] = mapped_column(primary_key=True, default=ids.new)
    organisation_id: Mapped[UUID] = mapped_column(ForeignKey("organisation.id"), index=True)
    terms_version: Mapped[str]
    accepted_at: Mapped[datetime]


class OrganisationLimit(Table):
    """A limit set for one organisation in place of the ordinary one, until it expires."""

    __tablename__ = "organisation_limit"

    id: Mapped[UUID] = mapped_column(primary_key=True, default=ids.new)
    organisation_id: Mapped[UUID] = mapped_column(ForeignKey("organisation.id"), index=True)
    name: Mapped[str]
    amount: Mapped[int]
    reason: Mapped[str]
    set_at: Mapped[datetime]
    set_by: Mapped[str]
    expires_at: Mapped[datetime]
    lifted_at: Mapped[datetime | None]


class AgreementReminder(Table):
    """A reminder that was written, so that it is written once. `days` 0: it has lapsed."""

    __tablename__ = "agreement_reminder"

    organisation_id: Mapped[UUID] = mapped_column(ForeignKey("organisation.id"), primary_key=True)
    review_on: Mapped[date] = mapped_column(primary_key=True)
    days: Mapped[int] = mapped_column(primary_key=True)
    written_at: Mapped[datetime]
