"""Problems are said in words that tell whoever typed what to do, beside the right box."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from domain import answers, questions
from domain.answers import Problem

TODAY = date(2026, 11, 22)


def problems(key: str, **posted: str | list[str]) -> tuple[Problem, ...]:
    screen = questions.screen(key)
    fields = {
        name.replace("__", "-"): value if isinstance(value, list) else [value]
        for name, value in posted.items()
    }
    return answers.check(screen, answers.parse(screen, fields), TODAY)


def test_a_name_a_job_and_a_phone_are_asked_of_everyone() -> None:
    assert [problem.words for problem in problems("submitter", name=" ")] == [
        "Enter your full name",
        "Enter your job",
        "Enter your work phone number",
    ]


@pytest.mark.parametrize(
    ("boxes", "part", "words"),
    [
        (("10", "", "2026"), "month", "Date you learned this must include a month"),
        (("10", "", ""), "month", "Date you learned this must include a month and year"),
        (("", "11", "2026"), "day", "Date you learned this must include a day"),
        (("31", "2", "2026"), "day", "Date you learned this must be a real date"),
        (("1", "2", "26"), "year", "Date you learned this must have 4 numbers for the year"),
        (("1", "xx", "2026"), "day", "Date you learned this must be a real date"),
        (("1-1", "1", "2026"), "day", "Date you learned this must be a real date"),
        (("23", "11", "2026"), "day", "Date you learned this must be today or in the past"),
    ],
)
def test_a_date_says_which_part_is_wrong(
    boxes: tuple[str, str, str], part: str, words: str
) -> None:
    day, month, year = boxes
    found = problems("what", facts="x", learned__day=day, learned__month=month, learned__year=year)
    assert found == (Problem("learned", words, part),)
    assert found[0].anchor == f"learned-{part}"


def test_something_that_is_no_date_at_all_is_said_so() -> None:
    found = problems("what", facts="x", learned="yesterday")
    assert [problem.words for problem in found] == ["Date you learned this must be a real date"]


def test_text_over_its_limit_says_by_how_much() -> None:
    assert problems("what", facts="x" * 40_000) == ()
    assert problems("what", facts="x" * 41_234) == (
        Problem("facts", "What you know must be 40,000 characters or fewer. It is 1,234 too long"),
    )


@pytest.mark.parametrize("character", ["\0", chr(0xD800), chr(0xDFFF)])
def test_characters_that_cannot_be_kept_are_refused(character: str) -> None:
    found = problems("what", facts=f"a{character}b")
    assert [problem.field for problem in found] == ["facts"]
    assert "cannot keep" in found[0].words


@pytest.mark.parametrize(
    ("screen", "posted", "field"),
    [
        ("what", {"facts": "x", "still_going_on": "perhaps"}, "still_going_on"),
        ("what", {"facts": "x", "themes": ["drugs", "<b>"], "lead_theme": "drugs"}, "themes"),
        ("right_place", {"danger_now": "maybe"}, "danger_now"),
        ("how_known", {"how": "guessed"}, "how"),
    ],
)
def test_an_answer_that_is_not_listed_is_refused(
    screen: str, posted: dict[str, Any], field: str
) -> None:
    found = problems(screen, **posted)
    assert [problem.field for problem in found] == [field]
    assert "choose from the answers listed" in found[0].words


def test_the_main_theme_is_one_of_those_ticked() -> None:
    found = problems("what", facts="x", themes=["drugs", "arson"], lead_theme="fraud")
    assert found == (Problem("lead_theme", "The main theme must be one of those you ticked"),)


def test_a_problem_on_a_card_names_the_card_and_its_field() -> None:
    found = problems(
        "people", people__0__role="suspected", people__0__surname="A", people__4__surname="B"
    )
    assert found == (Problem("people-1-role", "Person 2: choose their part in this, or not known"),)


def test_too_many_cards_are_refused_once() -> None:
    posted: dict[str, str | list[str]] = {f"places__{n}__address": "x" for n in range(60)}
    found = problems("places", **posted)
    assert [problem.field for problem in found] == ["places-50-address"]


def test_lists_have_limits_too() -> None:
    found = problems(
        "people", people__0__role="suspected", people__0__phones=["1"] * 21 + ["2" * 201]
    )
    assert [problem.words for problem in found] == [
        "Person 1: each line of Phone numbers must be 200 characters or fewer. It is 1 too long",
        "Person 1: phone numbers must be 20 lines or fewer",
    ]


def test_a_hidden_question_has_no_problems() -> None:
    found = problems("why_share", person_told="yes", why_not="x" * 10_000)
    assert found == ()


def test_poor_content_is_not_refused() -> None:
    assert problems("what", facts="JB dealing nr chippy") == ()
    assert problems("people", people__0__role="not known") == ()
    assert problems("vehicles", vehicles__0__registration="??") == ()
