"""What partners read is plain: short sentences of short words (reading age about 9)."""

from __future__ import annotations

import re

import pytest

from domain import questions

LONGEST_SENTENCE = 25
HARD_WORDS = re.compile(
    r"\b(pertinent|utili[sz]e|commence|pursuant|herewith|ascertain|facilitate|regarding|"
    r"disclosure|perpetrator|aforementioned|prior to|in respect of|whilst|via|e\.g\.|i\.e\.|etc)\b",
    re.IGNORECASE,
)


def _texts() -> list[str]:
    texts = []
    for screen in questions.SCREENS:
        texts += [screen.title, *screen.lead, *(screen.diversion.words if screen.diversion else ())]
        for question in screen.questions:
            texts += [question.words, question.hint, question.required]
    return [text for text in texts if text]


@pytest.mark.parametrize("text", _texts())
def test_words_are_plain(text: str) -> None:
    assert not HARD_WORDS.search(text)
    for sentence in re.split(r"[.?!:] ", text):
        assert len(sentence.split()) <= LONGEST_SENTENCE, sentence


def test_the_whole_form_reads_at_about_nine_years() -> None:
    text = ". ".join(text.rstrip(".?") for text in _texts())
    assert _grade(text) <= 5, "US grade 4 is age 9 to 10"


def _grade(text: str) -> float:
    """Flesch-Kincaid grade: years of American schooling; add five for an age."""
    sentences = [part for part in re.split(r"[.?!]+", text) if part.strip()]
    words = re.findall(r"[A-Za-z’']+", text)
    syllables = sum(max(1, len(re.findall(r"[aeiouy]+", word.lower()))) for word in words)
    return 0.39 * len(words) / len(sentences) + 11.8 * syllables / len(words) - 15.59
