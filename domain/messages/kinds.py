"""What kinds of message there are, which way each goes, and what a partner may be told."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from domain import reference
from domain.problems import NotAccepted

LONGEST = 10_000
"""Characters of a message; more than anybody has typed, less than would slow a page."""


class Direction(StrEnum):
    """Which way a message goes; part of the context it is sealed under."""

    TO_PARTNER = "to-partner"
    TO_POLICE = "to-police"


class Kind(StrEnum):
    """What a message is."""

    QUESTION = "question"
    TIP = "tip"
    ANSWER = "answer"
    ADDITION = "addition"
    WITHDRAWAL = "withdrawal"

    @property
    def direction(self) -> Direction:
        """Which way messages of this kind go."""
        asked = self in (Kind.QUESTION, Kind.TIP)
        return Direction.TO_PARTNER if asked else Direction.TO_POLICE


@dataclass(frozen=True)
class CoarseOutcome:
    """Something a partner may be told of what became of a submission."""

    key: str
    words: str


@dataclass(frozen=True)
class Feedback:
    """`config/feedback.toml`."""

    version: str
    outcomes: tuple[CoarseOutcome, ...]


def coarse_outcomes() -> dict[str, str]:
    """Return what partners may be told: words by key. Raises ReferenceDataInvalid."""
    return {one.key: one.words for one in reference.read("feedback.toml", Feedback).outcomes}


def checked(field: str, text: str, missing: str) -> str:
    """Return a text trimmed, its line ends one character each. Raises NotAccepted."""
    text = text.replace("\r\n", "\n").strip()
    if not text:
        raise NotAccepted({field: missing})
    if len(text) > LONGEST:
        raise NotAccepted({field: f"This must be {LONGEST:,} characters or fewer"})
    return text
