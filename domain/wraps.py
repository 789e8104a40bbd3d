"""The table of wraps: content keys, wrapped once per recipient, apart from the content they open.

Deleting the wraps of a content makes it unreadable for good, also in backups of the content.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import Any
from uuid import UUID

from sqlalchemy import text
from sqlalchemy.orm import Mapped, Session, mapped_column

from domain.sealing.recipients import Wrap
from domain.tables import Table
from domain.unit_of_work import UnitOfWork


class KeptWrap(Table):
    """A content key wrapped for one recipient; `content_id` is the row that holds the content."""

    __tablename__ = "wrap"

    content_id: Mapped[UUID] = mapped_column(primary_key=True)
    key_id: Mapped[str] = mapped_column(primary_key=True)
    suite: Mapped[str]
    wrapped: Mapped[bytes]


OF_MANY = text(
    "select content_id, key_id, suite, wrapped from wrap"
    " where content_id = any(:contents) order by key_id"
)
"""The question of the wraps of several `contents`, for who asks it together with others."""


def keep(work: UnitOfWork, content_id: UUID, wraps: Iterable[Wrap]) -> None:
    """Keep the wraps of a content that is being stored."""
    keep_all(work, {content_id: wraps})


def keep_all(work: UnitOfWork, wraps: Mapping[UUID, Iterable[Wrap]]) -> None:
    """Keep the wraps of several contents that are being stored."""
    rows = (
        {"content_id": content_id, "key_id": w.key_id, "suite": w.suite, "wrapped": w.wrapped}
        for content_id, some in wraps.items()
        for w in some
    )
    work.insert(KeptWrap.__table__, *rows)


def of(session: Session, content_id: UUID) -> tuple[Wrap, ...]:
    """Return the wraps of a content; none are left once it is disposed of."""
    return tuple(of_many(session, [content_id])[content_id])


def of_many(session: Session, contents: Collection[UUID]) -> dict[UUID, list[Wrap]]:
    """Return the wraps of several contents, by content."""
    return told(contents, session.execute(OF_MANY, {"contents": list(contents)}))


def told(contents: Collection[UUID], rows: Iterable[Sequence[Any]]) -> dict[UUID, list[Wrap]]:
    """Return wraps by content, from the answer to `OF_MANY`."""
    found: dict[UUID, list[Wrap]] = {content: [] for content in contents}
    for content_id, *row in rows:
        found[content_id].append(Wrap(*row))
    return found
