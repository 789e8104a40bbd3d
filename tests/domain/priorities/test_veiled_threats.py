"""A threat in everyday words is seen; alarming words used innocently raise nothing."""

from __future__ import annotations

from datetime import date

import pytest

from domain import priorities
from domain.priorities import Assessment, Priority
from tests.domain.priorities.sentences import sentences

VEILED, VEILED_HELD_BACK = sentences("veiled_threats.txt")
INNOCENT, INNOCENT_HELD_BACK = sentences("innocent_phrases.txt")


def assessed(sentence: str) -> Assessment:
    document = {"what": {"facts": sentence}}
    return priorities.assess(document, priorities.rulebook(), date(2026, 11, 22))


@pytest.mark.parametrize("sentence", VEILED + VEILED_HELD_BACK)
def test_a_veiled_threat_flags_safety_and_says_why(sentence: str) -> None:
    found = assessed(sentence)
    assert found.safety_flag
    for reason in found.reasons:
        assert reason.words
        assert reason.quote
        assert reason.quote == sentence[reason.start : reason.end]


@pytest.mark.parametrize("sentence", INNOCENT + INNOCENT_HELD_BACK)
def test_alarming_words_used_innocently_raise_nothing(sentence: str) -> None:
    assert assessed(sentence) == Assessment(Priority.LOW, False, None, ())


def test_nearly_every_veiled_threat_is_high() -> None:
    """A bar for the rules as a whole, above which a single sentence may still be only medium."""
    high = [s for s in VEILED + VEILED_HELD_BACK if assessed(s).priority is Priority.HIGH]
    assert len(high) >= 0.95 * len(VEILED + VEILED_HELD_BACK)


def test_the_tables_are_long_enough_to_mean_something() -> None:
    assert len(VEILED) >= 60
    assert len(VEILED_HELD_BACK) >= 20
    assert len(INNOCENT) >= 40
