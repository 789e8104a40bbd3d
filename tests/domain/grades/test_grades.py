"""The grading rules, every combination allowed and refused."""

from itertools import product

import pytest

from domain import grades
from domain.grades import Grade, tables
from domain.problems import NotAccepted
from domain.reference import ReferenceDataInvalid
from operations import scenarios

SOURCES, ASSESSMENTS = "123", "ABCDE"
ACTIONS, SANITISATIONS = ("", "A1", "A2", "A3"), ("", "S1", "S2")
WHY = {"source_reason": "Wrong twice before", "assessment_reason": "The car was abroad"}
CONDITIONS = {"handling_reason": "One neighbour knows", "conditions": "Do not visit"}

CONFIDENCE = {
    "1A": "high", "1B": "high", "1C": "medium", "1D": "low", "1E": "low",
    "2A": "medium", "2B": "medium", "2C": "low", "2D": "low", "2E": "low",
    "3A": "low", "3B": "low", "3C": "low", "3D": "low", "3E": "low",
}  # fmt: skip


@pytest.mark.parametrize(("source", "assessment"), [*product(SOURCES, ASSESSMENTS)])
def test_reasons_are_required_of_3_and_of_e_and_of_no_other(source, assessment):
    grade = Grade(source=source, assessment=assessment, handling="P")
    missing = {
        *(["source_reason"] if source == "3" else []),
        *(["assessment_reason"] if assessment == "E" else []),
    }
    assert set(grades.problems(grade)) == missing
    assert not grades.problems(grades.of(grade.as_document() | WHY))


@pytest.mark.parametrize(("source", "assessment"), [*product(SOURCES, ASSESSMENTS)])
def test_confidence_is_derived_for_every_grade(source, assessment):
    grade = Grade(source=source, assessment=assessment)
    assert grades.confidence(grade) == CONFIDENCE[source + assessment]


@pytest.mark.parametrize(("action", "sanitisation"), [*product(ACTIONS, SANITISATIONS)])
def test_p_forbids_both_codes(action, sanitisation):
    grade = Grade(
        source="2", assessment="B", handling="P", action=action, sanitisation=sanitisation
    )
    refused = {"action"} if action else set()
    assert set(grades.problems(grade)) == refused | ({"sanitisation"} if sanitisation else set())


@pytest.mark.parametrize(("action", "sanitisation"), [*product(ACTIONS, SANITISATIONS)])
def test_c_requires_both_codes_and_a3_its_usage(action, sanitisation):
    codes = {"action": action, "sanitisation": sanitisation}
    grade = Grade(source="2", assessment="B", handling="C", **CONDITIONS, **codes)
    missing = {field for field, code in codes.items() if not code}
    missing |= {"usage"} if action == "A3" else set()
    assert set(grades.problems(grade)) == missing
    used = grades.of(grade.as_document() | {"usage": "Stop the car if it is seen"})
    assert set(grades.problems(used)) == missing - {"usage"}


@pytest.mark.parametrize("left_out", ["handling_reason", "conditions"])
def test_c_requires_its_reason_and_its_conditions(left_out):
    kept = {**CONDITIONS, "action": "A1", "sanitisation": "S1", left_out: "  "}
    grade = grades.of({"source": "1", "assessment": "A", "handling": "C", **kept})
    assert set(grades.problems(grade)) == {left_out}


def test_nothing_chosen_is_said_field_by_field_in_words():
    with pytest.raises(NotAccepted) as refused:
        grades.check(Grade())
    assert refused.value.problems == {
        "source": "Select how reliable the source is",
        "assessment": "Select how the source knows it",
        "handling": "Select a handling code",
    }


def test_a_grade_of_another_scheme_is_refused():
    assert "scheme" in grades.problems(
        Grade(source="2", assessment="B", handling="P", scheme="5x5x5")
    )


@pytest.mark.parametrize("code", ["".join(one) for one in product(SOURCES, ASSESSMENTS, "PC")])
def test_every_code_is_read_as_it_is_written(code):
    assert str(grades.read(f" {code.lower()} ")) == code
    assert grades.read(code).scheme == "3x5x2"


@pytest.mark.parametrize("code", ["", "B2P", "4AP", "2FP", "2BX", "2B", "2BPP", "E41", "22B"])
def test_what_is_no_grade_is_not_read(code):
    with pytest.raises(grades.NotAGrade):
        grades.read(code)


def test_only_a2_makes_a_report_sensitive():
    assert [one for one in ACTIONS if grades.sensitive(Grade(action=one))] == ["A2"]


@pytest.mark.parametrize(("handling", "sanitisation"), [*product("PC", SANITISATIONS)])
def test_c_and_s2_ask_for_a_second_person(handling, sanitisation):
    why = grades.second_person(Grade(handling=handling, sanitisation=sanitisation))
    assert why == (
        *(["handling code C"] if handling == "C" else []),
        *(["sanitisation code S2"] if sanitisation == "S2" else []),
    )
    assert grades.consult(Grade(sanitisation=sanitisation)) is (sanitisation == "S2")


@pytest.mark.parametrize("scenario", scenarios.scenarios(), ids=lambda one: one["slug"])
def test_a_suggestion_is_explained_and_leaves_the_source_untested(scenario):
    suggestion = grades.suggest(scenarios.answers_of(scenario))
    assert suggestion.grade.source == "2"
    assert suggestion.grade.assessment in "ACD"
    assert all(because.words for because in suggestion.explanation)
    doubted = [b for b in suggestion.explanation if b.where == "how_known.suspected_false"]
    assert bool(doubted) is (scenario["how_known"]["suspected_false"] != "No")


def test_without_answers_nothing_but_the_source_is_suggested():
    suggestion = grades.suggest({})
    assert (suggestion.grade.assessment, suggestion.grade.handling) == ("", "")


def test_the_key_names_every_code():
    codes = [code for _, rows in grades.key() for code, _ in rows]
    assert codes == [*"123", *"ABCDE", *"PC", "A1", "A2", "A3", "S1", "S2"]


def test_a_scheme_that_leaves_a_grade_without_confidence_is_refused(tmp_path):
    text = (tables.reference.FOLDER / "grades.toml").read_text("utf-8")
    broken = tmp_path / "grades.toml"
    broken.write_text(text.replace('sources = ["3"]', 'sources = ["9"]'), "utf-8")
    with pytest.raises(ReferenceDataInvalid, match="no confidence is given for 3A"):
        tables.scheme(broken)
