"""Hints are given where they help, kept out of the way where they do not, and never stop anyone."""

from __future__ import annotations

from typing import Any

import pytest

from domain import answers, nudges, questions
from domain.nudges import shapes
from domain.nudges.rules import RULES, Phrases, pattern
from operations import scenarios

WHAT = questions.screen("what")
PEOPLE = questions.screen("people")
PLACES = questions.screen("places")
VEHICLES = questions.screen("vehicles")


def kinds(screen: questions.Screen, group: Any, **others: Any) -> list[str]:
    return [n.kind for n in nudges.for_screen(screen, {screen.key: group, **others})]


def facts(text: str) -> list[str]:
    return kinds(WHAT, {"facts": text, "happened": "once"}, risk={"to_whom": "Nobody"})


@pytest.mark.parametrize("name", ["J", "J.", "JB", "J.B.", "J B"])
def test_initials_in_place_of_a_name_are_noticed(name: str) -> None:
    assert kinds(PEOPLE, [{"surname": name}]) == ["initials"]


@pytest.mark.parametrize("name", ["Jo", "O'Rourke-Hall", "ap Gwilym", "کریم", "Ng", ""])
def test_short_and_foreign_names_are_left_alone(name: str) -> None:
    assert kinds(PEOPLE, [{"forenames": name, "role": "suspected"}]) == []


@pytest.mark.parametrize(
    "text",
    ["DM is back out", "saw JB’s brother", "JB and DM again", "J.D. has keys", "saw J. D. there"],
)
def test_initials_of_a_person_in_the_text_are_noticed(text: str) -> None:
    assert facts(text) == ["initials"]


@pytest.mark.parametrize(
    "text",
    [
        "The GP said so",
        "PC was told",
        "Attended ED and left",
        "A DM",
        "J. D. Stott",
        "the N.H.S. trust",
        "9 a.m.",
        "the U.K. too",
    ],
)
def test_other_capitals_are_left_alone(text: str) -> None:
    assert facts(text) == []


def test_a_date_of_birth_is_asked_for_once_there_is_a_name() -> None:
    named = {"surname": "Wadsworth", "forenames": "Alan"}
    assert kinds(PEOPLE, [named]) == ["date_of_birth"]
    assert kinds(PEOPLE, [{**named, "date_of_birth": "03/11/1971"}]) == []
    assert kinds(PEOPLE, [{"forenames": "Tash"}]) == []


@pytest.mark.parametrize(
    ("typed", "odd"),
    [
        ("4.47E+11", "phone_spreadsheet"),
        ("4.47701E+11", "phone_spreadsheet"),
        ("7700900455", "phone_short"),
        ("0770090", "phone_short"),
        ("07700 900117 07700 900118", "phone_long"),
        ("07700 900 117", ""),
        ("+44 7700 900117", ""),
        ("0044 7700 900231", ""),
        ("+33 6 39 98 02 44", ""),
        ("0113 496 0118", ""),
        ("not known", ""),
    ],
)
def test_a_phone_number_that_was_damaged_is_noticed(typed: str, odd: str) -> None:
    assert shapes.phone(typed) == odd


@pytest.mark.parametrize(
    ("typed", "odd"),
    [
        ("TJ20HBX", ""),
        ("tj20 hbx", ""),
        ("QXW-417", ""),
        ("UF18 ???", ""),
        ("T??9 ?LM", ""),
        ("TJ2O HBX", "registration_letters"),
        ("UFI8 KZL", "registration_letters"),
        ("white van", "registration"),
        ("??????????", "registration"),
    ],
)
def test_a_number_plate_that_looks_wrong_is_noticed(typed: str, odd: str) -> None:
    assert shapes.plate(typed) == odd


def test_a_postcode_that_looks_wrong_is_noticed() -> None:
    assert kinds(PLACES, [{"postcode": "LS11 3Z"}]) == ["postcode"]
    assert kinds(PLACES, [{"postcode": "ls113zt"}, {"postcode": "LS9"}]) == []


def test_a_postcode_inside_an_address_is_asked_for_in_its_box() -> None:
    assert kinds(PLACES, [{"address": "27 Delph Terrace HX2 4ZN"}]) == ["postcode"]
    assert kinds(PLACES, [{"address": "HX2 4ZN", "postcode": "HX2 4ZN"}]) == []


