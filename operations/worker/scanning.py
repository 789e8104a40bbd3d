"""The worker's jobs about files: checking those that were sent, forgetting those that were not."""

from __future__ import annotations

from typing import BinaryIO
from uuid import UUID

import procrastinate
import structlog
from procrastinate import RetryStrategy

from domain import files
from domain.files import checking, waiting
from domain.files.checking import Means, Scanned, ScannerUnavailable
from domain.unit_of_work import reading, unit_of_work
from operations import clamd
from operations.worker.parts import Parts

EVERY_MINUTE = "* * * * *"
EVERY_HOUR = "17 * * * *"
A_FEW_TIMES = RetryStrategy(max_attempts=5, wait=10, linear_wait=20)
"""For a lost connection and the like; what waits for the scanner waits longer."""

log = structlog.get_logger()


def add_to(app: procrastinate.App, parts: Parts) -> None:
    """Tell the worker which jobs there are about files."""
    _add_checks(app, parts)
    _add_sweeps(app, parts)


def _add_checks(app: procrastinate.App, parts: Parts) -> None:
    @app.task(name="check_file", retry=A_FEW_TIMES)
    def check_file(file_id: str) -> None:
        _check(parts, UUID(file_id))

    @app.periodic(cron=EVERY_MINUTE)
    @app.task(name="check_held_files", queueing_lock="check_held_files", pass_context=False)
    def check_held_files(timestamp: int) -> None:
        """Check what waited long enough for the scanner, and what lost its job."""
        with reading(parts.sessions, checking.ACTOR) as work:
            held = waiting.due(work)
        for file_id in held:
            _check_or_wait(parts, file_id)


def _add_sweeps(app: procrastinate.App, parts: Parts) -> None:
    @app.periodic(cron=EVERY_HOUR)
    @app.task(name="sweep_files", queueing_lock="sweep_files", pass_context=False)
    def sweep_files(timestamp: int) -> None:
        """Remove what was added a day ago and never sent, then bytes that no row knows."""
        with unit_of_work(parts.sessions, checking.ACTOR) as work:
            forgotten = waiting.forget_unsent(work)
        with reading(parts.sessions, checking.ACTOR) as work:
            swept = waiting.sweep(work, store(parts))
        if forgotten or swept:
            log.info("files_swept", unsent=forgotten, stored=swept)


def store(parts: Parts) -> files.Store:
    """Return where sealed files are kept."""
    return files.FolderStore(parts.settings.files)


def scan_with(url: str) -> checking.Scan:
    """Return what scans with the clamd at a URL; with none set, no file is ever let through."""

    def scan(reader: BinaryIO) -> Scanned:
        if not url:
            raise ScannerUnavailable("no scanner is set: PARTNERSHIP_CLAMD_URL")
        try:
            where = clamd.address(url)
            found = clamd.scan(where, reader)
            return Scanned(found.malware, clamd.version(where))
        except (clamd.NoAnswer, clamd.AddressInvalid) as error:
            raise ScannerUnavailable(str(error)) from error

    return scan


def _check_or_wait(parts: Parts, file_id: UUID) -> None:
    """Check a file; whatever stands in the way of one must not keep the others waiting."""
    try:
        _check(parts, file_id)
    except Exception as error:
        log.exception("file_check_broke", file=str(file_id))
        with unit_of_work(parts.sessions, checking.ACTOR) as work:
            waiting.again(work, file_id, type(error).__name__)


def _check(parts: Parts, file_id: UUID) -> None:
    means = Means(
        sessions=parts.sessions,
        store=store(parts),
        keys=parts.private_keys,
        recipients=parts.casework(),
        scan=scan_with(parts.settings.clamd_url),
    )
    state = checking.check(means, file_id)
    log.info("file_checked", file=str(file_id), state=state)
