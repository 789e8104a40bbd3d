"""The tables of questions hold together, and a change of them cannot go unnoticed."""

from __future__ import annotations

import json

import pytest

from domain import nudges, questions
from domain.nudges.looks import LOOKS
from domain.questions import Kind, versions
from domain.questions.export import as_json
from domain.questions.themes import Theme, ThemeList

ALL = [(screen, question) for screen in questions.SCREENS for question in screen.questions]
FOUND = [f"{screen.key}.{question.key}" for screen, question in ALL]


def test_the_ten_steps_are_all_there_and_in_order() -> None:
    numbers = [screen.number for screen in questions.SCREENS]
    assert numbers == sorted(numbers)
    assert set(numbers) == set(range(1, 11))


def test_every_question_has_a_key_of_its_own() -> None:
    assert len(set(FOUND)) == len(FOUND)


@pytest.mark.parametrize(("screen", "question"), ALL, ids=FOUND)
def test_a_question_is_fit_to_be_asked(
    screen: questions.Screen, question: questions.Question
) -> None:
    assert question.words
    assert question.called
    assert set(question.nudges) <= set(LOOKS)
    if question.kind in {Kind.CHOICE, Kind.CHOICES, Kind.YES_NO, Kind.DECLARATION}:
        assert len(question.options_by_value) == len(question.options) > 0
    for other in filter(None, [question.among, question.shown_when and question.shown_when.key]):
        keys = list(screen.by_key)
        assert keys.index(other) < keys.index(question.key), "ask what it hangs on first"


@pytest.mark.parametrize(("screen", "question"), ALL, ids=FOUND)
def test_a_condition_names_answers_that_can_be_given(
    screen: questions.Screen, question: questions.Question
) -> None:
    if question.shown_when:
        other = screen.by_key[question.shown_when.key]
        assert set(question.shown_when.one_of) <= set(other.options_by_value)


def test_few_answers_are_required() -> None:
    required = [name for name, (_, question) in zip(FOUND, ALL, strict=True) if question.required]
    assert required == [
        "right_place.danger_now",
        "submitter.name",
        "submitter.role",
        "submitter.phone",
        "what.facts",
        "people.role",
        "how_known.how",
        "why_share.person_told",
        "check.declaration",
    ]


def test_facts_and_opinion_are_asked_apart() -> None:
    opinions = [name for name, (_, question) in zip(FOUND, ALL, strict=True) if question.opinion]
    assert opinions == ["what.opinion", "how_known.suspected_false"]


def test_four_thousand_words_fit_in_the_facts() -> None:
    assert questions.screen("what").by_key["facts"].limit >= 4_000 * 10


def test_what_is_asked_is_kept_under_its_version() -> None:
    assert versions.kept(questions.VERSION) == versions.current(), (
        "A question was changed. Raise VERSION in domain/questions/__init__.py if a submission "
        "was ever sent with the old one, then run: python -m domain.questions.versions"
    )


@pytest.mark.parametrize("path", sorted(versions.FOLDER.glob("*.json")), ids=lambda path: path.stem)
def test_every_version_that_was_ever_asked_can_still_be_read(path: versions.Path) -> None:
    assert versions.kept(int(path.stem)).version == int(path.stem)


@pytest.mark.parametrize("version", [0, 999_999, "../1", None])
def test_a_version_that_was_never_asked_is_refused(version: int) -> None:
    with pytest.raises(versions.UnknownVersion):
        versions.kept(version)


def test_the_export_names_every_field_once_with_its_kind() -> None:
    exported = json.loads(json.dumps(as_json()))
    fields = {
        question["field"]: question
        for screen in exported["screens"]
        for question in screen["questions"]
    }
    assert len(fields) == len(ALL)
    assert fields["people-{n}-surname"]["limits"] == {"longest": 200}
    assert fields["learned"]["fields"] == ["learned-day", "learned-month", "learned-year"]
    assert fields["safeguarding_referral-when"]["shown_when"] == {
        "field": "safeguarding_referral-made",
        "one_of": ["yes"],
    }
    assert len(fields["themes"]["options"]) == len(questions.THEMES)


def test_the_screens_follow_one_another_to_the_end() -> None:
    assert questions.after(questions.screen("how_known")) == questions.screen("risk")
    assert questions.after(questions.screen("check")) is None


def test_a_screen_that_does_not_exist_is_said_so() -> None:
    with pytest.raises(questions.UnknownScreen):
        questions.screen("nowhere")


def test_two_themes_cannot_share_a_key() -> None:
    with pytest.raises(ValueError, match="drugs"):
        ThemeList("1", (Theme("drugs", "Drugs"), Theme("drugs", "Illegal drugs")))


def test_terrorism_says_where_else_to_turn_and_corruption_goes_to_few() -> None:
    by_key = {theme.key: theme for theme in questions.THEMES}
    assert "999" in by_key["terrorism and extremism"].note
    assert by_key["corruption"].restricted


def test_no_hint_is_written_that_is_never_given() -> None:
    used = {rule for _, question in ALL for rule in question.nudges}
    assert used == set(LOOKS)
    assert nudges.for_document({}) == ()


def test_whoever_writes_over_a_version_is_told_what_that_means(tmp_path) -> None:
    name = f"{questions.VERSION}.json"
    assert versions.keep(tmp_path) == f"kept in {name}"
    assert versions.keep(tmp_path) == f"kept in {name}"
    (tmp_path / name).write_text("{}")
    assert "raise VERSION and run this again" in versions.keep(tmp_path)
