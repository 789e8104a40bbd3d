"""How fast events get their places in a real database, and how fast contents are re-wrapped.

python -m benchmarks.sequencing [EVENTS]
"""

from __future__ import annotations

import sys
import tempfile
import time
from datetime import UTC, datetime
from pathlib import Path

from sqlalchemy import text

from benchmarks.databases import Prepared, prepared
from benchmarks.figures import say
from benchmarks.trail import event
from domain import ids, keys
from domain.actors import system
from domain.keys import load_signing_key
from domain.keys.published import log_keys
from domain.sequencing import Sequencer
from domain.unit_of_work import unit_of_work
from operations import exporting

_FILL = text(
    "insert into audit_event (id, at, name, operation, actor_kind, actor_name, subject_kind,"
    " subject_id, canonical) select unnest(cast(:ids as uuid[])), now(), 'SubmissionOpened',"
    " 'consultation', 'staff', 'An Officer', 'submission', gen_random_uuid(), :canonical"
)


def main() -> None:
    """Print one JSON line for each figure."""
    count = int(sys.argv[-1]) if sys.argv[-1].isdecimal() else 50_000
    with tempfile.TemporaryDirectory() as folder, prepared(Path(folder)) as database:
        keys.create(Path(folder) / "keys", datetime.now(UTC))
        _fill(database, count)
        say("trail.sequencing", _sequenced(database, Path(folder) / "keys", count), "events/s",
            events=count, batch=5_000, durable=True)  # fmt: skip
        file, began = Path(folder) / "export", time.perf_counter()
        size = exporting.export(database.triage, Path(folder) / "keys" / "public", file)
        say("trail.export", size / (time.perf_counter() - began), "events/s", events=size)


def _fill(database: Prepared, count: int) -> None:
    for start in range(0, count, 5_000):
        made = [str(ids.new()) for _ in range(min(5_000, count - start))]
        with database.triage.begin() as session:
            session.execute(_FILL, {"ids": made, "canonical": event(start)})


def _sequenced(database: Prepared, folder: Path, count: int) -> float:
    private = load_signing_key(folder / "worker" / "trail-log.json")
    sequencer = Sequencer(private, log_keys(folder / "public")[0].name)
    began, placed = time.perf_counter(), 0
    while placed < count:
        with unit_of_work(database.worker, system("sequencing")) as work:
            advance = sequencer.advance(work)
        placed += advance.placed if advance else 0
    return count / (time.perf_counter() - began)


if __name__ == "__main__":
    main()
