"""Who passes things on for a reward is for the restricted queue; who only looks like it is not."""

from __future__ import annotations

from datetime import date

import pytest

from domain import priorities

TODAY = date(2026, 11, 22)


def restricted(facts: str) -> str | None:
    found = priorities.assess({"what": {"facts": facts}}, priorities.rulebook(), TODAY)
    return found.restricted


@pytest.mark.parametrize(
    "facts",
    [
        "The window cleaner gets a few quid for whatever he hears on the landing.",
        "Our porter is slipped a tenner for what she sees at the gate.",
        "He will have a name for Dave by Friday, he says.",
        "She told the barmaid she works for the police on the quiet.",
        "He says his handler is late again.",
        "The lad is a paid informant, his aunt told us.",
    ],
)
def test_who_is_rewarded_for_what_they_hear_is_for_the_restricted_queue(facts: str) -> None:
    assert restricted(facts) == "possible_informant"


@pytest.mark.parametrize(
    "facts",
    [
        "He works for the police as a cleaner at the station.",
        "The dog handler came on Friday and his spaniel barked.",
        "They will have a name for the raffle by Friday.",
        "She gets a warning for what she told the class.",
        "They shouted that his dad is a grass.",
        "He is paid for what he repairs.",
    ],
)
def test_what_only_sounds_like_it_stays_with_the_rest(facts: str) -> None:
    assert restricted(facts) is None
