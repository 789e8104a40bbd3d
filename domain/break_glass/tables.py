"""The table of broken glasses: who, for which reference, until when; the reason is sealed.

A row opens nothing by itself: the database shows the item only to a transaction that asks for this
reference, of this person, before `ends_at` (`operations/database/rows.py`).
"""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKey, Index, text
from sqlalchemy.orm import Mapped, mapped_column

from domain.tables import Audited, Table


class BrokenGlass(Audited, Table):
    """Somebody opened, or tried to open, the item of a reference that they are not cleared for.

    `judged_at`: when a second person looked at it; `verdict` is what they thought.
    """

    __tablename__ = "broken_glass"
    __table_args__ = (
        Index(None, "staff_id", "reference"),
        Index("ix_broken_glass_waiting", "broken_at", postgresql_where=text("judged_at is null")),
        CheckConstraint(
            "ends_at > broken_at and ends_at <= broken_at + interval '1 hour'", name="at_most"
        ),
        CheckConstraint("judge_id <> staff_id", name="second_person"),
        CheckConstraint(
            "(judged_at is null) = (judge_id is null) and (judged_at is null) = (verdict is null)",
            name="judged",
        ),
    )

    staff_id: Mapped[UUID] = mapped_column(ForeignKey("staff_member.id"))
    staff_name: Mapped[str]
    session_id: Mapped[UUID]
    reference: Mapped[str]
    broken_at: Mapped[datetime]
    ends_at: Mapped[datetime]
    sealed: Mapped[bytes] = mapped_column(deferred=True)
    judged_at: Mapped[datetime | None]
    judge_id: Mapped[UUID | None] = mapped_column(ForeignKey("staff_member.id"))
    judge_name: Mapped[str | None]
    verdict: Mapped[str | None]
    version: Mapped[int] = mapped_column()

    __mapper_args__ = {"version_id_col": version}

    @property
    def title(self) -> str:
        """How the audit trail names it."""
        return f"the glass of {self.reference}"
