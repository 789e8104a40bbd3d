"""Matches: submissions, of any partner, that share what tells a person, vehicle or place apart.

Found by intake through the blind index, kept both ways round, shown only where both may be seen.
What is kept says what kind of thing is shared, never what it is; the words are worked out for an
officer who has one of the two open.
"""

from __future__ import annotations

from domain.matches.exclusions import (
    Exclusion,
    ExclusionRefused,
    Value,
    exclude,
    exclusions,
    include,
    rehash,
    terms_of,
)
from domain.matches.finding import find, find_again, find_all, forget
from domain.matches.seeing import Match, count, counts, explained, of
from domain.matches.tables import ExcludedValue, FoundMatch
from domain.matches.words import KINDS, in_words
from domain.matches.worthless import excluded_terms

__all__ = [
    "KINDS",
    "ExcludedValue",
    "Exclusion",
    "ExclusionRefused",
    "FoundMatch",
    "Match",
    "Value",
    "count",
    "counts",
    "exclude",
    "excluded_terms",
    "exclusions",
    "explained",
    "find",
    "find_again",
    "find_all",
    "forget",
    "in_words",
    "include",
    "of",
    "rehash",
    "terms_of",
]
