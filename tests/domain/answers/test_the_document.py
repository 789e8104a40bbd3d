"""The document: what is asked, what is dropped, how far it has come, how cards move."""

from __future__ import annotations

from typing import Any

import pytest

from domain import answers, questions
from domain.answers import Status
from domain.questions.versions import UnknownVersion

FULL = {
    "right_place": {"danger_now": False},
    "submitter": {"name": "A Person", "role": "Officer", "phone": "01632 960112"},
    "what": {"facts": "Seen"},
    "how_known": {"how": "online"},
    "why_share": {"person_told": "no"},
}


def test_a_new_document_has_every_group_and_the_version() -> None:
    document = answers.new()
    assert list(document) == ["questions_version", *(screen.key for screen in questions.SCREENS)]
    assert document["people"] == document["files"] == []


def test_the_answer_to_a_hidden_question_is_dropped_when_sent() -> None:
    document = answers.canonical(
        {
            "why_share": {"person_told": "yes", "why_not": "left from before"},
            "right_place": {"safeguarding_referral": {"made": False, "reference": "old"}},
        }
    )
    assert document["why_share"]["why_not"] == ""
    assert document["right_place"]["safeguarding_referral"]["reference"] == ""


def test_groups_and_keys_that_nobody_asked_are_not_kept() -> None:
    document = answers.canonical({"what": {"facts": "x", "extra": 1}, "extra": {}})
    assert "extra" not in document
    assert "extra" not in document["what"]


def test_being_made_canonical_twice_changes_nothing() -> None:
    once = answers.canonical(FULL)
    assert answers.canonical(once) == once
    assert answers.packed(answers.canonical(once)) == answers.packed(once)


def test_putting_an_answer_leaves_the_old_document_alone() -> None:
    old = answers.new()
    answers.put(old, questions.screen("submitter"), {"name": "New"})
    assert old == answers.new()


@pytest.mark.parametrize(
    ("key", "group", "status"),
    [
        ("submitter", {}, Status.NOT_STARTED),
        ("submitter", {"name": "A"}, Status.IN_PROGRESS),
        ("submitter", FULL["submitter"], Status.DONE),
        ("people", [], Status.OPTIONAL),
        ("people", [{"surname": "A"}], Status.IN_PROGRESS),
        ("people", [{"surname": "A", "role": "suspected"}], Status.DONE),
        ("files", [], Status.OPTIONAL),
        ("files", [{"name": "a.jpg"}], Status.DONE),
        ("right_place", {"danger_now": False}, Status.DONE),
    ],
)
def test_the_task_list_says_how_far_a_screen_is(key: str, group: Any, status: Status) -> None:
    assert answers.status(questions.screen(key), {key: group}) is status


def test_what_is_missing_is_named_by_screen() -> None:
    found = [missing.screen.key for missing in answers.missing(answers.new())]
    assert found == ["right_place", "submitter", "what", "how_known", "why_share"]
    assert not answers.complete(answers.new())
    assert answers.complete(answers.canonical(FULL))


def test_danger_now_sends_the_partner_to_999() -> None:
    screen = questions.screen("right_place")
    diversion = answers.diversion(screen, {"danger_now": True})
    assert diversion is not None
    assert "999" in diversion.title
    assert answers.diversion(screen, {"danger_now": False}) is None
    assert answers.diversion(questions.screen("what"), {}) is None


def test_cards_are_added_moved_and_taken_away() -> None:
    people = questions.screen("people")
    cards = [{"surname": name} for name in "ABC"]
    assert [c["surname"] for c in answers.cards.move(cards, 2, 0)] == ["C", "A", "B"]
    assert [c["surname"] for c in answers.cards.remove(cards, 1)] == ["A", "C"]
    assert answers.cards.remove(cards, 9) == answers.cards.move(cards, 9, 0) == cards
    assert answers.cards.add(people, cards)[3]["surname"] == ""
    assert len(answers.cards.add(people, cards * 50)) == 150


def test_the_layout_uses_the_words_of_the_choices() -> None:
    document = answers.canonical({**FULL, "what": {"facts": "x", "learned": "2026-11-09"}})
    rows = {row.field: row for section in answers.laid_out(document) for row in section.rows}
    assert rows["danger_now"].answer == "No"
    assert rows["how"].answer == "I saw it online"
    assert rows["learned"].answer == "9 November 2026"
    assert rows["why_not"].answer == ""
    assert "safeguarding_referral-when" not in rows
    assert rows["source_description"].sensitive


def test_officers_read_of_the_partner_and_partners_are_spoken_to() -> None:
    document = answers.canonical(FULL)
    asked, read = answers.laid_out(document), answers.laid_out_for_police(document)
    assert [row.answer for one in asked for row in one.rows] == [
        row.answer for one in read for row in one.rows
    ]
    assert "You" in {one.title for one in asked}
    said = {one.title for one in read} | {one.none for one in read}
    said |= {row.called for one in read for row in one.rows}
    assert {"Submitter", "Name, declared, not verified", "How they know this"} <= said
    assert not {words for words in said if {"you", "your"} & set(words.lower().split())}


def test_a_screen_without_cards_says_so() -> None:
    sections = {section.screen: section for section in answers.laid_out(answers.new())}
    assert sections["people"].none == "You have not added anyone"
    assert "check" not in sections


def test_files_are_laid_out_by_name() -> None:
    sections = {s.screen: s for s in answers.laid_out({"files": [{"name": "a.jpg"}]})}
    assert sections["files"].rows[0].answer == "a.jpg"


def test_a_document_of_questions_nobody_kept_is_not_guessed_at() -> None:
    with pytest.raises(UnknownVersion):
        answers.laid_out({"questions_version": 999})
