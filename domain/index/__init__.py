"""The blind index: what each submission can be found by, as keyed hashes, without a word in clear.

A row per submission holds its terms as numbers (`elements`). A dump of the table tells how often a
hash occurs in a stretch of the index, and nothing else; the key is triage's and the worker's.
`docs/search.md` says how it is laid out, and why.
"""

from __future__ import annotations

from domain.index.entries import Progress, forget, holds, outdated, progress, write, write_all
from domain.index.keys import SearchKeys, load_search_keys
from domain.index.leading import Candidate, candidates, candidates_of_all, held_by, holders, numbers
from domain.index.looking import Found, Limits, newest
from domain.index.tables import CommonTerm, IndexEntry, IndexGeneration

__all__ = [
    "Candidate",
    "CommonTerm",
    "Found",
    "IndexEntry",
    "IndexGeneration",
    "Limits",
    "Progress",
    "SearchKeys",
    "candidates",
    "candidates_of_all",
    "forget",
    "held_by",
    "holders",
    "load_search_keys",
    "holds",
    "newest",
    "numbers",
    "outdated",
    "progress",
    "write",
    "write_all",
]
