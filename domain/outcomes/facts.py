"""Checking the facts that an outcome asks for."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from domain import reference, references
from domain.outcomes.kinds import Destination, Fact, FactKind, Outcome, Referrals
from domain.outcomes.table import OUTCOMES
from domain.problems import NotAccepted

LONGEST_REASON = 4000


def destinations() -> tuple[Destination, ...]:
    """Return where submissions can be referred to."""
    return reference.read("referrals.toml", Referrals).destinations


def check_facts(outcome: Outcome, facts: Mapping[str, str], reason: str) -> dict[str, str]:
    """Return the facts an outcome asks for, trimmed. Raises NotAccepted."""
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
        raise NotAccepted(problems)
    return kept


def _problem(fact: Fact, value: str) -> str | None:
    if not value:
        return fact.missing if fact.required else None
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
