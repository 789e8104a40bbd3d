"""How fast passwords may be tried: decided before anything is hashed, from past failures alone.

The caller keeps the failures (in memory, or in a shared store) under each of `limits.KEYS`. Whoever
signs in from a known device is judged by that device's own failures and nobody else's, so that an
attack from elsewhere never locks an office out, and other organisations are never slowed.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from domain.throttles.limits import LIMITS, Key, Limit

__all__ = ["Allowed", "Key", "Limit", "Wait", "decide", "decide_all"]


@dataclass(frozen=True)
class Allowed:
    """The password may be tried now."""


@dataclass(frozen=True)
class Wait:
    """Not yet: in how many seconds (for Retry-After), and the same in words."""

    seconds: int
    words: str


Decision = Allowed | Wait


def decide(
    failures: Sequence[datetime],
    now: datetime,
    known_device: bool = False,
    limit: Limit = LIMITS[Key.ORGANISATION_AND_ADDRESS],
) -> Decision:
    """Decide whether a password may be tried, from the times at which one was wrong before.

    A known device is spared the growing delay but not the limit: at most so many in the window.
    """
    recent = sorted(at for at in failures if now - limit.window < at)
    opens_at = now
    if len(recent) >= limit.failures:
        opens_at = recent[-limit.failures] + limit.window
    if recent and not known_device:
        opens_at = max(opens_at, recent[-1] + _delay(len(recent), limit))
    # Clocks that disagree must not lock anybody out for longer than the window.
    seconds = math.ceil(min(opens_at - now, limit.window).total_seconds())
    return Wait(seconds, _words(seconds)) if seconds > 0 else Allowed()


def decide_all(
    failures: Mapping[Key, Sequence[datetime]],
    now: datetime,
    known_device: bool = False,
    limits: Mapping[Key, Limit] = LIMITS,
) -> Decision:
    """Decide by every key that applies; the longest wait counts."""
    keys = (Key.DEVICE,) if known_device else tuple(key for key in limits if key != Key.DEVICE)
    decisions = [decide(failures.get(key, ()), now, known_device, limits[key]) for key in keys]
    waits = [decision for decision in decisions if isinstance(decision, Wait)]
    return max(waits, key=lambda wait: wait.seconds, default=Allowed())


def _delay(failures: int, limit: Limit) -> timedelta:
    """Return the pause after that many failures; the last of the table goes on."""
    if not limit.delays_seconds:
        return timedelta(0)
    place = min(failures, len(limit.delays_seconds)) - 1
    return timedelta(seconds=limit.delays_seconds[place])


def _words(seconds: int) -> str:
    if seconds < 60:
        return f"Wait {seconds} second{'' if seconds == 1 else 's'}, then try again"
    minutes = math.ceil(seconds / 60)
    return f"Wait {minutes} minute{'' if minutes == 1 else 's'}, then try again"
