"""The demo's submissions: what officers should conclude is held against what the rules find."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from domain import priorities
from domain.priorities import Assessment, Priority, RestrictedReason
from operations import scenarios

TODAY = date(2026, 11, 22)
EXPECTED: dict[str, Any] = json.loads(
    (Path(__file__).parents[2] / "data" / "expected.json").read_text(encoding="utf-8")
)
ALL = {scenario["slug"]: scenario for scenario in scenarios.scenarios()}
RESTRICTED = {
    "officer-at-the-gym": RestrictedReason.POLICE_CORRUPTION,
    "needle-exchange-new-line": RestrictedReason.POSSIBLE_INFORMANT,
}
# What the reasons must show, so that a threat is not raised by luck.
SHOWN = {
    "cuckooing-hazel-court": "what floor he is on",
    "prison-phonecalls-kez": "nice new front door, shame",
    "ed-burns-car-wash": "will not be coming back to you or to anybody",
    "ed-shop-owner-fall": "square by Friday or we",
    "student-group-chat": "don't come in on",
    "officer-at-the-gym": "driven past OUR building (the refuge",
    "passports-in-the-freezer": "in a lock-up",
    "paddock-foot-chronology": "out on the 27th of November and he's going to come",
    "letterbox-question": "petrol can for his motorbike",
}


def assessed(slug: str) -> Assessment:
    document = scenarios.answers_of(ALL[slug])
    return priorities.assess(document, priorities.rulebook(), TODAY)


@pytest.mark.parametrize("slug", ALL)
def test_the_safety_flag_is_what_an_officer_would_conclude(slug: str) -> None:
    assert assessed(slug).safety_flag == EXPECTED[slug]["safety_concern"]


@pytest.mark.parametrize("slug", ALL)
def test_the_priority_is_what_an_officer_would_conclude(slug: str) -> None:
    assert assessed(slug).priority == EXPECTED[slug]["priority"]


def test_every_buried_threat_is_accounted_for() -> None:
    buried = {slug for slug in ALL if EXPECTED[slug]["why"].startswith("Buried:")}
    assert buried == set(SHOWN)


@pytest.mark.parametrize("slug", SHOWN)
def test_a_buried_threat_is_raised_by_its_own_passage(slug: str) -> None:
    quotes = [reason.quote for reason in assessed(slug).reasons if reason.raises is Priority.HIGH]
    assert any(SHOWN[slug] in quote for quote in quotes), quotes


@pytest.mark.parametrize("slug", ALL)
def test_only_police_corruption_and_possible_informants_are_restricted(slug: str) -> None:
    assert assessed(slug).restricted == RESTRICTED.get(slug)


@pytest.mark.parametrize("slug", ALL)
def test_every_quote_stands_where_its_reason_says(slug: str) -> None:
    for reason in assessed(slug).reasons:
        assert reason.words
        if reason.quote:
            assert (
                reason.quote
                == _at(scenarios.answers_of(ALL[slug]), reason.where)[reason.start : reason.end]
            )


def _at(value: Any, where: str) -> str:
    for key in where.replace("[", ".").replace("]", "").split("."):
        value = value[int(key)] if key.isdigit() else value[key]
    return str(value)
