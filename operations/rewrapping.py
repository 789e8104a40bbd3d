"""Re-wrapping all that is stored, step by step, each step a transaction of its own."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from uuid import UUID

from config.settings import ProcessSettings
from domain import audit, keys, reindexing, rewrapping
from domain.actors import Actor, system
from domain.index import load_search_keys
from domain.keys import Manifest, files
from domain.keys.changes import FORMER, SEARCH
from domain.keys.files import KeyFile
from domain.rewrapping.adding import FIRST
from domain.sealing import suites
from domain.sealing.unwrapping import PrivateKeys
from domain.unit_of_work import Sessions, reading, unit_of_work
from operations.set_up import sessions_as, whoever_types
from operations.worker.parts import manifest_in

DRILLED = 20
"""Contents that a drill tries the recovery key on."""


@dataclass(frozen=True)
class Done:
    """What came of it: contents wrapped anew, those that no key opened, those of no known place."""

    wrapped: int
    closed: tuple[UUID, ...]
    unplaced: int


@dataclass(frozen=True)
class Job:
    """A re-wrapping that is about to run."""

    sessions: Sessions
    private: PrivateKeys
    manifest: Manifest
    total: int
    unplaced: int

    def run(self, tell: Callable[[int], object] = lambda step: None) -> Done:
        """Wrap everything; `tell` is given the number of contents of each step."""
        closed: list[UUID] = []
        wrapped, after = 0, FIRST
        recipients = self.manifest.recipients_for("casework", datetime.now(UTC))
        actor = _actor()
        while True:
            with unit_of_work(self.sessions, actor) as work:
                step = rewrapping.rewrap_some(work, self.private, recipients, after)
            wrapped += step.wrapped
            closed += step.closed
            tell(step.wrapped + len(step.closed))
            if step.after is None:
                break
            after = step.after
        self._record(wrapped)
        return Done(wrapped, tuple(closed), self.unplaced)

    def _record(self, wrapped: int) -> None:
        with unit_of_work(self.sessions, whoever_types()) as work:
            said = {"version": self.manifest.version, "contents": wrapped}
            work.record(audit.ContentsRewrapped(audit.THE_KEYS, **said))


@contextmanager
def prepared(settings: ProcessSettings, extra: Path | None = None) -> Iterator[Job]:
    """Return what a re-wrapping needs: triage's keys, one more if given, and how much there is."""
    manifest = manifest_in(settings.public_keys, settings.signer)
    private = keys.load_private_keys(settings.keys)
    if extra:
        private = PrivateKeys({**private.by_id, **_opens(files.read(extra)).by_id})
    with sessions_as(settings) as sessions:
        recipients = manifest.recipients_for("casework", datetime.now(UTC))
        with reading(sessions, _actor()) as work:
            total, unplaced = rewrapping.left(work, recipients)
        yield Job(sessions, private, manifest, total, unplaced)


def delete_old(settings: ProcessSettings) -> Iterator[tuple[str, int]]:
    """Delete the wraps for each retired key; return its id and how many. Raises StillNeeded."""
    manifest = manifest_in(settings.public_keys, settings.signer)
    recipients = manifest.recipients_for("casework", datetime.now(UTC))
    with sessions_as(settings) as sessions:
        for key_id in rewrapping.retired_in(manifest):
            with unit_of_work(sessions, _actor()) as work:
                count = rewrapping.delete_wraps(work, key_id, recipients)
            yield key_id, count


def drill(settings: ProcessSettings, key: KeyFile) -> tuple[int, int]:
    """Try a recovery key on what is stored and record that; return how many opened, of how many."""
    with sessions_as(settings) as sessions:
        with unit_of_work(sessions, _actor()) as work:
            opened, tried = rewrapping.sample_opens(work, _opens(key), key.key_id, DRILLED)
            work.record(audit.RecoveryDrilled(audit.THE_KEYS, key_id=key.key_id, contents=opened))
        return opened, tried


def forget_search_key(settings: ProcessSettings) -> int:
    """Delete the former search key if nothing is indexed under it; return how much still is."""
    held = load_search_keys(settings.keys)
    with sessions_as(settings) as sessions:
        with reading(sessions, _actor()) as work:
            left = reindexing.progress(work, held).left
        if left:
            return left
        key_id = files.inspect(settings.keys / "search.json").key_id
        with unit_of_work(sessions, _actor()) as work:
            work.record(audit.SecretChanged(audit.THE_KEYS, purpose=SEARCH, key_id=key_id))
    (settings.keys / FORMER).unlink(missing_ok=True)
    return 0


def _opens(key: KeyFile) -> PrivateKeys:
    return PrivateKeys({key.key_id: suites.private_key(key.suite, key.private)})


def _actor() -> Actor:
    """Whoever types, with the service's own permission: nothing is shown to them."""
    return system(f"re-wrapping by {whoever_types().name.removeprefix('set-up by ')}")
