"""Terms: what a submission can be found and matched by, in the clear and blinded.

`terms` gives the set for a submission, `blind` the keyed hash that the index holds instead of a
term, and `query_terms` the same for what somebody searches. No database here, and nothing is kept.
"""

from __future__ import annotations

from collections.abc import Sequence
from hashlib import blake2b

from domain.identifiers import Answers, Identifier
from domain.identifiers.leaves import cards, leaves, typed
from domain.terms import addresses, exact, persons, plates, sounds, texts, vehicles
from domain.terms.kinds import Term, TermKind
from domain.terms.queries import query_terms

__all__ = ["Term", "TermKind", "blind", "plates", "query_terms", "sounds", "terms"]

BLIND_SIZE = 16
_NOT_WORDS = ("people.phones", "people.date_of_birth", "vehicles.registration", "places.postcode")


def terms(answers: Answers, identifiers: Sequence[Identifier]) -> frozenset[Term]:
    """Give every term of a submission, from its answers and what `identifiers.extract` found."""
    found: set[Term] = set()
    for one in identifiers:
        found.update(exact.of_identifier(one))
    found.update(persons.terms(answers, identifiers))
    listed = tuple(leaves(answers))
    found.update(vehicles.terms(answers, listed, identifiers))
    for leaf in listed:
        if leaf.field not in _NOT_WORDS:
            found.update(texts.terms(leaf.text))
        if not leaf.field.endswith(("address", "phones")):
            found.update(addresses.of_text(leaf.text))
    found.update(_addresses(answers))
    return frozenset(found)


def blind(key: bytes, term: Term) -> bytes:
    """Give the 16 bytes that stand for a term in the index: BLAKE2b under `key`, apart by kind."""
    person = term.kind.encode().ljust(16, b"\0")
    return blake2b(term.value.encode(), digest_size=BLIND_SIZE, key=key, person=person).digest()


def _addresses(answers: Answers) -> set[Term]:
    found: set[Term] = set()
    for group in ("people", "places"):
        for _, card in cards(answers, group):
            found.update(addresses.of_field(typed(card, "address"), typed(card, "postcode")))
    return found
