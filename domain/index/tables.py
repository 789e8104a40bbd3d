"""The tables of the blind index."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from sqlalchemy import (
    BigInteger,
    ForeignKey,
    Identity,
    Index,
    SmallInteger,
    UniqueConstraint,
    text,
)
from sqlalchemy.dialects.postgresql import ARRAY
from sqlalchemy.orm import Mapped, mapped_column

from domain.tables import Table


class IndexGeneration(Table):
    """What entries were made with: a key, and a version of finding and writing terms."""

    __tablename__ = "index_generation"
    __table_args__ = (UniqueConstraint("key_name", "extractor"),)

    number: Mapped[int] = mapped_column(SmallInteger, Identity(), primary_key=True)
    key_name: Mapped[str]
    extractor: Mapped[int]
    begun_at: Mapped[datetime]


class IndexEntry(Table):
    """All that one submission can be found by. `ordinal` counts them in order of arrival."""

    __tablename__ = "index_entry"
    __table_args__ = (
        Index(
            "ix_index_entry_terms",
            "terms",
            postgresql_using="gin",
            postgresql_with={"fastupdate": "off"},
        ),
        Index("ix_index_entry_segment", text("(ordinal >> 15)"), "received_at"),
        Index(None, "generation", "ordinal"),
    )

    ordinal: Mapped[int] = mapped_column(BigInteger, Identity(), primary_key=True)
    submission_id: Mapped[UUID] = mapped_column(ForeignKey("submission.id"), unique=True)
    received_at: Mapped[datetime]
    generation: Mapped[int] = mapped_column(SmallInteger)
    terms: Mapped[list[int]] = mapped_column(ARRAY(BigInteger))


class CommonTerm(Table):
    """A number that more submissions hold than can prove anything: no match is looked for by it."""

    __tablename__ = "common_term"

    term: Mapped[int] = mapped_column(BigInteger, primary_key=True, autoincrement=False)
    seen_at: Mapped[datetime]
