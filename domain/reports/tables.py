"""The tables of intelligence reports: what is clear by need, and what is written in them, sealed.

A report is joined to its submission by id only; sensitive reports are rows that the database shows
to nobody but their author and those cleared (row-level security, as grants say).
"""

from __future__ import annotations

from datetime import date, datetime
from uuid import UUID

from sqlalchemy import ForeignKey, Index, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from domain import ids
from domain.reports.states import ReportState
from domain.staff.tables import StaffMember
from domain.submissions.tables import Submission
from domain.tables import Audited, Table


class Report(Audited, Table):
    """One intelligence report, and where it has got to.

    `grades` are the codes of its items (`2BP`), for figures and lists; what they grade is sealed.
    `content_number` is the number of its newest version; `version` is the lock two officers share.
    """

    __tablename__ = "report"
    __table_args__ = (
        Index(None, "state", "id"),
        Index(None, "author_id", "id"),
        Index(None, "submission_id", "id"),
        Index(
            "ix_report_to_approve",
            "sent_at",
            "id",
            postgresql_where=text("state = 'to approve'"),
        ),
        Index("ix_report_live_at", "live_at", postgresql_where=text("live_at is not null")),
        Index(None, "district", "id"),
        Index(None, "marking", "id"),
        Index("ix_report_sensitive", "id", postgresql_where=text("sensitive")),
    )

    reference: Mapped[str] = mapped_column(unique=True)
    submission_id: Mapped[UUID] = mapped_column(ForeignKey("submission.id"))
    author_id: Mapped[UUID] = mapped_column(ForeignKey("staff_member.id"))
    approver_id: Mapped[UUID | None] = mapped_column(ForeignKey("staff_member.id"))
    state: Mapped[str] = mapped_column(default=ReportState.DRAFT)
    marking: Mapped[str]
    priority: Mapped[str | None]
    themes: Mapped[list[str]]
    district: Mapped[str]
    retention_group: Mapped[str | None]
    sensitive: Mapped[bool]
    received_at: Mapped[datetime]
    drafted_at: Mapped[datetime]
    sent_at: Mapped[datetime | None]
    live_at: Mapped[datetime | None]
    withdrawn_at: Mapped[datetime | None]
    review_on: Mapped[date | None]
    grades: Mapped[list[str]] = mapped_column(default=list, server_default=text("'{}'"))
    content_number: Mapped[int] = mapped_column(default=0)
    version: Mapped[int] = mapped_column()

    submission: Mapped[Submission] = relationship(lazy="raise")
    author: Mapped[StaffMember] = relationship(lazy="raise", foreign_keys=author_id)
    approver: Mapped[StaffMember | None] = relationship(lazy="raise", foreign_keys=approver_id)

    __mapper_args__ = {"version_id_col": version}

    @property
    def title(self) -> str:
        """How the audit trail names a report."""
        return f"report {self.reference}"


class ReportFacet(Table):
    """What a list of reports is narrowed by and a report has several of: one of its values.

    `facet` is a theme's key or an evaluation (`2B`); the database itself keeps it, by a trigger on
    reports. In the report's own row a rare one would be looked for in all reports: the database
    may not look lists up in an index before it has applied the rules on rows.
    """

    __tablename__ = "report_facet"
    __table_args__ = (Index(None, "report_id"),)

    facet: Mapped[str] = mapped_column(primary_key=True)
    report_id: Mapped[UUID] = mapped_column(ForeignKey("report.id"), primary_key=True)


class ReportWriting(Table):
    """A version of a report, or the reason for a step of it: sealed, never altered.

    Versions are numbered from 1; reasons carry the number of the version they are about.
    """

    __tablename__ = "report_writing"
    __table_args__ = (
        Index(None, "report_id", "kind", "number"),
        Index(
            "uq_report_writing_version",
            "report_id",
            "number",
            unique=True,
            postgresql_where=text("kind = 'version'"),
        ),
    )

    id: Mapped[UUID] = mapped_column(primary_key=True, default=ids.new)
    report_id: Mapped[UUID] = mapped_column(ForeignKey("report.id"))
    kind: Mapped[str]
    number: Mapped[int]
    written_at: Mapped[datetime]
    author_id: Mapped[UUID | None]
    author_name: Mapped[str]
    sealed: Mapped[bytes]


class ReportOpening(Table):
    """An officer's recorded opening of a report; the content is shown while it lasts."""

    __tablename__ = "report_opening"
    __table_args__ = (Index(None, "report_id", "staff_id"),)

    id: Mapped[UUID] = mapped_column(primary_key=True, default=ids.new)
    report_id: Mapped[UUID] = mapped_column(ForeignKey("report.id"))
    staff_id: Mapped[UUID] = mapped_column(ForeignKey("staff_member.id"))
    session_id: Mapped[UUID]
    opened_at: Mapped[datetime]
    ends_at: Mapped[datetime]
