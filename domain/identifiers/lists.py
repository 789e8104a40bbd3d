"""The words and values of `config/identifiers.toml`, read once, ready to look things up in."""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from domain import reference


@dataclass(frozen=True, slots=True)
class Answers:
    """Which answers are never about somebody, and what people type for nothing."""

    skip: str
    blank: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Worthless:
    """Values that prove nothing when two submissions share them."""

    phone: str
    email: str
    url: str
    date_day_month: str


@dataclass(frozen=True, slots=True)
class Vehicles:
    """Words of and around vehicles and registrations."""

    cue: str
    words: str
    makes: str
    models: str
    model_codes: str
    colours: str
    generic: str
    not_prefix: str
    references: str
    same: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Postcodes:
    """Postcode areas of the United Kingdom and words that announce one alone."""

    areas: str
    area_cue: str
    not_in_small_letters: str


@dataclass(frozen=True, slots=True)
class Social:
    """Platforms, by every name people call them and by web host."""

    handle_words: str
    platforms: Mapping[str, str]
    hosts: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Web:
    """Endings that make a bare word a web address."""

    endings: str


@dataclass(frozen=True, slots=True)
class Names:
    """Words that speak for or against a run of capitals being a person."""

    titles: str
    particles: str
    particles_in_capitals: str
    kin: str
    cue_before: str
    naming: str
    cue_after: str
    place_before: str
    bodies: str
    streets: str
    not_names: str
    forenames: str


@dataclass(frozen=True, slots=True)
class People:
    """What is common, and what is the same, among names of people."""

    common_surnames: str
    nickname_stop: str
    same: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Words:
    """Words too plain to be searched for."""

    stop: str


@dataclass(frozen=True, slots=True)
class Lists:
    """The whole file."""

    version: str
    answers: Answers
    worthless: Worthless
    vehicles: Vehicles
    postcodes: Postcodes
    social: Social
    web: Web
    names: Names
    people: People
    words: Words
    streets: Mapping[str, str]


@cache
def lists() -> Lists:
    """Give the file's content. Raises domain.reference.ReferenceDataInvalid."""
    return reference.read("identifiers.toml", Lists)


@cache
def words(text: str) -> frozenset[str]:
    """Give the words of one of the file's lists as a set."""
    return frozenset(text.split())


@cache
def either(text: str) -> str:
    """Give the words of a list as alternatives of a pattern, the longest first."""
    return "|".join(sorted((word.replace(".", r"\.") for word in text.split()), key=_longest))


@cache
def folded(word: str) -> str:
    """Give a word in small letters without accents, as names are looked up."""
    bare = unicodedata.normalize("NFKD", word.replace("ł", "l").replace("Ł", "l"))
    return "".join(sign for sign in bare if not unicodedata.combining(sign)).casefold()


def _longest(word: str) -> tuple[int, str]:
    return (-len(word), word)
