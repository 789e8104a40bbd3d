"""Answers that take as long as any other, so that their time tells nothing."""

from __future__ import annotations

import time

from portal import parts


def as_long_as_any(started: float) -> None:
    """Wait for the next full step since `started` (of `time.monotonic`)."""
    step = parts.here().refusals_take
    if step:
        time.sleep(step - (time.monotonic() - started) % step)
