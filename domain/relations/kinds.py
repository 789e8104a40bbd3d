"""The ways two submissions go together, as a table.

The same matter from several agencies is corroboration, not noise; whether they know it apart from
one another decides what it is worth.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class RelationKind(StrEnum):
    """How one submission goes with another."""

    DUPLICATE = "duplicate of"
    MERGED = "merged into"
    CORROBORATES = "corroborates"
    RELATED = "related to"


class Sources(StrEnum):
    """Whether two submissions know what they say apart from one another."""

    INDEPENDENT = "independent"
    SAME_ROOT = "same root"


@dataclass(frozen=True)
class Kind:
    """A kind of relation: in words from either end, and what it asks for."""

    words: str
    from_other: str
    means: str
    symmetrical: bool = False
    sources: bool = False


KINDS: dict[RelationKind, Kind] = {
    RelationKind.DUPLICATE: Kind(
        "Duplicate of", "Has as duplicate", "The same information from the same hand, sent again"
    ),
    RelationKind.MERGED: Kind(
        "Merged into", "Has merged into it", "Worked on as one from now on, under the other"
    ),
    RelationKind.CORROBORATES: Kind(
        "Corroborates",
        "Corroborated by",
        "Says the same as the other, whether or not from the same root",
        symmetrical=True,
        sources=True,
    ),
    RelationKind.RELATED: Kind(
        "Related to", "Related to", "About the same people, place or matter", symmetrical=True
    ),
}
