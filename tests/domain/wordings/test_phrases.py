"""Text is broken into plain words, and phrases are found in them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.wordings.finding import Finder
from domain.wordings.passages import Passage, passages
from domain.wordings.phrases import PhraseInvalid, parse
from domain.wordings.words import words_of

KIN = {"kin": ["mum mam", "sister*"]}


def quotes(phrase: str, text: str) -> list[str]:
    words = words_of([Passage("", text)])
    spans = Finder({"it": parse(phrase, KIN)}).find(words).get("it", [])
    found = [words.passage(span.first, span.last) for span in spans]
    return [passage.text[start:end] for passage, start, end in found]


@pytest.mark.parametrize(
    ("phrase", "text", "found"),
    [
        ("will not", "He won’t say.", ["won’t"]),
        ("can not leave", "She can't leave, cannot leave", ["can't leave", "cannot leave"]),
        ("she is", "She's in; shes out", ["She's", "shes"]),
        ("@kin house", "his Mam's house", ["Mam's house"]),
        ("@kin", "Sisters", ["Sisters"]),
        ("kill*", "killed a skill", ["killed"]),
        ("by the? #", "by the 9th, by 10", ["by the 9th", "by 10"]),
        ("owe* ..2 money", "owes him some money", ["owes him some money"]),
        ("owe* ..2 money", "owes him quite some more money", []),
        ("owe* ..2 money", "He owes. Money came", []),
        ("he _ her", "he hit her, he her", ["he hit her"]),
        ("mum/dad lives", "Dad\nlives. Dad lives", ["Dad lives"]),
        ("lock up", "the lock-up", ["lock-up"]),
        ("£ #", "paid £1,140", ["£1"]),
        ("10", "at 10.40am", ["10"]),
    ],
)
def test_a_phrase_is_found_however_it_was_typed(phrase: str, text: str, found: list[str]) -> None:
    assert quotes(phrase, text) == found


@pytest.mark.parametrize("phrase", ["", "..2 a", "a ..2", "@none", "Kill", "a ..99 b", "it's"])
def test_a_phrase_that_cannot_be_read_is_refused(phrase: str) -> None:
    with pytest.raises(PhraseInvalid):
        parse(phrase, KIN)


def test_the_texts_of_the_answers_are_walked_with_their_paths() -> None:
    answers = {"what": {"facts": "a", "themes": ["b", ""], "n": 3}, "people": [{"role": "c"}]}
    assert [(one.where, one.text) for one in passages(answers)] == [
        ("what.facts", "a"),
        ("what.themes[0]", "b"),
        ("people[0].role", "c"),
    ]


@given(st.text(max_size=300))
def test_any_text_at_all_can_be_read(text: str) -> None:
    words = words_of([Passage("", text)])
    assert len(words.words) == len(words.starts) == len(words.ends) == len(words.sentences)
    assert all(
        start < end <= len(text) for start, end in zip(words.starts, words.ends, strict=True)
    )
