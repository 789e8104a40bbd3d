"""Sealing and opening what is written in a report: its versions, and the reasons for its steps."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from uuid import UUID

from sqlalchemy import select

from domain import ids, wraps
from domain.reports import contents
from domain.reports.contents import Content
from domain.reports.tables import Report, ReportWriting
from domain.sealing import Context
from domain.sealing.closing import seal
from domain.sealing.opening import PrivateKeys, open_sealed
from domain.sealing.recipients import Recipients
from domain.unit_of_work import UnitOfWork


class ReportWritingKind(StrEnum):
    """What was written about a report."""

    VERSION = "version"
    RETURN = "return"
    CORRECTION = "correction"
    WITHDRAWAL = "withdrawal"
    REGROUPING = "regrouping"


@dataclass(frozen=True)
class WrittenReason:
    """The reason for a step, opened."""

    kind: ReportWritingKind
    number: int
    written_at: datetime
    author_name: str
    reason: str


@dataclass(frozen=True)
class VersionLine:
    """One version in a list, unopened."""

    number: int
    written_at: datetime
    author_name: str


def write(
    work: UnitOfWork, report: Report, kind: ReportWritingKind, plain: bytes, recipients: Recipients
) -> str:
    """Seal and keep a writing about a report's newest version; return its id, for the event."""
    writing_id = ids.new()
    sealed = seal(plain, _context(writing_id, report.id, kind), recipients)
    work.session.add(
        ReportWriting(
            id=writing_id,
            report_id=report.id,
            kind=kind,
            number=report.content_number,
            written_at=work.now,
            author_id=work.actor.id,
            author_name=work.actor.name,
            sealed=sealed.sealed,
        )
    )
    wraps.keep(work, writing_id, sealed.wraps)
    return str(writing_id)


def content_of(
    work: UnitOfWork, report: Report, keys: PrivateKeys, number: int | None = None
) -> Content:
    """Return one version of a report, the newest by default.

    Whoever calls this has opened the report (`shown`), or shows it to nobody.
    """
    row = work.session.scalars(
        select(ReportWriting).where(
            ReportWriting.report_id == report.id,
            ReportWriting.kind == ReportWritingKind.VERSION,
            ReportWriting.number == (number or report.content_number),
        )
    ).one()
    newest = row.number == report.content_number
    return contents.unpacked(_opened(work, row, keys), report.retention_group if newest else None)


def reasons(work: UnitOfWork, report: Report, keys: PrivateKeys) -> list[WrittenReason]:
    """Return the reasons for the steps of a report, oldest first."""
    query = select(ReportWriting).where(
        ReportWriting.report_id == report.id, ReportWriting.kind != ReportWritingKind.VERSION
    )
    return [
        WrittenReason(
            ReportWritingKind(row.kind),
            row.number,
            row.written_at,
            row.author_name,
            _opened(work, row, keys).decode(),
        )
        for row in work.session.scalars(query.order_by(ReportWriting.id))
    ]


def versions(work: UnitOfWork, report: Report) -> list[VersionLine]:
    """Return the versions of a report, newest first, unopened."""
    query = select(ReportWriting.number, ReportWriting.written_at, ReportWriting.author_name).where(
        ReportWriting.report_id == report.id, ReportWriting.kind == ReportWritingKind.VERSION
    )
    rows = work.session.execute(query.order_by(ReportWriting.number.desc()))
    return [VersionLine(*row) for row in rows]


def writers(work: UnitOfWork, report: Report) -> set[UUID]:
    """Return everybody who wrote any of a report's versions."""
    query = select(ReportWriting.author_id).where(
        ReportWriting.report_id == report.id, ReportWriting.kind == ReportWritingKind.VERSION
    )
    return {one for one in work.session.scalars(query) if one}


def _opened(work: UnitOfWork, row: ReportWriting, keys: PrivateKeys) -> bytes:
    place = _context(row.id, row.report_id, ReportWritingKind(row.kind))
    return open_sealed(row.sealed, wraps.of(work.session, row.id), place, keys)


def _context(writing_id: UUID, report_id: UUID, kind: ReportWritingKind) -> Context:
    return Context("report", writing_id, None, f"{kind}:{report_id}")
