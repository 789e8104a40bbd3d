"""Whole submissions: a threat buried in mundane text, or alarming words and no threat.

Each trial was written before the rules met it; what they made of it at first is told in
`docs/priorities.md`. Here the bars only keep what has been reached since.
"""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from domain import priorities
from domain.priorities import Assessment, Priority
from tests.domain.priorities.submissions import trial

FOUND_AT_LEAST = {1: 30, 2: 26, 3: 29, 4: 26, 5: 22}
RAISED_AT_MOST = {1: 4, 2: 6, 3: 3, 4: 5, 5: 8}


def assessed(answers: dict[str, Any]) -> Assessment:
    return priorities.assess(answers, priorities.rulebook(), date(2026, 11, 22))


@pytest.mark.parametrize(("number", "most"), RAISED_AT_MOST.items())
def test_few_innocent_submissions_are_raised_to_high(number: int, most: int) -> None:
    raised = [
        key
        for key, buried, answers in trial(number)
        if not buried and assessed(answers).priority is Priority.HIGH
    ]
    assert len(raised) <= most, raised


@pytest.mark.parametrize(("number", "fewest"), FOUND_AT_LEAST.items())
def test_a_buried_threat_is_raised_by_its_own_passage(number: int, fewest: int) -> None:
    submissions = [(key, answers) for key, buried, answers in trial(number) if buried]
    missed = [key for key, answers in submissions if not _raised_by_itself(answers)]
    assert len(submissions) - len(missed) >= fewest, missed


def _raised_by_itself(answers: dict[str, Any]) -> bool:
    """Whether a reason to raise it quotes something of what is not noise."""
    facts = answers["what"]["facts"]
    before, _, after, last = facts.split("\n\n")
    first, end = len(before) + 2, len(facts) - len(after) - len(last) - 4
    high = [one for one in assessed(answers).reasons if one.raises is Priority.HIGH]
    return any(one.safety and one.end > first and one.start < end for one in high)
