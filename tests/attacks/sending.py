"""A process that sends as the portal does until it is killed; what it says was acknowledged is.

python -m tests.attacks.sending DATABASE_URL KEYS ORGANISATION FILE
"""

from __future__ import annotations

import os
import threading
from datetime import UTC, datetime
from pathlib import Path
from uuid import UUID

from config.database import session_maker
from config.settings import WitnessSettings, WorkerSettings
from domain import ids, submissions
from domain.actors import Actor, ActorKind
from domain.permissions import PARTNER
from domain.unit_of_work import unit_of_work
from operations import witness, worker
from operations.command.witness import witness_of
from operations.witness import Memory
from operations.worker.parts import manifest_in
from operations.worker.sequencing import Loop
from tests import make


def send(url: str, keys: str, organisation: str, file: str) -> None:
    """Send as the portal does; first, again, what was under way when the last was killed."""
    sessions, partner = session_maker(url), UUID(organisation)
    manifest, under_way = manifest_in(Path(keys) / "public"), Path(f"{file}.under-way")
    actor = Actor(
        kind=ActorKind.PARTNER,
        name="Ravensike Homes",
        permissions=PARTNER,
        id=partner,
        organisation_id=partner,
    )
    key = UUID(under_way.read_text()) if under_way.exists() else ids.new()
    while True:
        kept(under_way, str(key), os.O_TRUNC)
        recipients = manifest.recipients_for("submission", datetime.now(UTC))
        with unit_of_work(sessions, actor) as work:
            sealed = submissions.sealed_answers(make.ANSWERS, partner, recipients)
            reference = submissions.receive(work, sealed, "Kirklees", key)
        kept(Path(file), f"{reference} {key}\n", os.O_APPEND)
        key = ids.new()


def kept(path: Path, text: str, how: int) -> None:
    """Write what has to be there after a kill, in one step."""
    target = path if how == os.O_APPEND else path.with_suffix(".new")
    descriptor = os.open(target, os.O_WRONLY | os.O_CREAT | how, 0o600)
    os.write(descriptor, text.encode())
    os.close(descriptor)
    if target != path:
        target.replace(path)


def sequence(url: str, keys: str) -> None:
    """Sequence as the worker does."""
    Loop(session_maker(url), Path(keys) / "worker", Path(keys) / "public").run()


def watch(settings: WitnessSettings) -> None:
    """Watch the log as `partnership witness` does."""
    memory = Memory(settings.folder)
    witness.run(
        session_maker(settings.database_url), witness_of(settings), memory, threading.Event()
    )


def work(settings: WorkerSettings) -> None:
    """Do the worker's jobs."""
    worker.run(settings)
