"""Terms of addresses: house number and street, however shortened, with town or postcode area."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from itertools import pairwise

from domain.identifiers.lists import either, lists, words
from domain.identifiers.places import postcode
from domain.terms import sounds
from domain.terms.kinds import Term

_CODE = re.compile(r"\b[A-Z]{1,2}\d[A-Z\d]?\s{0,2}\d[A-Z]{2}\b", re.I)
_HOUSE = re.compile(
    r"(?<![\w/.])(\d{1,4})[a-z]?(?:\s?(?:and|&|-|/|to)\s?(\d{1,4})[a-z]?)?\s+(?=[^\W\d])", re.I
)
_PART = re.compile(
    r"(?:flat|unit|room|stall|apartment|apt|floor|block|bedsit|plot)\s?[\w-]{1,4},?\s", re.I
)


def of_field(address: str, code: str = "") -> Iterator[Term]:
    """Give the terms of one address, with the postcode its card gives apart."""
    inside = _CODE.search(address)
    full = postcode(code) or (postcode(inside[0]) if inside else None)
    pieces = [piece.strip() for piece in _CODE.sub("", address).split(",") if piece.strip()]
    towns = _towns(pieces)
    spots = [*towns, *_codes(full)]
    for town in towns:
        yield Term("locality", town)
    for piece in (*pieces, *_flats(pieces)):
        yield from _houses(piece, spots)
    if full and " " in full and len(pieces) > 1:
        yield from _premises(pieces, full)


def of_text(text: str) -> Iterator[Term]:
    """Give the terms of addresses in running text: "14 hazel ct in Huddersfield"."""
    for match in _in_text().finditer(text):
        if match[1].split()[0].lower() in words(lists().words.stop):
            continue
        after = text[match.end() : match.end() + 60]
        near = re.match(r"(?:,? (?:in )?[^\W\d_a-z][^\W\d_A-Z]+){1,2}", after)
        towns = re.findall(r"[^\W\d_a-z][^\W\d_A-Z]+", near[0]) if near else []
        code = _CODE.search(after)
        spots = [_folded(town) for town in towns] + list(
            _codes(postcode(code[0]) if code else None)
        )
        yield from _houses(match[0], spots)


def _codes(full: str | None) -> tuple[str, ...]:
    return (full.split()[0].lower(),) if full else ()


def _houses(piece: str, spots: list[str]) -> Iterator[Term]:
    match = _HOUSE.search(_PART.sub("", piece + " "))
    if match is None:
        return
    rest = match.string[match.end() :].split()
    street, town = _street(rest)
    heard = sounds.key(street)
    for number in (match[1], match[2]):
        if number and heard:
            yield Term("street_address", f"{number} {heard}")
            for spot in {*spots, *town}:
                yield Term("address", f"{number} {heard} @{spot}")


def _flats(pieces: list[str]) -> Iterator[str]:
    """Write "Flat 14, Hazel Court" as people also write it: "14 Hazel Court"."""
    for flat, building in pairwise(pieces):
        number = re.fullmatch(r"(?:flat|apartment|apt)\s(\d{1,4})", flat, re.I)
        if number and not re.search(r"\d", building):
            yield f"{number[1]} {building}"


def _street(rest: list[str]) -> tuple[str, list[str]]:
    """Give the street in one word, its short forms written out, and the town that follows it."""
    full = [lists().streets.get(_folded(word), _folded(word)) for word in rest]
    kinds = words(lists().names.streets) - {"north", "south", "east", "west", "house", "houses"}
    ends = [place for place, word in enumerate(full[:5]) if word in kinds and place]
    cut = ends[-1] + 1 if ends else len(full)
    return "".join(full[:cut]), [word for word in full[cut:] if word.isalpha() and len(word) > 3]


def _towns(pieces: list[str]) -> list[str]:
    """Give the parts of an address that name a town: words only, never the first part."""
    found = [_folded(piece) for piece in pieces[1:] if re.fullmatch(r"[^\W\d_][^\d]{2,30}", piece)]
    return [town for town in found if town.split()[-1] not in words(lists().names.streets)]


def _premises(pieces: list[str], full: str) -> Iterator[Term]:
    """A named place without a house number is told by its name and full postcode."""
    for piece in pieces[:-1]:
        if not re.search(r"\d", piece) and len(piece) > 5:
            yield Term("premises", f"{sounds.key(piece)} @{full}")
            return


def _folded(word: str) -> str:
    return re.sub(r"[^\w ]", "", word.casefold())


@cache
def _in_text() -> re.Pattern[str]:
    kinds = either(lists().names.streets)
    return re.compile(
        rf"(?<![\w/.£-])\d{{1,4}}[a-z]? (?:(?:and|&) \d{{1,4}}[a-z]? )?"
        rf"((?:[^\W\d_][\w'’.]{{0,20}} ){{1,3}}?)"
        rf"(?:{kinds})\b(?: (?:{kinds})\b)?",
        re.I,
    )
