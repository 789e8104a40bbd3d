"""Text made to be slow: every pattern and the whole must stay quick, whatever is sent."""

from __future__ import annotations

import importlib
import pkgutil
import re
import time
from typing import Any

import pytest

import domain.identifiers
import domain.terms
from domain import identifiers, terms

SIZE = 50_000
SEEDS = (
    "a", "A", "0", "7", " ", "-", "?", "*", "a.", "A ", "Aa ", "A-", "0 ", "+4", "(0", "07 ",
    "a@a.",
    "@a", "///a.", "a.a.", "http://", "1.", "1:", ":", "snap ", "snap: ", "insta is is ", "born ",
    "dob ", "1 a ", "12 aaa aaa aaa ", "Mr ", "O'", 'Alan "', "ab12 ", "12/", "1-1-", " and 12 ",
    "12-34-56 a/c ", "reg ", "van 1", "é", "A1 ", "A1A", "3 November ", "SMITH, ", "\n", "4111 ",
)  # fmt: skip


def patterns() -> dict[str, re.Pattern[str]]:
    """Give every pattern of both packages, those built on first use too."""
    found = {}
    for package in (domain.identifiers, domain.terms):
        for module in pkgutil.iter_modules(package.__path__, f"{package.__name__}."):
            for name, value in vars(importlib.import_module(module.name)).items():
                built = _built(value, module.name)
                if built is not None:
                    found[f"{module.name}.{name}"] = built
    return found


def _built(value: Any, module: str) -> re.Pattern[str] | None:
    if isinstance(value, re.Pattern):
        return value
    ours = hasattr(value, "cache_info") and getattr(value, "__module__", "") == module
    if ours and getattr(value, "__annotations__", {}).keys() == {"return"}:
        made = value()
        return made if isinstance(made, re.Pattern) else None
    return None


PATTERNS = patterns()


def test_there_are_patterns_to_try() -> None:
    assert len(PATTERNS) > 40


@pytest.mark.parametrize("name", PATTERNS)
def test_no_pattern_takes_a_tenth_of_a_second_over_hostile_text(name: str) -> None:
    slowest = max((_seconds(PATTERNS[name], seed), seed) for seed in SEEDS)
    assert slowest[0] < 1, slowest


@pytest.mark.parametrize("seed", SEEDS)
def test_a_hostile_submission_is_taken_in_within_a_second(seed: str) -> None:
    text = (seed * SIZE)[:SIZE]
    answers = {"what": {"facts": text}, "people": [{"surname": text[:80], "forenames": "A"}]}
    started = time.process_time()
    terms.terms(answers, identifiers.extract(answers))
    assert time.process_time() - started < 5


def _seconds(pattern: re.Pattern[str], seed: str) -> float:
    text = (seed * SIZE)[:SIZE]
    started = time.process_time()
    for _ in pattern.finditer(text):
        pass
    return time.process_time() - started
