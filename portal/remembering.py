"""Keeping what was looked up for a short while, and never more than so many things."""

from __future__ import annotations

import time
from collections.abc import Callable, Hashable
from typing import Generic, TypeVar

Found = TypeVar("Found")


class Remembered(Generic[Found]):
    """What was found, by what it was asked by. Threads may look the same thing up twice."""

    def __init__(self, seconds: float, most: int) -> None:
        """Keep each thing so many seconds, and at most so many things."""
        self._seconds, self._most = seconds, most
        self._kept: dict[Hashable, tuple[float, Found]] = {}

    def get(self, key: Hashable, look_up: Callable[[], Found]) -> Found:
        """Return what is kept under a key, or look it up."""
        now = time.monotonic()
        kept = self._kept.get(key)
        if kept and kept[0] > now:
            return kept[1]
        found = look_up()
        if len(self._kept) >= self._most:
            self._kept.clear()
        self._kept[key] = (now + self._seconds, found)
        return found

    def forget(self) -> None:
        """Look everything up again."""
        self._kept.clear()
