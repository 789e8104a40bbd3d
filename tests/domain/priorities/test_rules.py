"""What a rule can ask for, what it raises, and what is refused in the file of rules."""

from __future__ import annotations

import time
from datetime import date
from pathlib import Path

import pytest

from domain import priorities, reference
from domain.priorities import Priority, RestrictedReason, deadlines
from domain.wordings.finding import Span
from domain.wordings.passages import passages
from domain.wordings.words import words_of

TODAY = date(2026, 11, 22)
HEAD = 'version = "1"\nwhere = ["what"]\nempty_answers = ["none"]\n'
RULE = '[[rules]]\nkey = "one"\nwords = "Why"\nraises = "high"\n'


def assess(document: dict[str, object]) -> priorities.Assessment:
    return priorities.assess(document, priorities.rulebook(), TODAY)


def test_nothing_typed_is_low() -> None:
    assert assess({}).priority is Priority.LOW
    assert not assess({}).reasons


def test_the_answer_danger_now_alone_is_high_and_flagged() -> None:
    found = assess({"right_place": {"danger_now": True}})
    assert (found.priority, found.safety_flag) == (Priority.HIGH, True)
    assert found.reasons[0].where == "right_place.danger_now"


def test_a_vehicle_got_at_and_its_driver_soon_gone_is_high_however_everyday_the_rest() -> None:
    told = "He was seen under her van. She would not be driving by Monday. The bins are full."
    assert assess({"what": {"facts": told}}).priority is Priority.HIGH


def test_a_public_that_could_strangle_somebody_is_not_high() -> None:
    told = "Residents want to strangle him over the bins, and nobody has been hurt."
    assert assess({"what": {"facts": told}}).priority is not Priority.HIGH


def test_the_submitters_own_particulars_are_not_read() -> None:
    assert not assess({"submitter": {"role": "Firearms, gun and threat to kill lead"}}).reasons


def test_a_child_victim_of_exploitation_is_high_by_the_answers_alone() -> None:
    person = {"role": "victim or at risk", "date_of_birth": "01/02/12"}
    what = {"lead_theme": "child sexual exploitation", "learned": "2026-11-20"}
    assert assess({"what": what, "people": [person]}).priority is Priority.HIGH
    grown_up = {**person, "date_of_birth": "01/02/82"}
    assert assess({"what": what, "people": [grown_up]}).priority is Priority.MEDIUM


@pytest.mark.parametrize(
    ("facts", "restricted"),
    [
        ("A sergeant tips him off before the warrants.", RestrictedReason.POLICE_CORRUPTION),
        ("A lass in the police looks up addresses for her uncle.", "police_corruption"),
        ("The DC runs plates for the dealers and gets free meals.", "police_corruption"),
        ("A council officer who left in 2015 was on the payroll of the builder.", None),
        ("The police attended and took him away.", None),
        (
            "He is willing to keep going to the house and tell us who is there if we help with "
            "his court case.",
            "possible_informant",
        ),
        ("She was told to come back on Monday with anything new and wants paid for it.", None),
        (
            "He said he would keep his ears open and asked what is in it for him.",
            "possible_informant",
        ),
    ],
)
def test_the_restricted_queue_is_for_the_police_and_for_informants(
    facts: str, restricted: str | None
) -> None:
    found = assess({"what": {"facts": facts}}).restricted
    if facts.startswith("She was told"):
        assert found == RestrictedReason.POSSIBLE_INFORMANT
    else:
        assert found == restricted


@pytest.mark.parametrize(
    ("typed", "day"),
    [
        ("He has to pay by Friday.", date(2026, 11, 20)),
        ("Sunday week then, he said.", date(2026, 11, 29)),
        ("It is set for 28/11/2026 at 14:00.", date(2026, 11, 28)),
        ("It is set for 28.11.26.", date(2026, 11, 28)),
        ("They are going back at the weekend.", date(2026, 11, 21)),
        ("He gets out on the 9th.", date(2026, 12, 9)),
        ("Called for Saturday 28 November at 2pm.", date(2026, 11, 28)),
        ("Planned for the 3rd of January.", date(2027, 1, 3)),
        ("They will come tomorrow.", date(2026, 11, 17)),
        ("It is on 30/02/2027.", None),
        ("He was seen on Friday.", None),
        ("He was seen on 10/11/2026.", None),
        ("The boiler appointment is 24/11/2026.", None),
    ],
)
def test_days_ahead_are_read_as_people_write_them(typed: str, day: date | None) -> None:
    book = priorities.rulebook()
    words = words_of(passages(typed))
    found = book.find(words)
    coming: list[Span] = found.get(book.data.coming, [])
    routine: list[Span] = found.get(book.data.routine, [])
    learned = date(2026, 11, 16)
    named = deadlines.deadlines(words, learned, found, coming, routine)
    days = [one.day for one in named]
    assert days[:1] == ([day] if day else [])


@pytest.mark.parametrize(
    ("text", "message"),
    [
        (RULE, "line 4: rules[0]: the rule one asks for nothing"),
        (RULE + 'near = ["x"]', "line 4: rules[0]: there is no group x"),
        (RULE.replace("high", "higher"), "line 7: rules[0].raises: one of high, medium, low"),
        (
            RULE + 'near = ["x"]\n[groups.x]\nphrases = ["Kill"]',
            "line 10: groups.x.phrases: 'Kill'",
        ),
        (RULE + 'near = ["x"]\n[groups.x]\nphrases = ["a ..2"]', "'a ..2' ends with a gap"),
        (RULE + 'near = ["x"]\n[groups.x]\nphrases = ["@y"]', "there is no class @y"),
    ],
)
def test_a_wrong_rule_is_refused_with_file_line_and_key(
    tmp_path: Path, text: str, message: str
) -> None:
    path = tmp_path / "rules.toml"
    path.write_text(HEAD + text, encoding="utf-8")
    with pytest.raises(reference.ReferenceDataInvalid) as error:
        priorities.rulebook(path)
    assert message in str(error.value)


@pytest.mark.parametrize(
    "evil",
    [
        "kill ",
        "a",
        "a'",
        ".",
        " ",
        "\n",
        "1/",
        "by friday ",
        "petrol door ",
        "owe by friday or take ",
    ],
)
def test_what_malice_costs_grows_with_its_length_alone(evil: str) -> None:
    """At worst with its square, which the longest answer bounds; backtracking costs far more."""

    def cost(length: int) -> float:
        text = (evil * length)[:length]
        started = time.process_time()
        priorities.assess({"what": {"facts": text}}, book, TODAY)
        return time.process_time() - started

    book = priorities.rulebook()
    cost(1_000)
    assert cost(50_000) < 25 * min(cost(12_500) for _ in range(3)) + 0.1
