"""Every submission of the demo goes in through the fields and comes out word for word."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest

from domain import answers, questions
from operations import scenarios

ALL = scenarios.scenarios()


@pytest.fixture(params=ALL, ids=lambda scenario: scenario["slug"])
def scenario(request: pytest.FixtureRequest) -> dict[str, Any]:
    found: dict[str, Any] = request.param
    return found


def entered(scenario: dict[str, Any]) -> answers.Document:
    document = answers.new()
    for key, posted in scenarios.posts_of(scenario):
        screen = questions.screen(key)
        values = answers.parse(screen, posted)
        assert answers.check(screen, values) == ()
        assert answers.strangers(screen, posted) == ()
        document = answers.put(document, screen, values)
    return answers.canonical(document)


def typed(value: Any) -> Iterator[str]:
    """Give every text in a part of a scenario."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for item in value.values():
            yield from typed(item)
    elif isinstance(value, list):
        for item in value:
            yield from typed(item)


def test_what_is_entered_is_what_is_kept(scenario: dict[str, Any]) -> None:
    document = entered(scenario)
    for group in scenario.keys() - {"slug", "organisation"}:
        assert document[group] == scenario[group]
    assert document == scenarios.answers_of(scenario)
    assert answers.complete(document)


def test_it_survives_being_packed(scenario: dict[str, Any]) -> None:
    document = entered(scenario)
    assert answers.unpacked(answers.packed(document)) == document


def test_every_word_is_laid_out_as_it_was_typed(scenario: dict[str, Any]) -> None:
    document = entered(scenario)
    rows = [row for section in answers.laid_out(document) for row in section.rows]
    shown = "\n".join(row.answer for row in rows)
    for group in scenario.keys() - {"slug", "organisation"}:
        for text in typed(_without_choices(group, document[group])):
            assert text in shown


def _without_choices(group: str, values: Any) -> Any:
    """Leave out what is shown in other words: choices and dates."""
    screen = questions.screen(group)
    chosen = {q.key for q in screen.questions if q.options or q.kind is questions.Kind.DATE}
    cards = values if isinstance(values, list) else [values]
    return [{key: item for key, item in card.items() if key not in chosen} for card in cards]


def test_only_danger_now_diverts(scenario: dict[str, Any]) -> None:
    screen = questions.screen("right_place")
    diversion = answers.diversion(screen, entered(scenario)["right_place"])
    assert bool(diversion) == (scenario["slug"] == "flight-tonight")


def test_opinion_is_laid_out_apart_from_facts(scenario: dict[str, Any]) -> None:
    what = next(s for s in answers.laid_out(entered(scenario)) if s.screen == "what")
    assert [row.answer for row in what.opinions] == [scenario["what"]["opinion"]]
    assert what.facts[0].answer == scenario["what"]["facts"]
