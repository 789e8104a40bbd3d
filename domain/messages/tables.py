"""The table of messages between the triage unit and a partner about one submission."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKey, Index, text
from sqlalchemy.orm import Mapped, mapped_column

from domain import ids
from domain.messages.kinds import Direction
from domain.sealing import Context
from domain.tables import Table


class Message(Table):
    """A message, sealed. To a partner: opened by the portal too; to the police: by triage alone.

    `read_at` is when the other side first read it; `answers_id` the question an answer belongs to;
    `raised_at` when the worker had put what a partner wrote on the queue; `chased_at` when the
    worker reminded of a question; `asked_of` is who was asked, as a keyed number. What happens to
    it is recorded about its submission.
    """

    __tablename__ = "message"
    __table_args__ = (
        CheckConstraint("direction in ('to-partner', 'to-police')", name="direction"),
        Index(None, "submission_id", "id"),
        Index(None, "organisation_id", "id"),
        Index(None, "answers_id", postgresql_where=text("answers_id is not null")),
        Index(
            "ix_message_unraised",
            "written_at",
            postgresql_where=text("direction = 'to-police' and raised_at is null"),
        ),
        Index(
            "ix_message_unchased",
            "answer_by",
            postgresql_where=text("kind = 'question' and chased_at is null"),
        ),
        Index("ix_message_asked_of", "asked_of", postgresql_where=text("asked_of is not null")),
    )

    id: Mapped[UUID] = mapped_column(primary_key=True, default=ids.new)
    submission_id: Mapped[UUID] = mapped_column(ForeignKey("submission.id"))
    organisation_id: Mapped[UUID] = mapped_column(ForeignKey("organisation.id"))
    direction: Mapped[str]
    kind: Mapped[str]
    written_at: Mapped[datetime]
    author_id: Mapped[UUID | None]
    author_name: Mapped[str]
    sealed: Mapped[bytes] = mapped_column(deferred=True)
    answer_by: Mapped[datetime | None]
    answers_id: Mapped[UUID | None] = mapped_column(ForeignKey("message.id"))
    read_at: Mapped[datetime | None]
    raised_at: Mapped[datetime | None]
    chased_at: Mapped[datetime | None]
    asked_of: Mapped[bytes | None] = mapped_column(deferred=True)


def context(message_id: UUID, organisation_id: UUID, direction: Direction) -> Context:
    """Return where a message's content belongs."""
    return Context("message", message_id, organisation_id, str(direction))
