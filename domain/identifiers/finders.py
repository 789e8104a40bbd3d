"""All that is found in one piece of running text: who looks, in which order, and for what."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from datetime import date

from domain.identifiers import (
    accounts,
    birthdays,
    documents,
    handles,
    mentions,
    online,
    people,
    phones,
    places,
    registrations,
    runs,
    spoken_dates,
)
from domain.identifiers.kinds import Find

Names = tuple[tuple[str, people.Name], ...]

_FINDERS: tuple[tuple[Callable[[str], Iterator[Find]], str], ...] = (
    (handles.find, ""),
    (online.find, ""),
    (accounts.find, "0"),
    (documents.find, "0"),
    (phones.find, "0"),
    (places.find, "0/"),
    (registrations.find, "0?*"),
)
"""In order: where two would take the same letters, the earlier has them.

Beside each, without which signs in a text it finds nothing; 0 is any digit.
"""
_DIGIT = re.compile(r"\d")


def found_in(text: str, names: Names, context: runs.Context, day: date) -> list[Find]:
    """Give what is found in a text, in its order; nothing overlaps."""
    return _clear(_every(text, names, context, day))


def _every(text: str, names: Names, context: runs.Context, day: date) -> Iterator[Find]:
    signs = _signs(text)
    for finder, needed in _FINDERS:
        if not needed or not signs.isdisjoint(needed):
            yield from finder(text)
    named = list(people.find(text, names))
    yield from named
    others = list(mentions.find(text, context))
    yield from others
    if "0" in signs or spoken_dates.within(text):
        yield from birthdays.find(text, named + others, day)


def _signs(text: str) -> set[str]:
    """Give which of the telling signs a text holds."""
    signs = {sign for sign in "/?*" if sign in text}
    return signs | {"0"} if _DIGIT.search(text) else signs


def _clear(finds: Iterable[Find]) -> list[Find]:
    """Drop what overlaps something found before, and put the rest in the order of the text."""
    kept: list[Find] = []
    taken: set[int] = set()
    for find in finds:
        span = range(find.start, find.end)
        if taken.isdisjoint(span):
            taken.update(span)
            kept.append(find)
    return sorted(kept, key=lambda find: find.start)
