"""The ledger: who was given which report, when, in what form, and who was told it was wrong.

The bytes that were handed over are kept, sealed, so that a copy made years later is the same one.
"""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum
from uuid import UUID

from sqlalchemy import ForeignKey, Index, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from domain.reports.tables import Report
from domain.tables import Audited, Table


class DisseminationState(StrEnum):
    """Where a dissemination has got to."""

    PROPOSED = "waiting for a second person"
    DISSEMINATED = "disseminated"
    REFUSED = "refused"


class Dissemination(Audited, Table):
    """One line of the ledger: a report, for some recipients, in one format.

    `digest` is the SHA-256 of the bytes handed over, and `sealed_copy` those bytes; both are there
    once it is disseminated. `sealed` holds purpose, caveat, conditions and who was consulted.
    """

    __tablename__ = "dissemination"
    __table_args__ = (
        Index(None, "report_id", "id"),
        Index(None, "state", "id"),
    )

    number: Mapped[str] = mapped_column(unique=True)
    report_id: Mapped[UUID] = mapped_column(ForeignKey("report.id"))
    content_number: Mapped[int]
    state: Mapped[str]
    format: Mapped[str]
    marking: Mapped[str]
    proposed_at: Mapped[datetime]
    proposer_id: Mapped[UUID] = mapped_column(ForeignKey("staff_member.id"))
    proposer_name: Mapped[str]
    second_id: Mapped[UUID | None] = mapped_column(ForeignKey("staff_member.id"))
    second_name: Mapped[str | None]
    settled_at: Mapped[datetime | None]
    digest: Mapped[bytes | None]
    size: Mapped[int | None]
    sealed: Mapped[bytes] = mapped_column(deferred=True)
    sealed_copy: Mapped[bytes | None] = mapped_column(deferred=True)
    copy_id: Mapped[UUID | None]
    version: Mapped[int] = mapped_column()

    report: Mapped[Report] = relationship(lazy="raise")
    recipients: Mapped[list[DisseminationRecipient]] = relationship(
        lazy="selectin", order_by="DisseminationRecipient.name"
    )

    __mapper_args__ = {"version_id_col": version}

    @property
    def title(self) -> str:
        """How the audit trail names a dissemination."""
        return f"dissemination {self.number}"


class DisseminationRecipient(Table):
    """Somebody a report was meant for, with the name the directory had at the time."""

    __tablename__ = "dissemination_recipient"
    __table_args__ = (Index(None, "recipient"),)

    dissemination_id: Mapped[UUID] = mapped_column(ForeignKey("dissemination.id"), primary_key=True)
    recipient: Mapped[str] = mapped_column(primary_key=True)
    name: Mapped[str]


class Notice(Audited, Table):
    """A correction or a recall of a report, for everyone who got it; what it says is sealed."""

    __tablename__ = "notice"
    __table_args__ = (Index(None, "report_id", "id"),)

    number: Mapped[str] = mapped_column(unique=True)
    report_id: Mapped[UUID] = mapped_column(ForeignKey("report.id"))
    kind: Mapped[str]
    issued_at: Mapped[datetime]
    issuer_id: Mapped[UUID] = mapped_column(ForeignKey("staff_member.id"))
    issuer_name: Mapped[str]
    sealed: Mapped[bytes] = mapped_column(deferred=True)

    report: Mapped[Report] = relationship(lazy="raise")
    recipients: Mapped[list[NoticeRecipient]] = relationship(
        lazy="selectin", order_by="NoticeRecipient.name"
    )

    @property
    def title(self) -> str:
        """How the audit trail names a notice."""
        return f"notice {self.number}"


class NoticeRecipient(Table):
    """Somebody a notice is for, and when they said that they have acted on it."""

    __tablename__ = "notice_recipient"
    __table_args__ = (
        Index(
            "ix_notice_recipient_waiting",
            "notice_id",
            postgresql_where=text("acknowledged_at is null"),
        ),
    )

    notice_id: Mapped[UUID] = mapped_column(ForeignKey("notice.id"), primary_key=True)
    recipient: Mapped[str] = mapped_column(primary_key=True)
    name: Mapped[str]
    acknowledged_at: Mapped[datetime | None]
    acknowledged_by: Mapped[str | None]
