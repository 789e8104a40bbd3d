"""The terms a submission is found by once officers have had their say."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from itertools import chain

from domain import terms
from domain.entities.known import Entity, Source
from domain.identifiers import Answers, Identifier
from domain.terms import Term, exact, persons

_OF_A_DATE = frozenset({"person_dob", "surname_dob", "forename_dob", "dob"})
_OF_A_NAME = frozenset({"person_dob", "full_name", "common_name", "dated_name"})


def terms_held(answers: Answers, entities: Collection[Entity]) -> frozenset[Term]:
    """Return every term of a submission: of its answers, less rejected, plus added identifiers."""
    found = [e.identifier for e in entities if e.source is Source.INTAKE]
    kept = [e.identifier for e in entities if not e.rejected]
    added = [e.identifier for e in entities if e.source is Source.OFFICER and not e.rejected]
    rejected = [e.identifier for e in entities if e.rejected]
    everything = terms.terms(answers, found)
    if rejected:
        everything -= _fallen(everything, rejected) - _own(kept)
    return everything | _own(added)


def _own(identifiers: Iterable[Identifier]) -> frozenset[Term]:
    """Return the terms of identifiers by themselves."""
    return frozenset(chain.from_iterable(map(_of, identifiers)))


def _of(one: Identifier) -> set[Term]:
    return {*exact.of_identifier(one), *persons.terms({}, [one])}


def _fallen(held: frozenset[Term], rejected: Collection[Identifier]) -> frozenset[Term]:
    """Return what a submission no longer holds: a date goes with the names it was said of."""
    gone = _own(rejected)
    dates = {one.normalised for one in rejected if one.kind == "dob"}
    names = {term.value for term in gone if term.kind in ("full_name", "common_name")}
    return gone | {
        term
        for term in held
        if (term.kind in _OF_A_DATE and term.value.rpartition(" ")[2] in dates)
        or (term.kind in _OF_A_NAME and any(term.value.startswith(name) for name in names))
    }
