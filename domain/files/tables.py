"""The tables of files: what is known of a file in clear, and how long one waits for its checks.

The bytes are in a store of sealed files (`domain.files.stores`), the keys to them in `wrap`; both
go with the row.
"""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum
from uuid import UUID

from sqlalchemy import BigInteger, CheckConstraint, ForeignKey, Index, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from domain.tables import Audited, Table


class FileState(StrEnum):
    """How far the checks of a file have come; only a clean one is shown to anybody."""

    HELD = "held"
    CLEAN = "clean"
    REFUSED = "refused"
    FAILED = "failed"


class File(Audited, Table):
    """A file a partner added: to a draft (`draft_key`) until it is sent with a submission.

    `number` counts the files of a submission from 1. `size` is of the sealed bytes, in bytes, which
    are padded. `digest` and `rendition_digest` are SHA-256 of sealed bytes, in hexadecimal. What it
    is called and what the partner says of it is sealed under `label_id`.
    """

    __tablename__ = "file"
    __table_args__ = (
        CheckConstraint("state in ('held', 'clean', 'refused', 'failed')", name="state"),
        UniqueConstraint("submission_id", "number"),
        Index(None, "organisation_id", "created_at"),
        Index("ix_file_unsent", "created_at", postgresql_where=text("submission_id is null")),
        Index("ix_file_held", "sent_at", postgresql_where=text("state = 'held'")),
    )

    organisation_id: Mapped[UUID] = mapped_column(ForeignKey("organisation.id"))
    draft_key: Mapped[UUID | None]
    submission_id: Mapped[UUID | None] = mapped_column(ForeignKey("submission.id"))
    number: Mapped[int | None]
    kind: Mapped[str]
    size_class: Mapped[str]
    size: Mapped[int] = mapped_column(BigInteger())
    digest: Mapped[str]
    label_id: Mapped[UUID]
    sealed_label: Mapped[bytes] = mapped_column(deferred=True)
    created_at: Mapped[datetime]
    sent_at: Mapped[datetime | None]

    state: Mapped[str] = mapped_column(default=FileState.HELD)
    reason: Mapped[str | None]
    checked_at: Mapped[datetime | None]
    rendition_id: Mapped[UUID | None]
    rendition_kind: Mapped[str | None]
    rendition_digest: Mapped[str | None]

    @property
    def title(self) -> str:
        """How the audit trail names a file: never by what it is called."""
        return f"file {self.id}"

    @property
    def owning_organisation(self) -> UUID | None:
        """The partner who added it."""
        return self.organisation_id


class FileWait(Table):
    """A file whose checks could not be made: how often that was tried, why, and when again."""

    __tablename__ = "file_wait"

    file_id: Mapped[UUID] = mapped_column(
        ForeignKey("file.id", ondelete="CASCADE"), primary_key=True
    )
    attempts: Mapped[int]
    why: Mapped[str]
    again_at: Mapped[datetime]
