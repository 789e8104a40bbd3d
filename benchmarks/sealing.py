"""How fast sealing is: one 4 kB submission to three recipients, and a stream of 64 MiB.

Run: `python -m benchmarks.sealing`. The send budget allows a few milliseconds for sealing.
"""

from __future__ import annotations

import io
import os
import time
from collections.abc import Callable
from uuid import UUID

from benchmarks.figures import say
from domain.sealing import Context, Recipient, Recipients, opening, seal, seal_stream, suites

COUNT = 1000
MEBIBYTES = 64


def main() -> None:
    """Print the figures."""
    private, public = suites.generate()
    suite = suites.MLKEM768_X25519
    recipients = Recipients(tuple(Recipient(f"key-{n}", suite, public) for n in range(3)))
    keys = opening.PrivateKeys({"key-0": suites.private_key(suite, private)})
    context = Context("submission", UUID(int=1), UUID(int=2), "content")
    plain = os.urandom(4096)
    sealed = seal(plain, context, recipients)
    _report("seal 4 kB to 3", COUNT, lambda: seal(plain, context, recipients))
    _report(
        "open 4 kB", COUNT, lambda: opening.open_sealed(sealed.sealed, sealed.wraps, context, keys)
    )
    _report("rewrap to 3", COUNT, lambda: opening.rewrap(sealed.wraps, context, keys, recipients))
    source = io.BytesIO(os.urandom(MEBIBYTES << 20))
    started = time.perf_counter()
    seal_stream(source, io.BytesIO(), context, recipients)
    say("sealing: a stream", MEBIBYTES / (time.perf_counter() - started), "MiB/s", size=MEBIBYTES)


def _report(name: str, count: int, work: Callable[[], object]) -> None:
    started = time.perf_counter()
    for _ in range(count):
        work()
    say(f"sealing: {name}", count / (time.perf_counter() - started), "a second", times=count)


if __name__ == "__main__":
    main()
