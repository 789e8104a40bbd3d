"""Assess a submission's answers by the rules."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from domain.priorities import conditions
from domain.priorities.levels import Priority, RestrictedReason
from domain.priorities.readings import Reading, read
from domain.priorities.rulebooks import Rulebook
from domain.priorities.rules import Rule
from domain.wordings.passages import Answers

MOST_REASONS_A_RULE = 5


@dataclass(frozen=True)
class Reason:
    """Why a rule spoke: in words, and the passage that made it, verbatim.

    `quote` is `text[start:end]` of the answer at `where`; all three are empty for an answer that
    is not text.
    """

    rule_key: str
    words: str
    quote: str
    where: str
    start: int
    end: int
    raises: Priority
    safety: bool
    restricted: RestrictedReason | None = None


@dataclass(frozen=True)
class Assessment:
    """What the rules make of a submission, with every reason."""

    priority: Priority
    safety_flag: bool
    restricted: RestrictedReason | None
    reasons: tuple[Reason, ...]


def assess(answers: Answers, rules: Rulebook, today: date) -> Assessment:
    """Assess the answers document; rules raise and never lower, so their order does not matter."""
    reading = read(answers, rules, today)
    speaking = (rule for rule in rules.data.rules if rule.may_speak(reading.found))
    reasons = tuple(reason for rule in speaking for reason in _reasons(rule, reading))
    return Assessment(
        priority=_highest(reason.raises for reason in reasons),
        safety_flag=any(reason.safety for reason in reasons),
        restricted=next((reason.restricted for reason in reasons if reason.restricted), None),
        reasons=tuple(sorted(reasons, key=lambda reason: -reason.raises.rank)),
    )


def _highest(priorities: Iterable[Priority]) -> Priority:
    return max(priorities, key=lambda priority: priority.rank, default=Priority.LOW)


def _reasons(rule: Rule, reading: Reading) -> list[Reason]:
    found = conditions.passages_for(rule, reading)
    return [
        Reason(
            rule_key=rule.key,
            words=_words(rule, evidence),
            quote=evidence.text[evidence.start : evidence.end],
            where=evidence.where,
            start=evidence.start,
            end=evidence.end,
            raises=Priority.MEDIUM if _is_doubted(rule, evidence) else rule.raises,
            safety=rule.safety,
            restricted=rule.restricted,
        )
        for evidence in found[:MOST_REASONS_A_RULE]
    ]


def _is_doubted(rule: Rule, evidence: conditions.Evidence) -> bool:
    return evidence.doubted and not rule.certain and rule.raises is Priority.HIGH


def _words(rule: Rule, evidence: conditions.Evidence) -> str:
    if evidence.telling:
        return f"{rule.words}: “{'”, “'.join(evidence.telling)}”"
    if _is_doubted(rule, evidence):
        return f"{rule.words}; but the account reads like everyday matters: raised to medium only"
    if evidence.due is None:
        return rule.words
    return f"{rule.words} ({evidence.due:%d/%m/%Y})"
