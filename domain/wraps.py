"""The table of wraps: content keys, wrapped once per recipient, apart from the content they open.

Deleting the wraps of a content makes it unreadable for good, also in backups of the content.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Mapped, Session, mapped_column

from domain.sealing.recipients import Wrap
from domain.tables import Table, insert_all


class KeptWrap(Table):
    """A content key wrapped for one recipient; `content_id` is the row that holds the content."""

    __tablename__ = "wrap"

    content_id: Mapped[UUID] = mapped_column(primary_key=True)
    key_id: Mapped[str] = mapped_column(primary_key=True)
    suite: Mapped[str]
    wrapped: Mapped[bytes]


def keep(session: Session, content_id: UUID, wraps: Iterable[Wrap]) -> None:
    """Keep the wraps of a content that is being stored."""
    rows = [
        {"content_id": content_id, "key_id": w.key_id, "suite": w.suite, "wrapped": w.wrapped}
        for w in wraps
    ]
    insert_all(session.connection(), KeptWrap.__table__, rows)


def of(session: Session, content_id: UUID) -> tuple[Wrap, ...]:
    """Return the wraps of a content; none are left once it is disposed of."""
    kept = session.scalars(select(KeptWrap).where(KeptWrap.content_id == content_id))
    return tuple(Wrap(row.key_id, row.suite, row.wrapped) for row in kept)


def of_many(session: Session, contents: Collection[UUID]) -> dict[UUID, list[Wrap]]:
    """Return the wraps of several contents, by content."""
    found: dict[UUID, list[Wrap]] = {content: [] for content in contents}
    query = select(KeptWrap).where(KeptWrap.content_id.in_(contents)).order_by(KeptWrap.key_id)
    for row in session.scalars(query):
        found[row.content_id].append(Wrap(row.key_id, row.suite, row.wrapped))
    return found
