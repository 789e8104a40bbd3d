"""The tables of submissions: the sealed content, what is clear by need, and what officers write.

The portal inserts a submission and never reads its content back; triage changes only the columns of
its own work, never what was sent. Both are held by grants in the database.
"""

from __future__ import annotations

from datetime import date, datetime
from uuid import UUID

from sqlalchemy import ForeignKey, Index, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from domain.organisations.tables import Organisation
from domain.outcomes import State
from domain.staff.tables import StaffMember
from domain.tables import Audited, Table

_WAITS = text("due_at is not null")
_RANK = text("(case when priority = 'high' then 0 when priority = 'medium' then 1 else 2 end)")


class Submission(Audited, Table):
    """One thing a partner told us, and where the triage unit has got to with it.

    `due_at` is the clock that runs now: of the safety screen, the decision or the answer. `unread`:
    the partner wrote something since; `cleared_outcome`: the key of what the partner may be told.
    `asked_at`: when its partner was asked something last. `alarmed_at`: when supervisors were
    written to because nobody had it. `review_on`: the day on which somebody looks whether it is
    kept on; `disposed_at`: when what it said was destroyed.
    """

    __tablename__ = "submission"
    __table_args__ = (
        UniqueConstraint("organisation_id", "idempotency_key"),
        Index(None, "organisation_id", "received_at"),
        Index("ix_submission_queue", "due_at", "id", postgresql_where=_WAITS),
        Index("ix_submission_state", "state", "due_at", "id", postgresql_where=_WAITS),
        Index("ix_submission_priority", "priority", "due_at", "id", postgresql_where=_WAITS),
        Index("ix_submission_partner", "organisation_id", "due_at", "id", postgresql_where=_WAITS),
        Index(
            "ix_submission_flagged",
            "due_at",
            "id",
            postgresql_where=text("flagged and due_at is not null"),
        ),
        Index(
            "ix_submission_decided",
            "decided_at",
            "id",
            postgresql_where=text("decided_at is not null"),
        ),
        Index(
            "ix_submission_restricted",
            "due_at",
            "id",
            postgresql_where=text("restricted and due_at is not null"),
        ),
        Index(
            "ix_submission_unscreened",
            "due_at",
            "id",
            postgresql_where=text("flagged and state = 'to screen' and due_at is not null"),
        ),
        Index(
            "ix_submission_held",
            "owner_id",
            "lease_until",
            postgresql_where=text("owner_id is not null and due_at is not null"),
        ),
        Index("ix_submission_rank", _RANK, "due_at", "id", postgresql_where=_WAITS),
        # With what the rules on rows ask, so that what waits is counted without reading it.
        Index(
            "ix_submission_waiting_since",
            "received_at",
            "id",
            postgresql_where=_WAITS,
            postgresql_include=["restricted", "reference"],
        ),
        Index("ix_submission_district", "district", "due_at", "id", postgresql_where=_WAITS),
        Index("ix_submission_received", "received_at"),
        Index(
            "ix_submission_asked",
            "due_at",
            "id",
            postgresql_where=text("asked_at is not null and due_at is not null"),
        ),
        Index(
            "ix_submission_asked_received",
            "received_at",
            "id",
            postgresql_where=text("asked_at is not null"),
        ),
        Index("ix_submission_review", "review_on", postgresql_where=text("review_on is not null")),
        Index("ix_submission_arrived", "received_at", postgresql_where=text("state = 'arrived'")),
    )

    reference: Mapped[str] = mapped_column(unique=True)
    organisation_id: Mapped[UUID] = mapped_column(ForeignKey("organisation.id"))
    idempotency_key: Mapped[UUID]
    received_at: Mapped[datetime]
    questions_version: Mapped[int]
    lead_theme: Mapped[str]
    themes: Mapped[list[str]]
    district: Mapped[str]
    sealed: Mapped[bytes] = mapped_column(deferred=True)

    state: Mapped[str] = mapped_column(default=State.ARRIVED)
    priority: Mapped[str | None]
    flagged: Mapped[bool] = mapped_column(default=False)
    restricted: Mapped[bool] = mapped_column(default=False)
    owner_id: Mapped[UUID | None] = mapped_column(ForeignKey("staff_member.id"))
    lease_until: Mapped[datetime | None]
    safety_due_at: Mapped[datetime | None]
    decision_due_at: Mapped[datetime | None]
    answer_due_at: Mapped[datetime | None]
    due_at: Mapped[datetime | None]
    screened_at: Mapped[datetime | None]
    screen_result: Mapped[str | None]
    decided_at: Mapped[datetime | None]
    outcome: Mapped[str | None]
    cleared_outcome: Mapped[str | None]
    unread: Mapped[bool] = mapped_column(default=False, server_default=text("false"))
    asked_at: Mapped[datetime | None]
    alarmed_at: Mapped[datetime | None]
    review_on: Mapped[date | None]
    disposed_at: Mapped[datetime | None]
    version: Mapped[int] = mapped_column()

    organisation: Mapped[Organisation] = relationship(lazy="raise")
    owner: Mapped[StaffMember | None] = relationship(lazy="raise")

    __mapper_args__ = {"version_id_col": version}

    @property
    def title(self) -> str:
        """How the audit trail names a submission."""
        return f"submission {self.reference}"

    @property
    def owning_organisation(self) -> UUID | None:
        """The partner who sent it."""
        return self.organisation_id

    def owner_at(self, now: datetime) -> UUID | None:
        """Return who has it now: nobody, once the lease has run out."""
        leased = self.lease_until is not None and self.lease_until > now
        return self.owner_id if leased else None
