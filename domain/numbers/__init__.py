"""Numbers that managers need: small questions along indexes, each over a bounded time."""

from __future__ import annotations

from domain.numbers.figures import (
    DECIDED,
    LONGEST,
    SCREENED,
    Period,
    Slow,
    Times,
    arrivals,
    backlog,
    exported,
    outcomes,
    quality,
    slowest,
    themes,
    times_to,
)
from domain.numbers.trends import Trend, evaluations, handlings, trend

__all__ = [
    "DECIDED",
    "LONGEST",
    "SCREENED",
    "Period",
    "Slow",
    "Times",
    "Trend",
    "arrivals",
    "backlog",
    "evaluations",
    "exported",
    "handlings",
    "outcomes",
    "quality",
    "slowest",
    "themes",
    "times_to",
    "trend",
]
