"""Does a question read like a task? Partners are asked what they hold, never to go and find out."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from domain import reference
from domain.wordings.finding import Finder
from domain.wordings.passages import passages
from domain.wordings.phrases import parse
from domain.wordings.words import words_of


@dataclass(frozen=True)
class Tasking:
    """`config/tasking.toml`."""

    version: str
    phrases: tuple[str, ...]


@cache
def _finder() -> Finder:
    listed = reference.read("tasking.toml", Tasking).phrases
    return Finder({"task": [one for text in listed for one in parse(text, {})]})


def tasking_phrases(text: str) -> tuple[str, ...]:
    """Return what in a question reads like a task, as it was written, each once, in order."""
    words = words_of(passages(text))
    found: dict[str, None] = {}
    for span in _finder().find(words).get("task", []):
        passage, first, last = words.passage(span.first, span.last)
        found[passage.text[first:last]] = None
    return tuple(found)
