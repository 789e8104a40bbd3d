"""Matching: whether two submissions are about the same vehicle, phone, place or person, and why.

The index is asked for submissions that hold any of `leads(mine)` or all of one of
`partial_leads(mine)`. What each of these holds of
`probes(mine)` is enough to decide; nobody reads the other submission::

    held = terms of probes(mine) that the other submission holds
    matching.decide(matching.shared_with_held(mine, held))

`reasons(a, b)` does the same where both sets of terms are at hand. The rules are in `rules.py`.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator
from typing import NamedTuple

from domain.matching.rules import (
    ALSO,
    IN_WORDS,
    LEADS,
    MOST_HELD,
    NAMED,
    PERSONAL,
    RULES,
    TELLING,
    Rule,
)
from domain.terms import plates
from domain.terms.kinds import Term, TermKind

__all__ = [
    "LEADS", "MOST_HELD", "RULES", "Reason", "decide", "leads",
    "partial_leads", "probes", "reasons", "shared",
    "shared_with_held", "without_common",
]  # fmt: skip

Terms = frozenset[Term]

_REASONS = frozenset(rule.kind for rule in (*RULES, *ALSO))


class Reason(NamedTuple):
    """Why two submissions match: the kind of term they share, and the same in words."""

    kind: TermKind
    words: str


def reasons(a: Terms, b: Terms, excluded: Collection[Term] = ()) -> tuple[Reason, ...]:
    """Say why two submissions match; empty if they do not. The same both ways round.

    `excluded` are worthless terms besides those in config/identifiers.toml: the partners' own
    phones and addresses, what officers have put on the exclusion list, and over-common terms.
    """
    return decide(shared(a, b) - frozenset(excluded))


def probes(mine: Terms) -> Terms:
    """Give what to look up to decide about others: what may tell, and partials that mine fit."""
    written = [term.value for term in mine if term.kind in ("vrm", "vrm_partial")]
    telling = frozenset(term for term in mine if term.kind in TELLING)
    return telling | {mask for one in written for mask in plates.masks(one)}


def leads(mine: Terms) -> Terms:
    """Give the terms of which a candidate holds at least one; see also `partial_leads`."""
    return frozenset(term for term in probes(mine) if term.kind in LEADS)


def partial_leads(mine: Terms) -> tuple[Terms, ...]:
    """Give, for each partial registration of mine, the fragments that a candidate holds all of."""
    told = [one for one in sorted(_partials(mine)) if plates.known(one) >= plates.FEWEST]
    return tuple(frozenset(plates.fragments(partial)) for partial in told)


def shared(a: Terms, b: Terms) -> Terms:
    """Give what two submissions have in common, a partial registration that fits included."""
    return _plain(a & b) | _fitting(a, b) | _fitting(b, a)


def shared_with_held(mine: Terms, held: Collection[Term]) -> Terms:
    """Give what I have in common with a submission that holds `held` of my probes.

    A partial registration of mine fits if the other holds all its fragments. Where the other has
    several vehicles, the fragments might be of two: the officer sees the registration and decides.
    """
    theirs = frozenset(held)
    fitting = {
        Term("vrm_partial", partial)
        for partial in _partials(mine)
        if theirs.issuperset(plates.fragments(partial))
    }
    return _plain(theirs) | fitting


def without_common(
    terms: Iterable[Term], held_by: Callable[[Term], int], most: int = MOST_HELD
) -> Terms:
    """Leave out terms that more than `most` submissions hold; `held_by` gives the count."""
    return frozenset(term for term in terms if held_by(term) <= most)


def decide(common: Terms) -> tuple[Reason, ...]:
    """Say what in `common`, the terms two submissions share, makes them match."""
    terms = _believable(common)
    found = _applied(RULES, terms)
    return (*found, *_applied(ALSO, terms)) if found else ()


def _applied(rules: tuple[Rule, ...], terms: Terms) -> tuple[Reason, ...]:
    of_kind: dict[TermKind, list[Term]] = {}
    for term in sorted(term for term in terms if term.kind in _REASONS):
        of_kind.setdefault(term.kind, []).append(term)
    kinds = frozenset(term.kind for term in terms)
    found = [
        Reason(rule.kind, _words(rule, term, kinds))
        for rule in rules
        for term in of_kind.get(rule.kind, ())
        if _holds(rule, term, kinds)
    ]
    return tuple(dict.fromkeys(found))


def _holds(rule: Rule, term: Term, kinds: frozenset[TermKind]) -> bool:
    if rule.outranked_by & kinds or len(rule.support & kinds) < rule.needed:
        return False
    return plates.known(term.value) >= rule.known if rule.known else True


def _words(rule: Rule, term: Term, kinds: frozenset[TermKind]) -> str:
    support = sorted(IN_WORDS[kind] for kind in rule.support & kinds if kind in IN_WORDS)
    return rule.words.format(
        value=term.value, date=term.value.rpartition(" ")[2], support=" and ".join(support)
    )


def _believable(common: Terms) -> Terms:
    """Drop names that both sides give a date of birth ("dated_name"), and weaker terms of a person.

    If the dates are the same a stronger term says so; if they differ, the names are of two people.
    """
    strongest = min((PERSONAL[term.kind] for term in common if term.kind in PERSONAL), default=None)
    dated = {term.value for term in common if term.kind == "dated_name"}
    return frozenset(
        term
        for term in common
        if PERSONAL.get(term.kind, strongest) == strongest
        and not (term.kind in NAMED and term.value in dated)
    )


def _plain(common: Terms) -> Terms:
    return frozenset(term for term in common if term.kind != "vrm_fragment")


def _fitting(a: Terms, b: Terms) -> Terms:
    """Give the partial registrations of `a` that a registration of `b` fits."""
    others = [term.value for term in b if term.kind in ("vrm", "vrm_partial")]
    return frozenset(
        Term("vrm_partial", partial)
        for partial in _partials(a)
        if plates.known(partial) >= plates.FEWEST
        and any(plates.fits(partial, other) for other in others)
    )


def _partials(terms: Terms) -> Iterator[str]:
    return (term.value for term in terms if term.kind == "vrm_partial")
