"""Terms of people: their names as spelled and as heard, with and without date of birth."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import product
from typing import NamedTuple

from domain.identifiers import Answers, Identifier
from domain.identifiers.leaves import cards, is_blank, many, typed
from domain.identifiers.lists import lists, words
from domain.terms import sounds
from domain.terms.kinds import Term

_TELLING = 5
"""Sounds in a name below which too many people are called something like it."""
_NEAR = 45
"""How far after a name a date of birth may stand in running text to be that person's."""


class Person(NamedTuple):
    """One person, as far as one place in the answers says."""

    surname: str
    forenames: str
    dob: str = ""


def terms(answers: Answers, identifiers: Sequence[Identifier]) -> Iterator[Term]:
    """Give the terms of everyone on a card or named in the text."""
    for person in {*_on_cards(answers, identifiers), *_in_text(identifiers)}:
        yield from of_person(person)
    for _, card in cards(answers, "people"):
        for alias in many(card, "aliases"):
            yield from nickname(alias)


def of_person(person: Person) -> Iterator[Term]:
    """Give the terms of one person."""
    surnames = {found for part in _parts(person.surname) for found in sounds.keys(part)}
    forenames = {found for part in _first(person.forenames) for found in sounds.keys(part)}
    for kind, name in (("surname", person.surname), ("forename", person.forenames)):
        for part in _spelled(name):
            yield Term("surname" if kind == "surname" else "forename", part)
    for found in surnames | forenames:
        yield Term("sound", found)
    yield from _together(person, surnames, forenames)
    if person.dob:
        yield from _dated(person.dob, surnames, forenames)


def nickname(alias: str) -> Iterator[Term]:
    """Give the term of what somebody is called, without Mr and the like."""
    said = [word for word in re.findall(r"[^\W_]+", alias.casefold())]
    kept = [word for word in said if word not in words(lists().people.nickname_stop)]
    if kept and not is_blank(alias) and len("".join(kept)) > 1:
        yield Term("nickname", " ".join(kept))


def _together(person: Person, surnames: set[str], forenames: set[str]) -> Iterator[Term]:
    frequent = sounds.plain_letters(person.surname) in words(lists().people.common_surnames)
    for first, last in product(forenames, surnames):
        common = frequent or len(first + last) < _TELLING
        yield Term("common_name" if common else "full_name", f"{first} {last}")
        if person.dob:
            yield Term("dated_name", f"{first} {last}")


def _dated(dob: str, surnames: set[str], forenames: set[str]) -> Iterator[Term]:
    """A date everybody is given who has none (1 January) counts with both names only."""
    for first, last in product(forenames, surnames):
        yield Term("person_dob", f"{first} {last} {dob}")
    if dob[:5] in words(lists().worthless.date_day_month):
        return
    for last in surnames:
        yield Term("surname_dob", f"{last} {dob}")
    for first in forenames:
        yield Term("forename_dob", f"{first} {dob}")


def _parts(surname: str) -> set[str]:
    """A double surname is found whole and by each half that is more than a particle."""
    halves = [half for half in re.split(r"[\s-]+", surname) if half]
    real = {half for half in halves if half.casefold() not in words(lists().names.particles)}
    return {surname, *(half for half in real if len(half) > 3)} if surname else set()


def _first(forenames: str) -> set[str]:
    """The first forename, and the long form of a short one; "Lee-Anne" is one name."""
    names = forenames.split()
    if not names or len(names[0].strip(".")) < 2:
        return set()
    return {names[0], lists().people.same.get(names[0].casefold(), names[0])}


def _spelled(name: str) -> set[str]:
    return {sounds.plain_letters(part) for part in (name, *name.split()) if len(part) > 1} - {""}


def _on_cards(answers: Answers, identifiers: Sequence[Identifier]) -> Iterator[Person]:
    born = {one.where: one.normalised for one in identifiers if one.kind == "dob"}
    for place, card in cards(answers, "people"):
        surname, forenames = typed(card, "surname"), typed(card, "forenames")
        surname = "" if is_blank(surname) else surname
        forenames = "" if is_blank(forenames) else forenames
        if surname or forenames:
            born_on = born.get(f"people.{place}.date_of_birth")
            yield Person(surname, forenames, born_on or "")


def _in_text(identifiers: Sequence[Identifier]) -> Iterator[Person]:
    for place, one in enumerate(identifiers):
        if one.kind == "name" and one.normalised:
            surname, _, forenames = one.normalised.partition(", ")
            yield Person(surname, forenames, _born_next(one, identifiers[place + 1 : place + 2]))


def _born_next(name: Identifier, following: Sequence[Identifier]) -> str:
    for one in following:
        near = one.where == name.where and one.start - name.end < _NEAR
        if one.kind == "dob" and near and one.normalised:
            return one.normalised
    return ""
