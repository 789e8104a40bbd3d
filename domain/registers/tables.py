"""The tables of the two registers: deadlines and outcomes in clear, what is said sealed."""

from __future__ import annotations

from datetime import date, datetime
from uuid import UUID

from sqlalchemy import Index
from sqlalchemy.orm import Mapped, declared_attr, mapped_column

from domain import ids
from domain.tables import Audited, Table


class Request(Audited):
    """What both registers hold. `sealed`: what was asked, by whom; `sealed_answer` the answer."""

    number: Mapped[str] = mapped_column(unique=True)
    received_on: Mapped[date]
    due_on: Mapped[date]
    opened_at: Mapped[datetime]
    opened_by: Mapped[str]
    state: Mapped[str] = mapped_column(default="open")
    outcome: Mapped[str | None]
    sealed: Mapped[bytes] = mapped_column(deferred=True)
    answer_id: Mapped[UUID] = mapped_column(default=ids.new)
    sealed_answer: Mapped[bytes | None] = mapped_column(deferred=True)
    answered_at: Mapped[datetime | None]
    answered_by: Mapped[str | None]
    version: Mapped[int] = mapped_column()


class SubjectRequest(Request, Table):
    """Somebody asks for a right over their data; `grounds` are those of a restriction."""

    __tablename__ = "subject_request"
    __table_args__ = (Index(None, "state", "due_on"),)

    kind: Mapped[str]
    grounds: Mapped[list[str]]

    @declared_attr.directive
    def __mapper_args__(cls) -> dict[str, object]:  # noqa: N805  # SQLAlchemy hands over the class
        """Two people who answer at once are noticed."""
        return {"version_id_col": cls.__table__.c.version}

    @property
    def title(self) -> str:
        """How the audit trail names it: never by whom it is about."""
        return f"subject rights request {self.number}"


class FoiRequest(Request, Table):
    """Somebody asks for information; `exemptions` are the sections that were used."""

    __tablename__ = "foi_request"
    __table_args__ = (Index(None, "state", "due_on"),)

    exemptions: Mapped[list[str]]

    @declared_attr.directive
    def __mapper_args__(cls) -> dict[str, object]:  # noqa: N805  # SQLAlchemy hands over the class
        """Two people who answer at once are noticed."""
        return {"version_id_col": cls.__table__.c.version}

    @property
    def title(self) -> str:
        """How the audit trail names it."""
        return f"freedom of information request {self.number}"
