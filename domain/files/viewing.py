"""Files as officers see them: only of a submission they have open, only once checked, recorded."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import BinaryIO
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import undefer

from domain import audit, openings, wraps
from domain.files import labels
from domain.files.kinds import rules
from domain.files.receiving import original_context, rendition_context
from domain.files.stores import Store
from domain.files.tables import File, FileState, FileWait
from domain.permissions import Permission
from domain.sealing import CannotOpen, Context, envelopes
from domain.sealing.opening import PrivateKeys, open_sealed
from domain.sealing.unwrapping import unwrap
from domain.submissions.tables import Submission
from domain.unit_of_work import UnitOfWork

UNREADABLE = labels.Label("A file whose name cannot be opened", "", "", 0)


class FileNotShown(Exception):
    """The file is held, refused or failed, or has no clean copy; the message is for the officer."""


@dataclass(frozen=True)
class Shown:
    """A file in the list of an open submission. `status` is in words; `waits` how often tried."""

    file: File
    label: labels.Label
    status: str
    waits: int


def listed(work: UnitOfWork, submission: Submission, keys: PrivateKeys) -> list[Shown]:
    """Return the files of an open submission, with what they are called. Raises NotOpen.

    One whose name cannot be opened hides nothing else: a portal that was taken over may plant any.
    """
    _require_open(work, submission)
    query = (
        select(File, FileWait.attempts)
        .outerjoin(FileWait, FileWait.file_id == File.id)
        .where(File.submission_id == submission.id)
        .options(undefer(File.sealed_label))
    )
    rows = work.session.execute(query.order_by(File.number))
    return [
        Shown(file, _label(work, file, keys), _status(file, waits or 0), waits or 0)
        for file, waits in rows
    ]


def find(work: UnitOfWork, submission: Submission, file_id: UUID) -> File | None:
    """Return a file of this submission, if it is one."""
    work.require(Permission.READ_SUBMISSIONS)
    query = select(File).where(File.id == file_id, File.submission_id == submission.id)
    return work.session.scalar(query)


def opened(
    work: UnitOfWork, file: File, store: Store, keys: PrivateKeys, rendition: bool = True
) -> Iterator[bytes]:
    """Open a clean file of an open submission, and record it: the clean copy, or the original.

    Raises NotOpen, FileNotShown, BytesMissing, or CannotOpen where no key fits. The bytes come in
    pieces, each proved; where the end is missing, CannotOpen comes instead of the end.
    """
    _require_open(work, work.session.get_one(Submission, file.submission_id))
    if file.state != FileState.CLEAN:
        raise FileNotShown(_status(file, 0))
    stored_id, place = _place(file, rendition)
    content_key = unwrap(wraps.of(work.session, stored_id), place, keys)
    sealed = store.open(stored_id)
    happened = audit.FileViewed if rendition else audit.FileDownloaded
    work.record(happened(file, submission=str(file.submission_id)))
    return _pieces(content_key, place, sealed)


def _place(file: File, rendition: bool) -> tuple[UUID, Context]:
    if not rendition:
        return file.id, original_context(file.id, file.organisation_id)
    if file.rendition_id is None:
        raise FileNotShown(rules().no_rendition_words)
    return file.rendition_id, rendition_context(file.rendition_id, file.organisation_id)


def _pieces(content_key: bytes, place: Context, sealed: BinaryIO) -> Iterator[bytes]:
    with sealed:
        yield from envelopes.read(envelopes.SEALED_TO_RECIPIENTS, content_key, place, sealed)


def _require_open(work: UnitOfWork, submission: Submission) -> None:
    work.require(Permission.READ_SUBMISSIONS)
    if not openings.is_open(work, submission):
        raise openings.NotOpen(submission.title)


def _label(work: UnitOfWork, file: File, keys: PrivateKeys) -> labels.Label:
    kept = wraps.of(work.session, file.label_id)
    place = labels.context(file.label_id, file.organisation_id)
    try:
        return labels.read(open_sealed(file.sealed_label, kept, place, keys))
    except CannotOpen:
        return UNREADABLE


def _status(file: File, waits: int) -> str:
    if file.state == FileState.CLEAN:
        return "Checked: nothing harmful was found"
    if file.state == FileState.HELD:
        return "Held: the scanner cannot be reached" if waits else "Held: being checked"
    return rules().findings[file.reason or "opening"]
