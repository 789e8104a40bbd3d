"""How officers say two submissions go together: links, which erase nothing and can be undone."""

from __future__ import annotations

from domain.relations.kinds import KINDS, Kind, RelationKind, Sources
from domain.relations.links import (
    Related,
    linked,
    merged_with,
    of,
    reason_of,
    relate,
    undo,
)
from domain.relations.sayings import LONGEST, Link
from domain.relations.tables import Relation

__all__ = [
    "KINDS",
    "LONGEST",
    "Kind",
    "Link",
    "Related",
    "Relation",
    "RelationKind",
    "Sources",
    "linked",
    "merged_with",
    "of",
    "reason_of",
    "relate",
    "undo",
]
