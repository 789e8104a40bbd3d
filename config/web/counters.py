"""Counters of rate limits: in a store that several processes share, or in the memory of one.

For counting in memory the library starts a thread at nearly every request to sweep out what has
expired, which costs more than counting does. Here it does so once a minute; nothing expired is ever
counted, swept or not.
"""

from __future__ import annotations

import threading
import time
from typing import Any

from limits.storage import MemoryStorage

SWEEP_SECONDS = 60.0
PATIENCE_SECONDS = 0.25


def patience(store: str) -> dict[str, Any]:
    """Return how long a shared store (its URL) may take to answer before it counts as away.

    Its driver would wait for ever, and then try again: every page would wait with it.
    """
    if store.startswith("memory:"):
        return {}
    waits = dict.fromkeys(("socket_connect_timeout", "socket_timeout"), PATIENCE_SECONDS)
    return {**waits, "retry": None}


class Sweep:
    """One sweep, standing for all that would be begun within the next minute."""

    def __init__(self, timer: threading.Timer) -> None:
        """Take the thread that the library made."""
        self._timer, self._next_at = timer, time.monotonic() + SWEEP_SECONDS

    def start(self) -> None:
        """Sweep, once."""
        self._timer.daemon = True
        self._timer.start()

    def is_alive(self) -> bool:
        """Say whether it is too early for another."""
        return time.monotonic() < self._next_at


class Counters(MemoryStorage):
    """What the setting `memory://` means in both doors."""

    STORAGE_SCHEME = ["memory"]

    @property
    def timer(self) -> Any:
        """The latest sweep."""
        return self._sweep

    @timer.setter
    def timer(self, timer: threading.Timer) -> None:
        self._sweep = Sweep(timer)
