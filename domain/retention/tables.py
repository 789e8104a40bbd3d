"""The tables of reviews and of legal holds. What happens to them is recorded of the submission."""

from __future__ import annotations

from datetime import date, datetime
from enum import StrEnum
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKey, Index, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from domain import ids
from domain.submissions.tables import Submission
from domain.tables import Table


class ReviewState(StrEnum):
    """What a review came to."""

    RETAINED = "retained"
    PROPOSED = "proposed for disposal"
    REFUSED = "kept by the second person"
    APPROVED = "approved for disposal"
    OVERTAKEN = "overtaken"
    DISPOSED = "disposed of"


class Review(Table):
    """Somebody's look whether a submission is kept on; the reason is a sealed writing.

    `digest`: SHA-256 of the sealed bytes that were destroyed, in hexadecimal. That two people let
    it go, the database itself insists on.
    """

    __tablename__ = "retention_review"
    __table_args__ = (
        CheckConstraint("second_id <> reviewer_id", name="second_person"),
        CheckConstraint(
            "state not in ('approved for disposal', 'disposed of') or second_id is not null",
            name="approved_by_two",
        ),
        Index(None, "submission_id", "id"),
        Index(
            "uq_retention_review_open",
            "submission_id",
            unique=True,
            postgresql_where=text("state in ('proposed for disposal', 'approved for disposal')"),
        ),
    )

    id: Mapped[UUID] = mapped_column(primary_key=True, default=ids.new)
    submission_id: Mapped[UUID] = mapped_column(ForeignKey("submission.id"))
    state: Mapped[str]
    ground: Mapped[str]
    reviewed_at: Mapped[datetime]
    reviewer_id: Mapped[UUID] = mapped_column(ForeignKey("staff_member.id"))
    reviewer_name: Mapped[str]
    writing_id: Mapped[UUID]
    next_on: Mapped[date | None]
    second_id: Mapped[UUID | None] = mapped_column(ForeignKey("staff_member.id"))
    second_name: Mapped[str | None]
    settled_at: Mapped[datetime | None]
    disposed_at: Mapped[datetime | None]
    digest: Mapped[str | None]

    submission: Mapped[Submission] = relationship(lazy="raise")


class Hold(Table):
    """A legal hold: while it stands, nothing of the submission is disposed of."""

    __tablename__ = "legal_hold"
    __table_args__ = (
        Index(
            "uq_legal_hold_standing",
            "submission_id",
            unique=True,
            postgresql_where=text("lifted_at is null"),
        ),
    )

    id: Mapped[UUID] = mapped_column(primary_key=True, default=ids.new)
    submission_id: Mapped[UUID] = mapped_column(ForeignKey("submission.id"))
    placed_at: Mapped[datetime]
    placed_by: Mapped[UUID] = mapped_column(ForeignKey("staff_member.id"))
    placer_name: Mapped[str]
    writing_id: Mapped[UUID]
    lifted_at: Mapped[datetime | None]
    lifted_by: Mapped[UUID | None] = mapped_column(ForeignKey("staff_member.id"))
    lifter_name: Mapped[str | None]
    lifted_writing_id: Mapped[UUID | None]
