"""The grading scheme as data: `config/grades.toml`, read and checked once."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TypeVar

from domain import reference


@dataclass(frozen=True, kw_only=True)
class Source:
    """A source evaluation; `reason_missing` says what to enter, where a reason is required."""

    code: str
    words: str
    meaning: str
    reason_missing: str = ""


@dataclass(frozen=True, kw_only=True)
class Assessment:
    """An intelligence assessment; `reason_missing` as for a source."""

    code: str
    words: str
    meaning: str
    reason_missing: str = ""


@dataclass(frozen=True, kw_only=True)
class Handling:
    """A handling code, and whether it comes with conditions and codes of its own."""

    code: str
    words: str
    meaning: str
    conditions: bool
    second_person: str = ""


@dataclass(frozen=True, kw_only=True)
class Action:
    """An action code; `usage_missing` where the usage has to be put into words."""

    code: str
    words: str
    meaning: str
    usage_missing: str = ""
    sensitive: bool = False
    second_person: str = ""


@dataclass(frozen=True, kw_only=True)
class Sanitisation:
    """A sanitisation code; `consult`: somebody is asked before the report goes further."""

    code: str
    words: str
    meaning: str
    second_person: str = ""
    consult: bool = False


@dataclass(frozen=True, kw_only=True)
class ConfidenceRow:
    """Which grades a derived confidence is for; an empty list stands for all."""

    words: str
    sources: tuple[str, ...] = ()
    assessments: tuple[str, ...] = ()

    def fits(self, source: str, assessment: str) -> bool:
        """Say whether the row is for these two codes."""
        return (not self.sources or source in self.sources) and (
            not self.assessments or assessment in self.assessments
        )


@dataclass(frozen=True, kw_only=True)
class SuggestionRow:
    """What one answer to "How do you know this?" points to, and why."""

    how: str
    assessment: str
    words: str


@dataclass(frozen=True, kw_only=True)
class Bearing:
    """An answer an officer weighs; `handling` is the code it points to, if it does."""

    where: str
    words: str
    handling: str = ""


@dataclass(frozen=True, kw_only=True)
class Scheme:
    """The whole scheme."""

    scheme: str
    version: str
    partner_source: str
    denials: tuple[str, ...]
    sources: tuple[Source, ...]
    assessments: tuple[Assessment, ...]
    handlings: tuple[Handling, ...]
    actions: tuple[Action, ...]
    sanitisations: tuple[Sanitisation, ...]
    confidences: tuple[ConfidenceRow, ...]
    suggestions: tuple[SuggestionRow, ...]
    bearings: tuple[Bearing, ...]

    def __post_init__(self) -> None:
        """Refuse a grade without a confidence, and a suggestion of a code that does not exist."""
        for source in self.sources:
            for assessment in self.assessments:
                self.confidence(source.code, assessment.code)
        for suggestion in self.suggestions:
            if suggestion.assessment not in {one.code for one in self.assessments}:
                raise ValueError(f"{suggestion.assessment} is not an assessment")

    def confidence(self, source: str, assessment: str) -> str:
        """Return the words of the first row that fits. Raises ValueError where none does."""
        for row in self.confidences:
            if row.fits(source, assessment):
                return row.words
        raise ValueError(f"no confidence is given for {source}{assessment}")


Row = TypeVar("Row", Source, Assessment, Handling, Action, Sanitisation)


def row(rows: tuple[Row, ...], code: str) -> Row | None:
    """Return the row with a code; None where there is none."""
    return next((one for one in rows if one.code == code), None)


@cache
def scheme(path: str | Path = "grades.toml") -> Scheme:
    """Return the scheme in a file. Raises ReferenceDataInvalid, naming file, line and key."""
    return reference.read(path, Scheme)
