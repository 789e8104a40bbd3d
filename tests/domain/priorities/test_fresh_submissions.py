"""Batches of fresh submissions, and sentences for the restricted queue.

What the rules made of each at first sight is told in `docs/priorities.md`; the bars here only keep
what has been reached since.
"""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from domain import priorities
from domain.priorities import Assessment, Priority
from tests.domain.priorities.fresh import Fresh, batch

FLAGGED_AT_LEAST = {1: 29, 2: 30, 3: 27, 4: 24, 5: 17}
FOUND_AT_LEAST = {1: 29, 2: 30, 3: 21, 4: 23, 5: 13}
RAISED_AT_MOST = {1: 3, 2: 7, 3: 5, 4: 1, 5: 1}
SENTENCES = [
    line.split("|", 1)
    for line in (Path(__file__).parent / "data" / "restricted.txt")
    .read_text(encoding="utf-8")
    .splitlines()
]
QUEUES = {"P": "police_corruption", "I": "possible_informant"}


def assessed(one: Fresh) -> Assessment:
    return priorities.assess(one.answers, priorities.rulebook(), date(2026, 11, 22))


@pytest.mark.parametrize("number", FOUND_AT_LEAST)
def test_dangers_are_flagged_and_raised_by_their_own_words(number: int) -> None:
    dangers = [one for one in batch(number) if one.is_danger]
    unflagged = [one.key for one in dangers if not assessed(one).safety_flag]
    missed = [one.key for one in dangers if not _raised_by_itself(one)]
    assert len(dangers) - len(unflagged) >= FLAGGED_AT_LEAST[number], unflagged
    assert len(dangers) - len(missed) >= FOUND_AT_LEAST[number], missed


@pytest.mark.parametrize("number", RAISED_AT_MOST)
def test_few_innocent_ones_are_high(number: int) -> None:
    innocent = [one for one in batch(number) if not one.is_danger]
    raised = [one.key for one in innocent if assessed(one).priority is Priority.HIGH]
    assert len(raised) <= RAISED_AT_MOST[number], raised


@pytest.mark.parametrize(("queue", "most_wrong"), [("P", 2), ("I", 0), ("N", 0), ("J", 1)])
def test_police_and_gathering_leave_the_ordinary_queue(queue: str, most_wrong: int) -> None:
    wrong = [text for kind, text in SENTENCES if kind == queue and _sent(text) != QUEUES.get(kind)]
    assert len(wrong) <= most_wrong, wrong


def _sent(text: str) -> str | None:
    document = {"what": {"facts": text, "learned": "2026-11-20"}}
    found = priorities.assess(document, priorities.rulebook(), date(2026, 11, 22))
    return found.restricted.value if found.restricted else None


def _raised_by_itself(one: Fresh) -> bool:
    high = [reason for reason in assessed(one).reasons if reason.raises is Priority.HIGH]
    return any(
        reason.safety and reason.where == "what.facts" and reason.start < end and first < reason.end
        for reason in high
        for first, end in one.dangers
    )
