"""Taking a video of 200 MB: how fast it is sealed into the store, and that memory stays flat.

Run: `python -m benchmarks.files`. With PARTNERSHIP_CLAMD_URL set, scanning is measured too.
"""

from __future__ import annotations

import os
import resource
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

from benchmarks.figures import say
from domain import files, ids, inspections
from domain.files.receiving import original_context
from domain.sealing import Recipient, Recipients, opening, suites
from operations import clamd

MEGABYTES = 200
HEAD = b"\0\0\0\x20ftypisom\0\0\x02\0isomiso2avc1mp41\0\0\0\x08free"
BLOCK = 64 * 1024
SUITE = suites.MLKEM768_X25519


def main() -> None:
    """Print the figures."""
    private, public = suites.generate()
    recipients = Recipients(tuple(Recipient(f"key-{n}", SUITE, public) for n in range(3)))
    keys = opening.PrivateKeys({"key-0": suites.private_key(SUITE, private)})
    with tempfile.TemporaryDirectory() as folder:
        store = files.FolderStore(Path(folder))
        organisation_id = ids.new()
        files.take(_video(1), organisation_id, recipients, store)  # what is loaded once, is
        before, started = _peak(), time.perf_counter()
        taken = files.take(_video(MEGABYTES), organisation_id, recipients, store)
        took = time.perf_counter() - started
        say("files: taking a video", MEGABYTES / took, "MB/s", megabytes=MEGABYTES)
        say("files: memory that took", _peak() - before, "MB", megabytes=MEGABYTES)
        place = original_context(taken.id, organisation_id)
        with inspections.scratch() as original, store.open(taken.id) as sealed:
            started = time.perf_counter()
            opening.open_stream(sealed, original, taken.wraps, place, keys)
            say("files: opening it in memory", MEGABYTES / (time.perf_counter() - started), "MB/s")
            if url := os.environ.get("PARTNERSHIP_CLAMD_URL"):
                original.seek(0)
                started = time.perf_counter()
                clamd.scan(clamd.address(url), original)
                say("files: scanning it", MEGABYTES / (time.perf_counter() - started), "MB/s")


def _video(megabytes: int) -> files.Offered:
    return files.Offered("doorbell.mp4", "video/mp4", _blocks(megabytes * 1_000_000 - len(HEAD)))


def _blocks(left: int) -> Iterator[bytes]:
    yield HEAD
    block = os.urandom(BLOCK)
    while left > 0:
        yield block[:left]
        left -= BLOCK


def _peak() -> float:
    """The most memory this process has used so far, in megabytes."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1000


if __name__ == "__main__":
    main()
