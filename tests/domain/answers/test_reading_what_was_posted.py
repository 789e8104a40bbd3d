"""What was typed is kept as typed; what does not fit is kept too, and said."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain import answers, questions

WHAT = questions.screen("what")
PEOPLE = questions.screen("people")
RIGHT_PLACE = questions.screen("right_place")

HOSTILE = [
    "{{ 7*7 }} {% raw %} ${x}",
    "<script>alert(1)</script>",
    "=SUM(A1:A31)",
    "کریم said שלום",
    "👩‍👧 é é ﬁ Žilvinas Андрій",
    "  leading and trailing  \n\n",
    "\u202etxt.exe",
]


def what(**posted: str) -> Any:
    return answers.parse(WHAT, {name: [value] for name, value in posted.items()})


@pytest.mark.parametrize("text", HOSTILE)
def test_text_is_kept_character_for_character(text: str) -> None:
    values = what(facts=text)
    assert values["facts"] == text
    assert answers.check(WHAT, values) == ()


def test_a_line_break_counts_one_whoever_sends_it() -> None:
    assert what(facts="a\r\nb\rc\nd")["facts"] == "a\nb\nc\nd"


def test_a_single_text_where_a_list_is_posted_is_read_too() -> None:
    posted: Any = {"facts": "as one string"}
    assert answers.parse(WHAT, posted)["facts"] == "as one string"


@given(st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\r\0"), min_size=1))
def test_any_text_comes_back_as_it_went_in(text: str) -> None:
    values = what(facts=text)
    if text.strip():
        assert answers.parse(WHAT, answers.posted(WHAT, values)) == values
    assert values["facts"] == text


def test_nothing_posted_is_a_card_of_blanks() -> None:
    assert answers.parse(RIGHT_PLACE, {}) == {
        "danger_now": None,
        "crime_reported": None,
        "safeguarding_referral": None,
    }


def test_no_referral_is_an_answer_and_silence_is_none() -> None:
    values = answers.parse(RIGHT_PLACE, {"safeguarding_referral-made": ["no"]})
    assert values["safeguarding_referral"] == {"made": False, "when": "", "reference": ""}


def test_names_and_numbers_come_one_to_a_line_or_one_to_a_field() -> None:
    posted = {"people-0-aliases": ["Kez\r\nKezza\r\n\r\n", "K"]}
    assert answers.parse(PEOPLE, posted)[0]["aliases"] == ["Kez", "Kezza", "K"]


def test_cards_come_in_order_whatever_their_numbers_and_blank_ones_go() -> None:
    posted = {
        "people-12-surname": ["Last"],
        "people-2-surname": ["Middle"],
        "people-0-surname": ["First"],
        "people-1-surname": ["  "],
        "people-007-surname": ["No such number"],
        "people-99999-surname": ["Nor this"],
        "people-x-surname": ["Nor this"],
    }
    surnames = [card["surname"] for card in answers.parse(PEOPLE, posted)]
    assert surnames == ["First", "Middle", "Last"]


def test_fields_no_question_has_are_left_out_and_named() -> None:
    posted = {"facts": ["Seen"], "__class__": ["x"], "people-0-surname": ["Y"], "learned-day": [""]}
    assert set(answers.parse(WHAT, posted)) == {question.key for question in WHAT.questions}
    assert answers.strangers(WHAT, posted) == ("__class__", "people-0-surname")
    assert answers.strangers(PEOPLE, {"people-0-surname": ["Y"], "people-0-rank": ["Z"]}) == (
        "people-0-rank",
    )


def test_one_theme_alone_is_the_main_one() -> None:
    assert what(themes="drugs")["lead_theme"] == "drugs"


def test_a_main_theme_alone_is_one_of_the_themes() -> None:
    assert what(lead_theme="drugs")["themes"] == ["drugs"]


@pytest.mark.parametrize(
    ("boxes", "kept"),
    [
        (("10", "11", "2026"), "2026-11-10"),
        ((" 1 ", "Nov", "2026"), "2026-11-01"),
        (("1", "november", "2026"), "2026-11-01"),
        (("10", "", "2026"), "2026--10"),
        (("31", "2", "2026"), "2026-2-31"),
        (("", "", ""), ""),
    ],
)
def test_a_date_is_read_from_three_boxes(boxes: tuple[str, str, str], kept: str) -> None:
    posted = dict(zip(("learned-day", "learned-month", "learned-year"), boxes, strict=True))
    assert what(**posted)["learned"] == kept


def test_what_was_typed_in_the_boxes_of_a_date_can_be_shown_again() -> None:
    assert answers.dates.parts("2026--10") == ("10", "", "2026")
    assert answers.dates.parts("2026-11-01") == ("1", "11", "2026")
    assert answers.dates.parts("") == ("", "", "")


def test_a_whole_date_is_read_as_well() -> None:
    assert what(learned="2026-11-10")["learned"] == "2026-11-10"


def test_files_are_not_read_from_fields() -> None:
    assert answers.parse(questions.screen("files"), {"files": ["x"]}) == []


def test_a_declaration_is_made_or_not() -> None:
    check = questions.screen("check")
    assert answers.parse(check, {"declaration": ["yes"]}) == {"declaration": True}
    assert answers.parse(check, {"declaration": ["no"]}) == {"declaration": None}
