"""How fast the trail is hashed and verified, and that memory stays flat: JSON lines.

    python benchmarks/trail.py [EVENTS]

The export is generated as it is read, so that the memory measured is the verifier's own.
"""

from __future__ import annotations

import io
import json
import platform
import resource
import sys
import time
from collections.abc import Iterator
from datetime import UTC, datetime
from itertools import islice
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from domain.trail import canonical, checkpoints, notes, tree
from domain.trail.checkpoints import Checkpoint
from domain.trail.export_writers import Writer
from domain.trail.exports import Row
from domain.trail.proofs import BLOCK
from domain.trail.verifier import Trust, verify

ORIGIN = "benchmark.example/trail"
KEY = Ed25519PrivateKey.generate()
SIGNED_EVERY_BLOCKS = 4


class Generated(io.BufferedIOBase):
    """A file that is made while it is read, so that no log has to be stored."""

    def __init__(self, parts: Iterator[bytes]) -> None:
        self._lines = (line for part in parts for line in part.splitlines(keepends=True))

    def __iter__(self) -> Iterator[bytes]:
        return self._lines

    def readline(self, size: int | None = -1) -> bytes:
        """Return the next line."""
        return next(self._lines, b"")


def event(number: int) -> bytes:
    """Return the bytes of an event such as triage records most."""
    return canonical.encode(said_of(number))


def said_of(number: int) -> dict[str, object]:
    """Return what such an event says."""
    at = canonical.instant(datetime(2026, 1, 2, 3, 4, 5, tzinfo=UTC))
    return {
        "id": event_id(number), "at": at, "name": "SubmissionOpened", "operation": "consultation",
        "actor_kind": "staff", "actor_id": event_id(7), "actor_name": "An Officer",
        "subject_kind": "submission", "subject_id": event_id(number),
        "title": "submission AB12-CD34", "facts": {}, "version": 1,
    }  # fmt: skip


def event_id(number: int) -> str:
    """Return an id that ascends as real ones do."""
    return f"01900000-0000-7000-8000-{number:012x}"


TEMPLATE = event(0).replace(event_id(0).encode(), b"%s")


def parts(count: int) -> Iterator[bytes]:
    """Make an export block by block; checkpoints come every fourth block and at the end."""
    out, frontier = io.BytesIO(), tree.Frontier()
    writer = Writer(out)
    writer.begin(ORIGIN, datetime.now(UTC), sealed=False, rows=False)
    for start in range(0, count, BLOCK):
        numbers = range(start, min(start + BLOCK, count))
        ids = [event_id(number) for number in numbers]
        data = [TEMPLATE % (each.encode(), each.encode()) for each in ids]
        leaves = tree.leaf_hashes(data)
        frontier.extend(leaves)
        whole = tree.perfect_root(leaves) if len(leaves) == BLOCK else None
        writer.block(start // BLOCK, whole, map(Row, numbers, ids, leaves, data))
        if start // BLOCK % SIGNED_EVERY_BLOCKS == 0 or frontier.size == count:
            writer.checkpoint(
                checkpoints.sign(Checkpoint(ORIGIN, frontier.size, frontier.root()), KEY)
            )
        yield out.getvalue()
        out.seek(0)
        out.truncate()
    writer.end()
    yield out.getvalue()


def sequencing(count: int) -> float:
    """Return events hashed into the tree a second, in batches of 1,000."""
    data = [event(number) for number in range(1000)]
    frontier, began = tree.Frontier(), time.process_time()
    for _ in range(count // 1000):
        frontier.extend(tree.leaf_hashes(data))
    return count / (time.process_time() - began)


def verifying(count: int) -> float:
    """Return events verified a second of one core's time, from memory, the best of three."""
    export, best = b"".join(parts(count)), 0.0
    for _ in range(3):
        stream, began = io.BufferedReader(io.BytesIO(export)), time.process_time()
        checked(stream, count)
        best = max(best, count / (time.process_time() - began))
    return best


def checked(stream: io.BufferedIOBase, count: int) -> None:
    """Verify an export; a finding would make the figures worthless."""
    findings = verify(stream, Trust(notes.public_key(KEY, ORIGIN, notes.LOG_KEY)))
    if not findings.whole or findings.proven != count:
        raise SystemExit(f"the benchmark's own log is not whole: {findings.as_json()}")


def peak() -> float:
    """Return the most memory this process has held, in MiB."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def main() -> None:
    """Print one JSON line for each figure."""
    count = int(next(islice(sys.argv, 1, None), 1_000_000))
    checked(Generated(parts(count // 10)), count // 10)
    small = peak()
    checked(Generated(parts(count)), count)
    large = peak()
    context = f"one core, Python {platform.python_version()}, events of {len(event(0))} bytes"
    say("trail.verify.peak_memory.small", small, "MiB", f"{count // 10:,} events; {context}")
    say("trail.verify.peak_memory", large, "MiB", f"{count:,} events; {context}")
    say("trail.verify", verifying(min(count, 200_000)), "events/s", context)
    say("trail.sequence", sequencing(min(count, 200_000)), "events/s", f"hashing only; {context}")


def say(name: str, value: float, unit: str, context: str) -> None:
    """Print one figure."""
    line = {"name": name, "value": round(value, 1), "unit": unit, "context": context}
    sys.stdout.write(json.dumps(line) + "\n")


if __name__ == "__main__":
    main()
