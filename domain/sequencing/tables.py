"""The tables of the trail's tree; all but `trail_pending` refuse to be changed, like the trail."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from sqlalchemy import BigInteger, Integer
from sqlalchemy.orm import Mapped, mapped_column

from domain.tables import Table


class PendingEvent(Table):
    """An event that has no place yet; a trigger adds it with the event, and needs no lock."""

    __tablename__ = "trail_pending"

    event_id: Mapped[UUID] = mapped_column(primary_key=True)


class Leaf(Table):
    """The place of an event in the log, counted from 0, and its leaf hash."""

    __tablename__ = "trail_leaf"

    position: Mapped[int] = mapped_column(BigInteger, primary_key=True, autoincrement=False)
    event_id: Mapped[UUID] = mapped_column(unique=True)
    hash: Mapped[bytes]


class SubtreeHash(Table):
    """The hash over a perfect subtree of 256, 65,536 … events (levels 8, 16 …)."""

    __tablename__ = "trail_hash"

    level: Mapped[int] = mapped_column(Integer, primary_key=True, autoincrement=False)
    place: Mapped[int] = mapped_column(BigInteger, primary_key=True, autoincrement=False)
    hash: Mapped[bytes]


class SignedCheckpoint(Table):
    """A checkpoint as the log's key signed it. `origin` names the log, which is its key."""

    __tablename__ = "trail_checkpoint"

    origin: Mapped[str] = mapped_column(primary_key=True)
    size: Mapped[int] = mapped_column(BigInteger, primary_key=True, autoincrement=False)
    signed_at: Mapped[datetime]
    note: Mapped[str]


class Cosignature(Table):
    """A witness's signature line for a checkpoint."""

    __tablename__ = "trail_cosignature"

    origin: Mapped[str] = mapped_column(primary_key=True)
    size: Mapped[int] = mapped_column(BigInteger, primary_key=True, autoincrement=False)
    witness: Mapped[str] = mapped_column(primary_key=True)
    line: Mapped[str]
