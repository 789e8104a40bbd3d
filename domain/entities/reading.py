"""Reading an identifier that somebody typed by itself, its kind being known."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from typing import get_args

from domain.identifiers import (
    Kind,
    birthdays,
    documents,
    handles,
    in_text,
    people,
    phones,
    places,
    registrations,
)

KINDS: tuple[Kind, ...] = get_args(Kind)
"""Every kind of identifier an officer may add."""


def normalised(kind: Kind, typed: str, on: date) -> str | None:
    """Write an identifier as it is kept; None if what was typed cannot be one of that kind.

    `on` is the day that a date of birth must not lie after.
    """
    said = typed.strip()
    if kind == "dob":
        return birthdays.written(said, on)
    if kind in _READERS:
        return _READERS[kind](said)
    return _in_words(kind, said)


def _in_words(kind: Kind, said: str) -> str | None:
    """Read it as running text would be read, with a word before it that says what it is."""
    for text in (said, f"{kind} {said}", f"sort code and account {said}"):
        for one in in_text(text):
            if one.kind == kind and one.normalised:
                return one.normalised
    return None


def _name(said: str) -> str | None:
    surname, comma, forenames = said.partition(",")
    if comma:
        name = people.Name(surname.strip(), forenames.strip())
    elif len(parts := said.split()) > 1:
        name = people.split(parts)
    else:
        return None
    return name.written if name.surname and name.forenames else None


_READERS: Mapping[Kind, Callable[[str], str | None]] = {
    "name": _name,
    "phone": phones.in_field,
    "postcode": places.postcode,
    "vrm": registrations.in_field,
    "social": handles.in_field,
    "nino": documents.national_insurance,
    "what3words": places.three_words_in_field,
}
