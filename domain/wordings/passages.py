"""The texts of a submission's answers, each with the path to the answer that holds it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TypeAlias

Answers: TypeAlias = Mapping[str, object]


@dataclass(frozen=True)
class Passage:
    """One text as it was typed, and where: `what.facts`, `people[1].description`."""

    where: str
    text: str


def passages(answers: Answers | str) -> tuple[Passage, ...]:
    """Give every text of the answers in their order; a bare text has an empty path."""
    return tuple(_walk(answers, ""))


def _walk(value: object, where: str) -> Iterator[Passage]:
    if isinstance(value, str):
        if value:
            yield Passage(where, value)
    elif isinstance(value, (dict, Mapping)):
        for key, inner in value.items():
            yield from _walk(inner, f"{where}.{key}" if where else str(key))
    elif isinstance(value, (list, Sequence)):
        for place, inner in enumerate(value):
            yield from _walk(inner, f"{where}[{place}]")


def answer(answers: Answers, path: str) -> object:
    """Give the answer at a dotted path such as `what.learned`; None where there is none."""
    value: object = answers
    for key in path.split("."):
        value = value.get(key) if isinstance(value, Mapping) else None
    return value
