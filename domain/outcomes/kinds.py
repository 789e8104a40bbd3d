"""What an outcome is made of: its name, its words, and the facts it asks for."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from domain.outcomes.states import Step


class Outcome(StrEnum):
    """What became of a submission."""

    REPORTED = "reported"
    MORE_ASKED = "more asked"
    REFERRED = "referred"
    DUPLICATE = "duplicate"
    ALREADY_KNOWN = "already known"
    NOT_PERTINENT = "not pertinent"
    WITHDRAWN = "withdrawn"


class FactKind(StrEnum):
    """How a fact is asked for."""

    TEXT = "text"
    LONG_TEXT = "long text"
    DATE = "date"
    REFERENCE = "reference"
    DESTINATION = "destination"


@dataclass(frozen=True, kw_only=True)
class Fact:
    """Something an outcome needs to be told; `required` always, or only in some cases."""

    key: str
    words: str
    missing: str
    kind: FactKind = FactKind.TEXT
    hint: str = ""
    longest: int = 200
    required: bool = True


@dataclass(frozen=True, kw_only=True)
class OutcomeRule:
    """An outcome: its words, the step it is, the facts it asks for besides a reason."""

    outcome: Outcome
    words: str
    hint: str
    facts: tuple[Fact, ...] = ()
    step: Step = Step.DECIDE


@dataclass(frozen=True)
class Destination:
    """Where a submission can be referred to."""

    key: str
    words: str


@dataclass(frozen=True)
class Referrals:
    """`config/referrals.toml`."""

    version: str
    destinations: tuple[Destination, ...]
