"""What can become of a submission: the outcomes, the facts each asks for, and the states between.

To change an outcome, change `OUTCOMES` below; destinations of referrals are in
`config/referrals.toml`.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from domain import reference, references
from domain.outcomes.states import (
    LEADS_TO,
    WORDS_FOR_PARTNERS,
    State,
    Step,
    StepNotAllowed,
    after,
    may,
)

__all__ = [
    "LEADS_TO",
    "OUTCOMES",
    "WORDS_FOR_PARTNERS",
    "Fact",
    "FactKind",
    "FactsMissing",
    "Outcome",
    "OutcomeRule",
    "Referrals",
    "State",
    "Step",
    "StepNotAllowed",
    "after",
    "check_facts",
    "destinations",
    "may",
]

LONGEST_REASON = 4000


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
    """Something an outcome needs to be told."""

    key: str
    words: str
    missing: str
    kind: FactKind = FactKind.TEXT
    hint: str = ""
    longest: int = 200


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


OUTCOMES: dict[Outcome, OutcomeRule] = {
    rule.outcome: rule
    for rule in (
        OutcomeRule(
            outcome=Outcome.REPORTED,
            words="Intelligence report made",
            hint="One or more reports were made from it.",
            facts=(
                Fact(
                    key="reports",
                    words="References of the reports",
                    missing="Enter the reference of at least one report",
                    hint="Separate several with commas.",
                ),
            ),
        ),
        OutcomeRule(
            outcome=Outcome.MORE_ASKED,
            words="More asked of the partner",
            hint="Ask only for what they already hold. Never ask them to find something out.",
            facts=(
                Fact(
                    key="question",
                    words="What you are asking",
                    missing="Enter what you are asking the partner",
                    kind=FactKind.LONG_TEXT,
                    longest=2000,
                ),
                Fact(
                    key="answer_by",
                    words="When you need the answer",
                    missing="Enter the date you need the answer by",
                    kind=FactKind.DATE,
                ),
            ),
            step=Step.ASK,
        ),
        OutcomeRule(
            outcome=Outcome.REFERRED,
            words="Referred",
            hint="Somebody else is better placed to deal with it.",
            facts=(
                Fact(
                    key="destination",
                    words="Where to",
                    missing="Select where you referred it to",
                    kind=FactKind.DESTINATION,
                ),
                Fact(
                    key="recipient",
                    words="Who took it",
                    missing="Enter who took the referral",
                    hint="Name or collar number, and unit or agency.",
                ),
                Fact(
                    key="referred_on",
                    words="When",
                    missing="Enter the date of the referral",
                    kind=FactKind.DATE,
                ),
            ),
        ),
        OutcomeRule(
            outcome=Outcome.DUPLICATE,
            words="Duplicate",
            hint="The same thing, from the same root, was sent before.",
            facts=(
                Fact(
                    key="duplicate_of",
                    words="Reference of the earlier submission",
                    missing="Enter the reference of the earlier submission",
                    kind=FactKind.REFERENCE,
                ),
            ),
        ),
        OutcomeRule(
            outcome=Outcome.ALREADY_KNOWN,
            words="Already known",
            hint="The force holds this already.",
            facts=(
                Fact(
                    key="known_as",
                    words="Where it is held",
                    missing="Enter the crime, log or report number it is held under",
                    hint="A crime, log or report number.",
                ),
            ),
        ),
        OutcomeRule(
            outcome=Outcome.NOT_PERTINENT,
            words="Not pertinent",
            hint="Nothing in it is for the police to hold. It is disposed of after a short time.",
        ),
        OutcomeRule(
            outcome=Outcome.WITHDRAWN,
            words="Withdrawn by the partner",
            hint="The partner asked for it to be withdrawn.",
            facts=(
                Fact(
                    key="withdrawn_by",
                    words="Who asked for that",
                    missing="Enter the name of the person who asked to withdraw it",
                ),
            ),
        ),
    )
}


class FactsMissing(ValueError):
    """Facts an outcome asks for are missing or wrong; `problems` says which, by fact key."""

    def __init__(self, problems: Mapping[str, str]) -> None:
        """Keep the problems, each in words for the officer."""
        super().__init__("; ".join(problems.values()))
        self.problems = dict(problems)


def destinations() -> tuple[Destination, ...]:
    """Return where submissions can be referred to."""
    return reference.read("referrals.toml", Referrals).destinations


def check_facts(outcome: Outcome, facts: Mapping[str, str], reason: str) -> dict[str, str]:
    """Return the facts an outcome asks for, trimmed. Raises FactsMissing."""
    rule, problems = OUTCOMES[outcome], {}
    kept = {fact.key: _tidied(fact, facts.get(fact.key, "")) for fact in rule.facts}
    for fact in rule.facts:
        if problem := _problem(fact, kept[fact.key]):
            problems[fact.key] = problem
    if not reason.strip():
        problems["reason"] = "Enter the reason for this outcome"
    elif len(reason) > LONGEST_REASON:
        problems["reason"] = f"The reason must be {LONGEST_REASON:,} characters or fewer"
    if problems:
        raise FactsMissing(problems)
    return kept


def _problem(fact: Fact, value: str) -> str | None:
    if not value:
        return fact.missing
    if len(value) > fact.longest:
        return f"{fact.words} must be {fact.longest:,} characters or fewer"
    if fact.kind is FactKind.DATE and not _is_date(value):
        return f"{fact.words} must be a real date"
    if fact.kind is FactKind.DESTINATION and value not in {d.key for d in destinations()}:
        return fact.missing
    if fact.kind is FactKind.REFERENCE and not references.parse(value):
        return f"{fact.words} must be eleven letters and digits; check each one"
    return None


def _tidied(fact: Fact, value: str) -> str:
    if fact.kind is FactKind.REFERENCE:
        return references.parse(value) or value.strip()
    return value.strip()


def _is_date(value: str) -> bool:
    try:
        date.fromisoformat(value)
    except ValueError:
        return False
    return True
