"""Sequencing, in a thread of the worker: a place for each event within a second.

It needs no jobs: what waits is in a table, and losing this process costs a second.
"""

from __future__ import annotations

import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import structlog
from sqlalchemy.exc import SQLAlchemyError

from domain.actors import system
from domain.keys import load_signing_key
from domain.keys.published import log_keys
from domain.sequencing import LogDamaged, Sequencer, note_backlog
from domain.unit_of_work import Sessions, unit_of_work

REST_SECONDS = 0.25
"""Between two looks at what waits; under load there is no rest."""
ALARM_SECONDS = 10.0
"""Between two looks at how long the oldest event has waited."""
AFTER_TROUBLE_SECONDS = 5.0

log = structlog.get_logger()


class Loop:
    """Sequences until it is told to stop."""

    def __init__(self, sessions: Sessions, keys: Path, public: Path) -> None:
        """Take the log's key from the worker's folder. Raises KeyFileRefused."""
        self._sessions = sessions
        self._key = load_signing_key(keys / "trail-log.json")
        self._origin = log_keys(public)[0].name
        self._stopped = threading.Event()
        self._looked = 0.0
        self._sequencer = Sequencer(self._key, self._origin)

    def stop(self) -> None:
        """Have it end after the batch at hand."""
        self._stopped.set()

    def run(self) -> None:
        """Sequence until told to stop; trouble is logged and tried again."""
        while not self._stopped.is_set():
            try:
                rest = 0.0 if self.step() else REST_SECONDS
            except (SQLAlchemyError, LogDamaged) as trouble:
                words = str(trouble) if isinstance(trouble, LogDamaged) else type(trouble).__name__
                log.error("trail_not_sequenced", because=words)
                self._sequencer = Sequencer(self._key, self._origin)
                self._look_quietly()
                rest = AFTER_TROUBLE_SECONDS
            self._stopped.wait(rest)

    def step(self) -> int:
        """Place one batch; return how many events were given a place."""
        with unit_of_work(self._sessions, system("sequencing")) as work:
            advance = self._sequencer.advance(work)
        size, placed = (advance.size, advance.placed) if advance else (0, 0)
        if time.monotonic() - self._looked > ALARM_SECONDS:
            self._look(size)
        return placed

    def _look(self, size: int) -> None:
        """Raise the alarm, in log and trail, if the log is behind."""
        self._looked = time.monotonic()
        with unit_of_work(self._sessions, system("sequencing")) as work:
            if note_backlog(work, size):
                log.error("trail_behind", size=size)

    def _look_quietly(self) -> None:
        try:
            self._look(0)
        except SQLAlchemyError as trouble:
            log.error("trail_not_looked_at", because=type(trouble).__name__)


@contextmanager
def sequencing(sessions: Sessions, keys: Path, public: Path) -> Iterator[None]:
    """Sequence in a thread of its own while the block runs. Raises KeyFileRefused."""
    loop = Loop(sessions, keys, public)
    thread = threading.Thread(target=loop.run, name="sequencing", daemon=True)
    thread.start()
    try:
        yield
    finally:
        loop.stop()
        thread.join(AFTER_TROUBLE_SECONDS)
