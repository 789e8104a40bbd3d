"""Search input as terms: the same normalising as at intake, so that a search meets the index."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from domain import identifiers
from domain.identifiers import phones, places, registrations
from domain.terms import addresses, exact, persons, plates, sounds, texts
from domain.terms.kinds import Term

Groups = tuple[frozenset[Term], ...]

_PLATE = 7
"""Characters of a plate since 1983, but for those that were chosen."""


def query_terms(typed: str, field: str = "") -> Groups:
    """Give what to look up for a search: of each group at least one term, and every group.

    `field` is "" (one box for all), "words", "name", "vrm", "phone", "postcode", "address", or a
    kind of identifier. Nothing recognisable in a field gives no groups.
    """
    said = typed.strip()
    return _FIELDS[field](said) if field in _FIELDS else _anything(said)


def _anything(typed: str) -> Groups:
    """Each identifier is a group, and each word outside one."""
    groups: list[frozenset[Term]] = []
    rest = list(typed)
    for one in identifiers.in_text(typed):
        if one.kind == "name" or one.normalised is None:
            continue
        if one.kind == "vrm":
            groups += _plate(one.normalised)
        else:
            groups += _groups([list(exact.of_identifier(one))[:1]])
        rest[one.start : one.end] = " " * (one.end - one.start)
    return (*groups, *_words("".join(rest)))


def _words(typed: str) -> Groups:
    return tuple(frozenset({term}) for term in sorted(texts.terms(typed)))


def _name(typed: str) -> Groups:
    """Every part of a name must be met, by sound, or as a nickname as a whole."""
    nick = list(persons.nickname(typed))
    parts = typed.replace(",", " ").split()
    return tuple(
        frozenset({*(Term("sound", key) for key in sounds.keys(part)), *nick}) for part in parts
    )


def _registration(typed: str) -> Groups:
    """A `*` stands for all that is missing of the seven characters that most plates have."""
    written = typed.replace(" ", "")
    missing = "?" * (_PLATE + 1 - len(written))
    value = registrations.in_field(written.replace("*", missing, 1))
    return _plate(value) if value else ()


def _plate(value: str) -> Groups:
    """A whole registration is met by itself or a partial it fits, a partial by its fragments."""
    written = plates.pattern(value)
    if "?" in written:
        return tuple(frozenset({term}) for term in _fewest(written))
    return (frozenset({Term("vrm", written), *plates.masks(written)}),)


def _fewest(written: str) -> list[Term]:
    """The fragments that are needed: pairs, and single characters no pair holds."""
    found = list(plates.fragments(written))
    pairs = [term for term in found if len(term.value.split(":")[2]) == 2]
    held = {int(term.value.split(":")[1]) + more for term in pairs for more in (0, 1)}
    return pairs + [
        term for term in found if term not in pairs and int(term.value.split(":")[1]) not in held
    ]


def _phone(typed: str) -> Groups:
    value = phones.in_field(typed)
    return (frozenset({Term("phone", value)}),) if value else ()


def _postcode(typed: str) -> Groups:
    value = places.postcode(typed)
    return _groups([list(exact.postcodes(value))[:1]]) if value else ()


def _address(typed: str) -> Groups:
    found = list(addresses.of_field(typed))
    whole = [term for term in found if term.kind == "address"]
    return _groups([whole or [term for term in found if term.kind == "street_address"]])


def _groups(listed: Iterable[list[Term]]) -> Groups:
    return tuple(frozenset(terms) for terms in listed if terms)


_FIELDS: dict[str, Callable[[str], Groups]] = {
    "words": _words,
    "name": _name,
    "vrm": _registration,
    "phone": _phone,
    "postcode": _postcode,
    "address": _address,
}
