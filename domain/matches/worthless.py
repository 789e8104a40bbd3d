"""What joins nothing: the terms of worthless values, listed, of the partners, and of officers."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import cache, lru_cache

from sqlalchemy import select

from domain import entities, matching, reference
from domain.identifiers import Identifier, Kind
from domain.index import SearchKeys
from domain.matches.tables import ExcludedValue
from domain.organisations.tables import Organisation
from domain.terms import Term, addresses, blind, exact, persons
from domain.unit_of_work import UnitOfWork

ADDRESS = "address"

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
    query = select(ExcludedValue.blinded).where(
        ExcludedValue.ended_at.is_(None), ExcludedValue.blinded.overlap(list(blinded))
    )
    found = {blinded[b] for row in work.session.scalars(query) for b in row if b in blinded}
    if any(term.kind in ("phone", "email") for term in leads):
        found |= leads & _of_partners(work)
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


def _of_partners(work: UnitOfWork) -> Terms:
    """Return the partners' own phones and mailboxes: they tell nobody apart."""
    rows = work.session.execute(select(Organisation.phone, Organisation.mailbox)).all()
    return frozenset().union(*(_of_partner(phone, mailbox) for phone, mailbox in rows))


@lru_cache(maxsize=5_000)
def _of_partner(phone: str, mailbox: str) -> Terms:
    return value_terms("phone", phone) | value_terms("email", mailbox)
