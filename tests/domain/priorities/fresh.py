"""Submissions written in batches before the rules met them; the format of `data/fresh_N.txt`.

    === key | sector | lead theme | priority | danger or innocent [| restricted]
    the facts, with [[what is dangerous]], <<what may give the source away>> and {{kind|typed|kept}}
    P: role | Surname, Forenames | date of birth | age | phones

Marks are taken out of the facts; the places of what is dangerous are kept.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tests.domain.priorities.submissions import answers

FOLDER = Path(__file__).parent / "data"
_IDENTIFIER = re.compile(r"\{\{\w+\|(.*?)\|.*?\}\}")
_MARK = re.compile(r"\[\[|\]\]|<<|>>")


@dataclass(frozen=True)
class Fresh:
    """One submission, and what an officer would make of it."""

    key: str
    is_danger: bool
    answers: dict[str, Any]
    dangers: tuple[tuple[int, int], ...]


def batch(number: int) -> list[Fresh]:
    """Give the submissions of a batch."""
    text = (FOLDER / f"fresh_{number}.txt").read_text(encoding="utf-8")
    return [_fresh(block) for block in re.split(r"(?m)^=== ", text)[1:]]


def _fresh(block: str) -> Fresh:
    head, *lines = block.rstrip("\n").split("\n")
    key, _, theme, _, *kinds = (part.strip() for part in head.split("|"))
    marked = "\n".join(line for line in lines if not line.startswith("P: "))
    facts, dangers = _without_marks(_IDENTIFIER.sub(lambda match: match[1], marked))
    people = [_person(line[3:]) for line in lines if line.startswith("P: ")]
    document = answers({"theme": theme, "facts": facts, "people": people}, 0)
    document["what"]["facts"] = facts
    return Fresh(key, "danger" in kinds, document, dangers)


def _without_marks(text: str) -> tuple[str, tuple[tuple[int, int], ...]]:
    facts, last, opened = "", 0, 0
    dangers = []
    for mark in _MARK.finditer(text):
        facts += text[last : mark.start()]
        last = mark.end()
        if mark[0] == "[[":
            opened = len(facts)
        elif mark[0] == "]]":
            dangers.append((opened, len(facts)))
    return facts + text[last:], tuple(dangers)


def _person(line: str) -> dict[str, Any]:
    role, name, born, age, *_ = [*(part.strip() for part in line.split("|")), "", "", "", ""]
    surname, _, forenames = name.partition(",")
    return {
        "role": role,
        "surname": surname.strip(),
        "forenames": forenames.strip(),
        "date_of_birth": born,
        "age_range": age,
    }
