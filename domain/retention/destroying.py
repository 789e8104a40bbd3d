"""Destroying all that belongs to a submission: its wraps, then the rows that held sealed bytes."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import delete, or_, select

from domain import audit
from domain.break_glass.tables import BrokenGlass
from domain.dissemination.tables import Dissemination, Notice
from domain.files.tables import File
from domain.messages.tables import Message
from domain.openings import Opening
from domain.queue.presence import Presence
from domain.relations.tables import Relation
from domain.reports.states import ReportState
from domain.reports.tables import Report, ReportOpening, ReportWriting
from domain.submissions.tables import Submission
from domain.unit_of_work import UnitOfWork
from domain.wraps import KeptWrap
from domain.writings import Writing


@dataclass(frozen=True)
class Gone:
    """How much was destroyed; `stored` are sealed files that are still in their store."""

    contents: int
    wraps: int
    files: int
    reports: int
    stored: tuple[UUID, ...]


def everything(work: UnitOfWork, submission: Submission) -> Gone:
    """Destroy all that is sealed of a submission, and what was made from it."""
    session, own = work.session, submission.id
    files = session.scalars(select(File).where(File.submission_id == own)).all()
    reports = session.scalars(select(Report).where(Report.submission_id == own)).all()
    contents = [own, *_of_submission(work, own), *_of_files(files)]
    contents += _of_glasses(work, [submission.reference, *(one.reference for one in reports)])
    for report in reports:
        contents += _report(work, report, submission)
    wraps = session.execute(
        delete(KeptWrap).where(KeptWrap.content_id.in_(contents)).returning(KeptWrap.key_id)
    )
    destroyed = len(wraps.all())
    for table in (Writing, Message, Opening, Presence):
        session.execute(delete(table).where(table.submission_id == own))
    related = or_(Relation.submission_id == own, Relation.other_id == own)
    session.execute(delete(Relation).where(related))
    stored = tuple(one for file in files for one in (file.id, file.rendition_id) if one)
    for file in files:
        session.delete(file)
        about = submission.reference
        work.record(audit.FileDisposed(file, submission=about, digest=file.digest))
    return Gone(len(contents), destroyed, len(files), len(reports), stored)


def _of_submission(work: UnitOfWork, submission_id: UUID) -> list[UUID]:
    written = select(Writing.id).where(Writing.submission_id == submission_id)
    said = select(Message.id).where(Message.submission_id == submission_id)
    return [*work.session.scalars(written), *work.session.scalars(said)]


def _of_glasses(work: UnitOfWork, about: Iterable[str]) -> list[UUID]:
    """The reasons for which it was opened by break-glass; that it was stays."""
    glasses = select(BrokenGlass.id).where(BrokenGlass.reference.in_(list(about)))
    return list(work.session.scalars(glasses))


def _of_files(files: Iterable[File]) -> list[UUID]:
    found = [(file.id, file.label_id, file.rendition_id) for file in files]
    return [one for ids in found for one in ids if one]


def _report(work: UnitOfWork, report: Report, submission: Submission) -> list[UUID]:
    """Empty a report and what was handed over of it; return the contents to be shredded."""
    session, about = work.session, submission.reference
    written = select(ReportWriting.id).where(ReportWriting.report_id == report.id)
    contents = list(session.scalars(written))
    for line in session.scalars(select(Dissemination).where(Dissemination.report_id == report.id)):
        contents += [line.id, *([line.copy_id] if line.copy_id else [])]
        line.sealed, line.sealed_copy = b"", None
        work.record(audit.DisseminationDisposed(line, submission=about))
    for notice in session.scalars(select(Notice).where(Notice.report_id == report.id)):
        contents.append(notice.id)
        notice.sealed = b""
        work.record(audit.NoticeDisposed(notice, submission=about))
    for table in (ReportWriting, ReportOpening):
        session.execute(delete(table).where(table.report_id == report.id))
    report.state, report.themes, report.district = ReportState.DISPOSED, [], ""
    report.priority = report.review_on = None
    work.record(audit.ReportDisposed(report, submission=about))
    return contents
