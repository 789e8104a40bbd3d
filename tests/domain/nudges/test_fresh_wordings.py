"""Wordings of blame and of second matters, written before the phrases met them."""

from __future__ import annotations

import pytest

from domain.nudges import shapes
from domain.nudges.rules import RULES

BLAMING = [
    "She knows exactly what she's getting into.", "He is his own worst enemy.",
    "She dresses a lot older than she is.", "She's no angel herself.",
    "She keeps putting herself in these situations.", "She willingly goes off with older men.",
    "She keeps letting him back in.", "She winds him up on purpose.", "He won't help himself.",
    "She continues to associate with older males.", "It's largely her own fault.",
    "She has a history of making allegations.", "She didn't fight back.",
    "He got himself mixed up with them.", "Mum allowed it to happen.", "She has cried wolf before.",
]  # fmt: skip
BLAMELESS = [
    "He put himself forward for the team.", "She fell over the kerb.", "She plays the violin well.",
    "They engage a builder.", "There was a dramatic rise in thefts.",
]  # fmt: skip
SEVERAL = [
    "Two things to tell you about.", "The other thing is the van at number nine.",
    "Secondly, the lad in flat 3 has a stolen bike.", "While I have you, the garages are in use.",
    "One more thing, his brother sells tobacco.", "This should probably be two forms.",
    "There's also a different family I'm worried about.", "Separately, a man is selling phones.",
]  # fmt: skip
ONE = ["He has two cars and three phones.", "They went separately.", "One more person was there."]


@pytest.mark.parametrize("text", BLAMING)
def test_blame_in_other_words_is_seen(text: str) -> None:
    assert any(wording.found(text) for wording in RULES.victim_blaming)


@pytest.mark.parametrize("text", BLAMELESS)
def test_plain_words_blame_nobody(text: str) -> None:
    assert not any(wording.found(text) for wording in RULES.victim_blaming)


@pytest.mark.parametrize("text", SEVERAL)
def test_a_second_matter_in_other_words_is_seen(text: str) -> None:
    assert RULES.several_matters.found(text)


@pytest.mark.parametrize("text", ONE)
def test_one_matter_is_one(text: str) -> None:
    assert not RULES.several_matters.found(text)


@pytest.mark.parametrize(
    ("typed", "odd"),
    [("07700 90012", "phone_short"), ("01632 960123 ext 4", ""), ("+44 7700 900123", "")],
)
def test_a_mobile_without_its_last_figure_is_short(typed: str, odd: str) -> None:
    assert shapes.phone(typed) == odd


def test_a_title_does_not_make_an_initial_a_name() -> None:
    assert shapes.is_initials("Mr K")
