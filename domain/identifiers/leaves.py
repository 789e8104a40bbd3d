"""Every answer that may speak of somebody, in order, each with the way to it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import cache, lru_cache
from typing import NamedTuple

from domain.identifiers.lists import lists, words

Answers = Mapping[str, object]


class Leaf(NamedTuple):
    """One answer: "people.0.phones" and what was typed there."""

    where: str
    text: str

    @property
    def field(self) -> str:
        """The way without the places in lists: "people.phones"."""
        return _field(self.where)


def leaves(answers: Answers) -> Iterator[Leaf]:
    """Give every answer that is text about others; the submitter's own are left out."""
    skipped = words(lists().answers.skip)
    for key, value in answers.items():
        yield from _below(key, value, skipped)


def cards(answers: Answers, group: str) -> Iterator[tuple[int, Mapping[str, object]]]:
    """Give the cards of a group ("people") with their places."""
    listed = answers.get(group)
    if isinstance(listed, Sequence) and not isinstance(listed, str):
        for place, card in enumerate(listed):
            if isinstance(card, Mapping):
                yield place, card


def typed(card: Mapping[str, object], field: str) -> str:
    """Give one field of a card as text; what is missing or no text is empty."""
    value = card.get(field)
    return value.strip() if isinstance(value, str) else ""


def many(card: Mapping[str, object], field: str) -> tuple[str, ...]:
    """Give one field of a card that may hold several texts."""
    value = card.get(field)
    if isinstance(value, str):
        return (value,) if value.strip() else ()
    if isinstance(value, Sequence):
        return tuple(one for one in value if isinstance(one, str) and one.strip())
    return ()


def is_blank(text: str) -> bool:
    """Say whether somebody typed that there is nothing to type."""
    return text.strip(" .").casefold() in _blank()


@lru_cache(maxsize=4_096)
def _field(where: str) -> str:
    return ".".join(part for part in where.split(".") if not part.isdigit())


@cache
def _blank() -> frozenset[str]:
    return frozenset(("", *lists().answers.blank))


def _below(where: str, value: object, skipped: frozenset[str]) -> Iterator[Leaf]:
    if where.rpartition(".")[2] in skipped:
        return
    if isinstance(value, str):
        if value.strip():
            yield Leaf(where, value)
    elif isinstance(value, (dict, Mapping)):
        for key, below in value.items():
            yield from _below(f"{where}.{key}", below, skipped)
    elif isinstance(value, (list, Sequence)):
        for place, below in enumerate(value):
            inside = where if isinstance(below, str) else f"{where}.{place}"
            yield from _below(inside, below, skipped)
