"""The table of relations. A relation that was undone stays, with who undid it and why."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from sqlalchemy import ForeignKey, Index, text
from sqlalchemy.orm import Mapped, mapped_column

from domain import ids
from domain.tables import Table


class Relation(Table):
    """A link from one submission to another; reasons are sealed among the first one's writings."""

    __tablename__ = "relation"
    __table_args__ = (
        Index(
            "uq_relation_in_force",
            "submission_id",
            "other_id",
            "kind",
            unique=True,
            postgresql_where=text("undone_at is null"),
        ),
        Index("ix_relation_other_id", "other_id"),
    )

    id: Mapped[UUID] = mapped_column(primary_key=True, default=ids.new)
    submission_id: Mapped[UUID] = mapped_column(ForeignKey("submission.id"))
    other_id: Mapped[UUID] = mapped_column(ForeignKey("submission.id"))
    kind: Mapped[str]
    sources: Mapped[str]
    made_at: Mapped[datetime]
    maker_id: Mapped[UUID | None]
    maker_name: Mapped[str]
    writing_id: Mapped[UUID]
    undone_at: Mapped[datetime | None]
    undone_by: Mapped[str | None]
    undone_writing_id: Mapped[UUID | None]
