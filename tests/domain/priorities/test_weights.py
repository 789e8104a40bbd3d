"""What words weigh together: short accounts in many voices, and what a weight may not do."""

from __future__ import annotations

from datetime import date

import pytest

from domain import priorities
from domain.priorities import Assessment, Priority, weights
from domain.wordings.passages import passages
from domain.wordings.words import words_of
from tests.domain.priorities.sentences import wordings

THREATS = [text for is_danger, text in wordings() if is_danger]
INNOCENT = [text for is_danger, text in wordings() if not is_danger]
FOUND_AT_LEAST, RAISED_AT_MOST = 0.9, 0.06


def assessed(text: str) -> Assessment:
    document = {"what": {"facts": text, "learned": "2026-11-20"}}
    return priorities.assess(document, priorities.rulebook(), date(2026, 11, 22))


def high(texts: list[str]) -> float:
    found = [one for one in texts if assessed(one).priority is Priority.HIGH]
    return len(found) / len(texts)


def test_accounts_of_danger_are_high_and_everyday_ones_are_not() -> None:
    assert len(THREATS) >= 100
    assert len(INNOCENT) >= 100
    assert high(THREATS) >= FOUND_AT_LEAST
    assert high(INNOCENT) <= RAISED_AT_MOST


def test_the_reason_names_the_words_that_weigh_most_as_they_were_typed() -> None:
    told = "He LOCKS her in, keeps her phone, and she whispered that he hurts her little girl."
    found = [one for one in assessed(told).reasons if one.rule_key == "reads_like_harm"]
    assert "“LOCKS”" in found[0].words
    assert found[0].quote in told


def test_an_explicit_threat_in_an_everyday_account_is_flagged_but_only_medium() -> None:
    noise = "The tenancy started in May and the rent is paid by standing order each month. " * 8
    found = assessed(noise + "He keeps a knife by the door for the bailiff. " + noise)
    doubted = [one for one in found.reasons if "everyday matters" in one.words]
    assert (found.safety_flag, found.priority) == (True, Priority.MEDIUM)
    assert doubted
    assert all(one.raises is Priority.MEDIUM for one in doubted)


@pytest.mark.parametrize("text", ["a", "a b", "a b a b a", "c a b d a b e a"])
def test_a_stretch_weighs_what_its_different_words_and_pairs_weigh(text: str) -> None:
    given = weights.Weights("1", 3, 1, {"a": 10, "b": 100, "a b": 1000, "b a": -5})
    words = words_of(passages(text))
    found = weights.leaning(words, 0, given)
    assert found is not None
    plain = words.words
    for place, total in enumerate(found.totals):
        held = weights.features(plain[place : place + 3])
        assert total == 1 + sum(given.weights.get(one, 0) for one in held)
    assert len(found.totals) == max(1, len(plain) - 2)
