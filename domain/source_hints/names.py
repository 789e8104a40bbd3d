"""The names that give a source away: the organisation's, its staff's and their roles."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache

_SHORTEST_PART = 4


@dataclass(frozen=True)
class Names:
    """Names as they are known to the unit; each may be empty."""

    organisations: tuple[str, ...] = ()
    staff: tuple[str, ...] = ()
    roles: tuple[str, ...] = ()


NOBODY = Names()


def found_in(text: str, names: Names) -> Iterator[tuple[int, int, str]]:
    """Give (start, end, kind) of each name in a text; a forename or surname alone counts too."""
    for kind, pattern in _patterns(names):
        for match in pattern.finditer(text):
            yield match.start(), match.end(), kind


@lru_cache(maxsize=256)
def _patterns(names: Names) -> tuple[tuple[str, re.Pattern[str]], ...]:
    parts = {part for name in names.staff for part in re.split(r"[\s-]+", name)}
    written = {
        "organisation": _pattern(names.organisations, re.IGNORECASE),
        "staff": _pattern((*names.staff, *(p for p in parts if len(p) >= _SHORTEST_PART)), 0),
        "role": _pattern(names.roles, re.IGNORECASE),
    }
    return tuple((kind, pattern) for kind, pattern in written.items() if pattern)


def _pattern(names: Iterable[str], flags: int) -> re.Pattern[str] | None:
    longest_first = sorted({name.strip() for name in names if name.strip()}, key=len, reverse=True)
    if not longest_first:
        return None
    return re.compile(r"\b(?:" + "|".join(map(re.escape, longest_first)) + r")\b", flags)