@pytest.mark.parametrize(
    "text",
    [
        "She keeps putting herself at risk",
        "They are PUTTING\nTHEMSELVES AT RISK",
        "he makes poor choices about friends",
        "won’t engage with us",
        "it is a lifestyle choice",
    ],
)
def test_words_that_blame_a_victim_are_noticed_kindly(text: str) -> None:
    assert facts(text) == ["victim_blaming"]


def test_words_only_like_those_are_left_alone() -> None:
    assert facts("He was putting himself at risky odds; the choices at the shop are poor") == []


def test_a_marking_above_official_sensitive_is_noticed_and_a_secret_is_not() -> None:
    assert facts("Taken from a SECRET report") == ["marking"]
    assert facts("It was a secret between them, OFFICIAL-SENSITIVE") == []


def test_another_matter_in_the_same_form_is_noticed() -> None:
    assert facts("He deals. On a different note, the shop sells knives.") == ["several_matters"]


def test_what_could_show_the_source_is_a_reminder_until_risk_is_answered() -> None:
    group = {"facts": "My tenant told me", "happened": "once"}
    assert kinds(WHAT, group) == ["source"]
    assert kinds(WHAT, group, risk={"to_whom": "My tenant"}) == []


def test_a_number_plate_or_phone_in_notes_is_asked_for_on_its_own_card() -> None:
    assert kinds(PEOPLE, [{"description": "Drives TJ20 HBX"}]) == ["own_card"]
    assert kinds(VEHICLES, [{"notes": "Owner is on 07700 900117"}]) == ["own_card"]


def test_nothing_to_act_on_is_said_once_before_sending() -> None:
    found = [n.kind for n in nudges.for_document({"what": {"facts": "Dealing again"}})]
    assert found == ["when", "nothing_actionable"]


@pytest.mark.parametrize(
    "more",
    [
        {"people": [{"surname": "Wadsworth"}]},
        {"places": [{"address": "14 Hazel Court"}]},
        {"vehicles": [{"registration": "TJ20HBX"}]},
        {"what": {"facts": "The number is 07700 900117", "happened": "x"}},
    ],
)
def test_one_thing_to_look_up_is_enough(more: dict[str, Any]) -> None:
    document = {"what": {"facts": "Dealing again", "happened": "x"}, **more}
    assert "nothing_actionable" not in [n.kind for n in nudges.for_document(document)]


@pytest.mark.parametrize(
    ("facts", "enough"),
    [
        ("J. D. sells drugs at 4 Mill Lane, Batley, every Monday.", True),
        ("Stolen bikes go into 16a Lower Bank Street on Fridays at about 7pm.", True),
        ("He deals every Monday in town.", False),
        ("They sell drugs at 4 Mill Lane.", False),
        ("He had 3 Big Knives every day and went his way.", False),
    ],
)
def test_a_place_to_go_to_and_a_time_are_something_to_act_on(facts: str, enough: bool) -> None:
    found = [n.kind for n in nudges.for_document({"what": {"facts": facts, "happened": "x"}})]
    assert ("nothing_actionable" not in found) is enough


def test_an_untouched_form_has_no_hints() -> None:
    assert nudges.for_document(answers.new()) == ()


def test_what_was_typed_is_quoted_and_never_filled_in() -> None:
    found = nudges.for_screen(VEHICLES, {"vehicles": [{"registration": "{found} {0}"}]})
    assert "“{found} {0}”" in found[0].words
    assert found[0].field == "vehicles-0-registration"


EVERY_PHRASE = [
    phrase
    for phrases in (*RULES.victim_blaming, RULES.several_matters, RULES.source)
    for phrase in phrases.phrases
]


@pytest.mark.parametrize("phrase", EVERY_PHRASE)
def test_every_phrase_of_the_table_is_found(phrase: str) -> None:
    written = phrase.replace("{self}", "herself").replace("{their}", "her")
    written = written.replace("{they}", "she").replace("{them}", "him")
    for text in (written, f"Then {written.upper()}.", f"“{written.replace(' ', chr(10))}”"):
        assert Phrases((phrase,)).found(text) == text.strip("“”").removeprefix("Then ").rstrip(".")


def test_phrases_are_looked_for_as_written() -> None:
    assert pattern(("a.b (c)",)).search("an a.b (c) here")
    assert not pattern(("a.b",)).search("axb")


def test_hints_are_few_on_ordinary_submissions() -> None:
    documents = [scenarios.answers_of(scenario) for scenario in scenarios.scenarios()]
    counts = [
        sum(nudge.kind != "date_of_birth" for nudge in nudges.for_document(document))
        for document in documents
    ]
    assert max(counts) <= 4
    assert sum(counts) / len(counts) < 1
