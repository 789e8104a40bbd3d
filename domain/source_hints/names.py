"""The names that give a source away: the organisation's, its staff's and their roles."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache

from domain.wordings.passages import Answers, Passage
from domain.wordings.words import words_of

WORDS = {
    "organisation": "The name of a partner organisation",
    "staff": "The name of somebody who works for the partner",
    "role": "A job role that points to the partner",
}
_WITNESS = "witness or other"
_SHORTEST_PART = 4
_FEWEST_INITIALS = 3
_WORD = re.compile(r"[^\W\d_]+")


@dataclass(frozen=True)
class Names:
    """Names as they are known to the unit; each may be empty."""

    organisations: tuple[str, ...] = ()
    staff: tuple[str, ...] = ()
    roles: tuple[str, ...] = ()


NOBODY = Names()


def on_cards(answers: Answers | str) -> frozenset[str]:
    """Give the plain words of the names of those who have a card, but for witnesses."""
    people = answers.get("people") if isinstance(answers, Mapping) else None
    cards = people if isinstance(people, (list, tuple)) else ()
    names = [
        Passage("", str(card.get(part) or ""))
        for card in cards
        if isinstance(card, Mapping) and card.get("role") != _WITNESS
        for part in ("forenames", "surname", "aliases")
    ]
    return frozenset(words_of(names).places)


def found_in(
    text: str, names: Names, common: tuple[str, ...] = ()
) -> Iterator[tuple[int, int, str]]:
    """Give (start, end, kind) of each name in a text.

    A forename or surname alone counts too, and so do an organisation's initials and each word of
    its name that is not `common` to many.
    """
    for kind, pattern in _patterns(names, common):
        for match in pattern.finditer(text):
            yield match.start(), match.end(), kind


@lru_cache(maxsize=256)
def _patterns(names: Names, common: tuple[str, ...]) -> tuple[tuple[str, re.Pattern[str]], ...]:
    parts = {part for name in names.staff for part in re.split(r"[\s-]+", name)}
    words = [word for name in names.organisations for word in _own_words(name, common)]
    initials = [short for name in names.organisations for short in _initials(name)]
    written = (
        ("organisation", _pattern((*names.organisations, *words), re.IGNORECASE)),
        ("organisation", _pattern(initials, 0)),
        ("staff", _pattern((*names.staff, *(p for p in parts if len(p) >= _SHORTEST_PART)), 0)),
        ("role", _pattern(names.roles, re.IGNORECASE)),
    )
    return tuple((kind, pattern) for kind, pattern in written if pattern)


def _own_words(name: str, common: tuple[str, ...]) -> Iterator[str]:
    """Give the words of a name that few organisations have."""
    for word in _WORD.findall(name):
        if len(word) >= _SHORTEST_PART and word.lower() not in common:
            yield word


def _initials(name: str) -> Iterator[str]:
    """Give the capitals of a name, with and without the first: `ACSP`, `CSP`."""
    capitals = "".join(word[0] for word in _WORD.findall(name) if word[0].isupper())
    yield from (one for one in (capitals, capitals[1:]) if len(one) >= _FEWEST_INITIALS)


def _pattern(names: Iterable[str], flags: int) -> re.Pattern[str] | None:
    longest_first = sorted({name.strip() for name in names if name.strip()}, key=len, reverse=True)
    if not longest_first:
        return None
    return re.compile(r"\b(?:" + "|".join(map(re.escape, longest_first)) + r")\b", flags)
