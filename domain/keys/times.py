"""Times in key files and manifests: aware UTC, to the second, in one spelling."""

from __future__ import annotations

from datetime import UTC, datetime

_SPELLING = "%Y-%m-%dT%H:%M:%SZ"


def show_time(moment: datetime) -> str:
    """`2026-11-22T17:26:13Z`; fractions of a second are dropped."""
    return moment.astimezone(UTC).strftime(_SPELLING)


def read_time(text: str) -> datetime:
    """The time in a text of the one spelling. Raises ValueError or TypeError for anything else."""
    return datetime.strptime(text, _SPELLING).replace(tzinfo=UTC)
