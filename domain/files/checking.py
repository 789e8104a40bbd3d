"""Checking a file that was sent, in the worker: opened in memory, scanned, examined, copied.

A file stays held until everything about it is known to be well. While the scanner cannot be reached
it stays held, and is tried again after a growing wait. Nothing here is done in one transaction with
the slow work: what was found is recorded at the end, once, whoever else tried in the meantime.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from dataclasses import dataclass
from typing import BinaryIO
from uuid import UUID

from sqlalchemy import select

from domain import audit, ids, inspections, wraps
from domain.actors import system
from domain.files import waiting
from domain.files.kinds import rules
from domain.files.receiving import original_context, rendition_context
from domain.files.stores import BytesMissing, Store
from domain.files.tables import File, FileState
from domain.inspections import Bounds, Examined
from domain.permissions import Permission
from domain.sealing import CannotOpen, Recipients, Wrap, seal_stream
from domain.sealing.opening import PrivateKeys, open_stream
from domain.unit_of_work import Sessions, UnitOfWork, reading, unit_of_work

ACTOR = system("file checks")
_BLOCK = 1 << 20


class ScannerUnavailable(Exception):
    """The scanner could not be asked, or did not answer; the message says why, for operators."""


@dataclass(frozen=True)
class Scanned:
    """What the scanner says: the malware's name (empty: none found), and which scanner it was."""

    malware: str
    scanner: str


Scan = Callable[[BinaryIO], Scanned]
"""Scan an open file from where it stands. Raises ScannerUnavailable."""


@dataclass(frozen=True)
class Means:
    """What checking stands on."""

    sessions: Sessions
    store: Store
    keys: PrivateKeys
    recipients: Recipients
    scan: Scan


@dataclass(frozen=True)
class Rendition:
    """A clean copy that is sealed in the store."""

    id: UUID
    kind: str
    digest: str
    wraps: tuple[Wrap, ...]


@dataclass(frozen=True)
class Checked:
    """What came of checking: the state, the finding if there is one, what the scanner said."""

    state: FileState
    reason: str | None = None
    scanned: Scanned = Scanned("", "")
    rendition: Rendition | None = None


def check(means: Means, file_id: UUID) -> FileState | None:
    """Check a held file and record what was found; return its state, None if it was not held."""
    with reading(means.sessions, ACTOR) as work:
        work.require(Permission.PROCESS_SUBMISSIONS)
        file = _held(work, file_id)
        kept = wraps.of(work.session, file_id)
    if file is None:
        return None
    try:
        checked = _checked(means, file, kept)
    except ScannerUnavailable as error:
        with unit_of_work(means.sessions, ACTOR) as work:
            waiting.again(work, file_id, str(error))
        return FileState.HELD
    if not _recorded(means, file_id, checked) and checked.rendition:
        means.store.remove(checked.rendition.id)
    return checked.state


def _held(work: UnitOfWork, file_id: UUID) -> File | None:
    query = select(File).where(
        File.id == file_id, File.state == FileState.HELD, File.submission_id.is_not(None)
    )
    return work.session.scalar(query)


def _checked(means: Means, file: File, kept: tuple[Wrap, ...]) -> Checked:
    with inspections.scratch() as original, inspections.scratch() as copied:
        try:
            _open(means, file, kept, original)
        except (CannotOpen, BytesMissing):
            return Checked(FileState.FAILED, "opening")
        original.seek(0)
        scanned = means.scan(original)
        if scanned.malware:
            return Checked(FileState.REFUSED, "malware", scanned)
        examined = _examined(original, copied, file.kind)
        if examined.finding:
            state = FileState.FAILED if _is_ours(examined) else FileState.REFUSED
            return Checked(state, examined.finding, scanned)
        rendition = _sealed_copy(means, file, copied, examined.copied)
        return Checked(FileState.CLEAN, scanned=scanned, rendition=rendition)


def _open(means: Means, file: File, kept: tuple[Wrap, ...], original: BinaryIO) -> None:
    place = original_context(file.id, file.organisation_id)
    with means.store.open(file.id) as sealed:
        if _digest(sealed) != file.digest:
            raise CannotOpen
        sealed.seek(0)
        open_stream(sealed, original, kept, place, means.keys)
    original.flush()


def _examined(original: BinaryIO, copied: BinaryIO, kind_key: str) -> Examined:
    kind, limits = rules().named(kind_key), rules().limits
    bounds = Bounds(**{name: getattr(limits, name) for name in Bounds.__dataclass_fields__})
    return inspections.examine(original, copied, kind.key, kind.structure.value, bounds)


def _is_ours(examined: Examined) -> bool:
    """Whether it may be our limits, not the file, that stood in the way."""
    return examined.finding == inspections.TOO_MUCH


def _sealed_copy(means: Means, file: File, copied: BinaryIO, kind: str | None) -> Rendition | None:
    if kind is None:
        return None
    rendition_id = ids.new()
    place = rendition_context(rendition_id, file.organisation_id)
    copied.seek(0)
    with means.store.put(rendition_id) as writer:
        made = seal_stream(copied, writer, place, means.recipients)
    with means.store.open(rendition_id) as sealed:
        return Rendition(rendition_id, kind, _digest(sealed), made)


def _digest(sealed: BinaryIO) -> str:
    sha256 = hashlib.sha256()
    while block := sealed.read(_BLOCK):
        sha256.update(block)
    return sha256.hexdigest()


def _recorded(means: Means, file_id: UUID, checked: Checked) -> bool:
    """Keep what was found; False if somebody else did so first, or the file has gone."""
    with unit_of_work(means.sessions, ACTOR) as work:
        query = select(File).where(File.id == file_id, File.state == FileState.HELD)
        file = work.session.scalar(query.with_for_update())
        if file is None:
            return False
        file.state, file.reason, file.checked_at = checked.state, checked.reason, work.now
        if made := checked.rendition:
            file.rendition_id, file.rendition_kind = made.id, made.kind
            file.rendition_digest = made.digest
            wraps.keep(work, made.id, made.wraps)
        waiting.over(work, file_id)
        work.record(_event(file, checked))
    return True


def _event(file: File, checked: Checked) -> audit.Event:
    reason, scanned = checked.reason or "", checked.scanned
    if checked.state is FileState.FAILED:
        return audit.FileCheckFailed(file, reason=reason)
    if checked.state is FileState.REFUSED:
        return audit.FileQuarantined(
            file, reason=reason, malware=scanned.malware, scanner=scanned.scanner
        )
    return audit.FileCleared(
        file,
        rendition=file.rendition_kind or "none",
        rendition_digest=file.rendition_digest or "",
        scanner=scanned.scanner,
    )
