"""Words for people with ten minutes: easy at the age of ten on the form, of twelve elsewhere."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

import pytest

from domain import questions
from tests import reading_age

ROOT = Path(__file__).parents[2]
CONFIG = ROOT / "config"
FORM, PAGE = 10, 12
"""Years of age. What the law calls something stands as it is: hence two years more on pages."""
FORM_WORDS, PAGE_WORDS = 24, 26
"""The most words in a sentence."""
PAGES = sorted([*CONFIG.glob("policies/*.md"), *CONFIG.glob("guidance/*.md")])


def asked(screen: questions.Screen) -> list[str]:
    """Every word of a screen but the themes, which are names of crimes."""
    words = [screen.title, *screen.lead]
    for question in screen.questions:
        words += [question.words, question.hint, question.required]
        if not question.options_from:
            words += [option.words for option in question.options]
    return [each for each in words if each]


def read(page: Path) -> list[str]:
    """The words of a page, without the marks of Markdown and the addresses of links."""
    text = page.read_text("utf-8").split("---", 2)[2]
    text = re.sub(r"\]\([^)]*\)", "]", text)
    return [re.sub(r"\{\w+\}", "police", re.sub(r"[#*|\[\]]|^\d+\.", " ", text, flags=re.M))]


def hints() -> list[str]:
    """What is said beside an answer, and beside a file."""
    nudges = tomllib.loads((CONFIG / "nudges.toml").read_text("utf-8"))
    files = tomllib.loads((CONFIG / "files.toml").read_text("utf-8"))
    better = [each["better"] for each in nudges["victim_blaming"]]
    return [*nudges["words"].values(), *better, *files["warnings"], *files["refusals"].values()]


def plain(texts: list[str], years: float, words: int) -> None:
    age, longest = reading_age.age(texts), reading_age.longest(texts)[0]
    assert age <= years, f"one has to be {age:.1f} to read it with ease"
    assert len(longest.split()) <= words, f"too long: {longest}"


@pytest.mark.parametrize("screen", questions.SCREENS, ids=lambda screen: screen.key)
def test_a_screen_is_read_with_ease_at_ten(screen):
    plain(asked(screen), FORM, FORM_WORDS)


def test_hints_and_refusals_are_read_with_ease_at_ten():
    plain(hints(), FORM, FORM_WORDS)


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.stem)
def test_a_policy_or_guidance_is_read_with_ease_at_twelve(page):
    plain(read(page), PAGE, PAGE_WORDS)


@pytest.mark.parametrize(
    ("text", "years"),
    [
        ("The cat sat on the mat. It was glad.", 3),
        ("Tell us what you know about crime. Give full names.", 6),
        (
            "Notwithstanding considerable organisational difficulties, representatives"
            " acknowledged responsibility for administrative irregularities.",
            25,
        ),
    ],
)
def test_the_ruler_tells_a_primer_from_a_statute(text, years):
    age = reading_age.age([text])
    assert age <= years if years < 10 else age > years
