"""What joins nothing: the terms of worthless values, listed, of the partners, and of officers."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from functools import cache

from domain import entities, matching, reference
from domain.identifiers import Identifier, Kind
from domain.index import SearchKeys
from domain.organisations.tables import PHONE_DIGITS, PHONE_END
from domain.terms import Term, addresses, blind, exact, persons
from domain.unit_of_work import UnitOfWork

ADDRESS = "address"
_EXCLUDED = (
    "select blinded from exclusion where ended_at is null and blinded && %(blinded)s::bytea[]"
)
_PARTNERS = (
    "select phone, mailbox from organisation"  # noqa: S608  # of our own words
    f" where {PHONE_END} = any(%(ends)s::text[]) or lower(mailbox) = any(%(mailboxes)s::text[])"
)

Terms = frozenset[Term]


@dataclass(frozen=True, slots=True)
class Listed:
    """A value of `config/exclusions.toml`, and why it joins nothing."""

    kind: str
    value: str
    why: str

    def __post_init__(self) -> None:
        if not value_terms(self.kind, self.value):
            raise ValueError(f"no match is looked for by {self.value!r} as {self.kind}")


@dataclass(frozen=True, slots=True)
class ListedValues:
    """The content of `config/exclusions.toml`."""

    version: str
    values: tuple[Listed, ...]


def excluded_terms(work: UnitOfWork, mine: Terms, keys: SearchKeys) -> Terms:
    """Return which of a submission's terms join nothing."""
    leads = {term for term in mine if term.kind in matching.LEADS}
    blinded = {blind(key, term): term for term in leads for key in keys.every}
    excluded = (_EXCLUDED, {"blinded": list(blinded)})
    partners = (_PARTNERS, _ends_and_mailboxes(leads))
    rows, theirs = work.ask_all(excluded, partners)
    found = {blinded[b] for (row,) in rows for b in row if b in blinded}
    for phone, mailbox in theirs:
        found |= leads & (value_terms("phone", phone) | value_terms("email", mailbox))
    return frozenset(found | (leads & listed()))


def value_terms(kind: str, typed: str) -> Terms:
    """Return the terms a match might be found by that a value of a kind stands for."""
    found = set(addresses.of_field(typed)) if kind == ADDRESS else _identified(kind, typed)
    return frozenset(term for term in found if term.kind in matching.LEADS)


@cache
def listed() -> Terms:
    """Return the terms of `config/exclusions.toml`. Raises reference.ReferenceDataInvalid."""
    values = reference.read("exclusions.toml", ListedValues).values
    return frozenset().union(*(value_terms(one.kind, one.value) for one in values))


def _identified(kind: str, typed: str) -> set[Term]:
    known: Kind | None = next((one for one in entities.KINDS if one == kind), None)
    value = entities.normalised(known, typed, date.max) if known else None
    if known is None or value is None:
        return set()
    one = Identifier(known, typed, value, "", 0, len(typed), "field")
    return {*exact.of_identifier(one), *persons.terms({}, [one])}


def _ends_and_mailboxes(leads: Iterable[Term]) -> dict[str, list[str]]:
    """Give what to ask for partners by: their phones and mailboxes prove nothing."""
    return {
        "ends": [term.value[-PHONE_DIGITS:] for term in leads if term.kind == "phone"],
        "mailboxes": [term.value for term in leads if term.kind == "email"],
    }
