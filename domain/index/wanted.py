"""What an entry of the index has to hold to be found, and who alone may, where that is known.

What may lead to a match has a number that is the same in all segments: it is looked for in the
whole index at once. Where few hold it, they alone are asked about the rest.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from sqlalchemy import text

from domain import matching
from domain.index import elements
from domain.index.keys import SearchKeys
from domain.terms import Term
from domain.unit_of_work import UnitOfWork

Groups = Sequence[frozenset[Term]]
"""What is looked for: of each group at least one term, and every group."""

FEW = 300
"""Of what more submissions hold, a page is soon found among the newest."""

_HELD = "select ordinal from index_entry where {conditions} limit :most"


class Wanted(NamedTuple):
    """Groups to look up in each segment, and the ordinals to look among (None: among all)."""

    groups: Groups
    keys: SearchKeys
    held: Sequence[int] | None = None

    def arrays(self, segments: Sequence[int]) -> dict[str, list[str]]:
        """Return what to look up in each segment, as PostgreSQL writes arrays."""
        found = {
            f"k{number}g{place}": [_numbers(group, key, segment) for segment in segments]
            for number, key in enumerate(self.keys.every)
            for place, group in enumerate(self.groups)
        }
        if self.held is not None:
            found["held"] = [_inside(self.held, segment) for segment in segments]
        return found

    def condition(self) -> str:
        """Say what must hold of an entry, under one key or another; "" if nothing must."""
        under = [
            " and ".join(
                # A group of one is met by holding it all.
                f"i.terms {'@>' if len(group) == 1 else '&&'} cast(w.k{number}g{place} as bigint[])"
                for place, group in enumerate(self.groups)
            )
            for number, _ in enumerate(self.keys.every)
        ]
        found = [f"({' or '.join(under)})"] if self.groups else []
        if self.held is not None:
            found.append("i.ordinal = any(cast(w.held as bigint[]))")
        return " and ".join(found)


def of(work: UnitOfWork, groups: Groups, keys: SearchKeys) -> Wanted:
    """Return what to look for; who alone may hold it is looked up first, if something tells."""
    telling = [group for group in groups if all(term.kind in matching.LEADS for term in group)]
    if telling:
        held = _holding(work, telling, keys)
        if len(held) <= FEW:
            return Wanted([group for group in groups if group not in telling], keys, held)
    return Wanted(groups, keys)


def _holding(work: UnitOfWork, groups: Groups, keys: SearchKeys) -> list[int]:
    """Return who holds a term of every one of these groups, but no more than tells it is many."""
    numbers = {
        f"g{place}": elements.literal(
            elements.leading(elements.halves(key, term)) for term in group for key in keys.every
        )
        for place, group in enumerate(groups)
    }
    conditions = (f"terms && cast(cast(:{name} as text) as bigint[])" for name in numbers)
    statement = text(_HELD.format(conditions=" and ".join(conditions)))
    return list(work.session.scalars(statement, numbers | {"most": FEW + 1}))


def _numbers(group: Iterable[Term], key: bytes, segment: int) -> str:
    return elements.literal(elements.placed(elements.halves(key, term), segment) for term in group)


def _inside(ordinals: Iterable[int], segment: int) -> str:
    return elements.literal(one for one in ordinals if elements.segment_of(one) == segment)
