"""How long work takes: on the clock, and in CPU of this process and of the database's behind it.

A busy machine stretches the clock; CPU much less, and the ratio of two figures of one run least.
"""

from __future__ import annotations

import statistics
import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import Any

import psycopg

from benchmarks.figures import say


@dataclass
class Taken:
    """Milliseconds of several rounds: on the clock, of this process's CPU, of the database's."""

    clock: list[float] = field(default_factory=list)
    own: list[float] = field(default_factory=list)
    theirs: list[float] = field(default_factory=list)

    @property
    def cpu(self) -> list[float]:
        """CPU of both for each round."""
        return [own + theirs for own, theirs in zip(self.own, self.theirs, strict=True)]

    def say(self, name: str, **context: Any) -> None:
        """Print the median and the 95th percentile on the clock, and the same of CPU."""
        for kind, times in (("", self.clock), ("cpu.", self.cpu)):
            say(f"{name}.{kind}p50", statistics.median(times), "ms", **context)
            say(f"{name}.{kind}p95", high(times), "ms", **context)


class Meter:
    """Measures rounds of work that the backends of one database role serve."""

    def __init__(self, admin: psycopg.Connection[Any], role: str) -> None:
        """`admin` is an administrator's connection, in autocommit."""
        self.admin, self.role = admin, role

    def round(self, work: Callable[[], object], taken: Taken) -> None:
        """Do the work once, and note what it took."""
        backends = self._backends()
        theirs, own, begun = _cpu(backends), time.process_time(), time.perf_counter()
        work()
        taken.clock.append((time.perf_counter() - begun) * 1000)
        taken.own.append((time.process_time() - own) * 1000)
        taken.theirs.append(_cpu(backends) - theirs)

    def rounds(self, work: Callable[[int], object], times: int, warm: int = 5) -> Taken:
        """Do the work so many times, each with its number, after a few to warm up."""
        taken = Taken()
        for number in range(warm):
            work(number)
        for number in range(warm, warm + times):
            self.round(partial(work, number), taken)
        return taken

    def _backends(self) -> list[int]:
        asked = "select pid from pg_stat_activity where usename = %s"
        return [pid for (pid,) in self.admin.execute(asked, [self.role])]


def high(times: list[float]) -> float:
    """Return the 95th percentile."""
    return statistics.quantiles(times, n=20)[-1]


def _cpu(processes: Iterable[int]) -> float:
    """CPU of processes so far, in milliseconds, from /proc (Linux; counted in nanoseconds)."""
    return sum(
        int(Path(f"/proc/{pid}/schedstat").read_text("ascii").split()[0]) / 1e6 for pid in processes
    )
