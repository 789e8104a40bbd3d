"""What a process that examines a file may use, where the system can hold it to that."""

from __future__ import annotations

import contextlib
import sys

MEMORY = 1_500_000_000
"""Bytes of address space: a picture of 40 million pixels takes about a third."""
SECONDS_OF_WORK = 60
LARGEST_COPY = 400_000_000


def limit_this_process() -> None:
    """Limit memory, work, and what is written; open no further files than these few."""
    if sys.platform == "win32":  # it has no such limits
        return
    import resource

    for what, most in (
        (resource.RLIMIT_AS, MEMORY),
        (resource.RLIMIT_CPU, SECONDS_OF_WORK),
        (resource.RLIMIT_FSIZE, LARGEST_COPY),
        (resource.RLIMIT_CORE, 0),
    ):
        with contextlib.suppress(ValueError, OSError):  # a system may not know, or be stricter
            resource.setrlimit(what, (most, most))
