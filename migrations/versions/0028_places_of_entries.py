"""Entries of the search index are counted from where the numbers of a segment lie together.

What was counted before keeps its place and its numbers, and is found as before: see
`domain/index/elements.py`.
"""

from __future__ import annotations

from alembic import op

revision = "0028"
down_revision = "0027"

_FIRST = 1 << 35
"""The first ordinal of segment 2^20."""


def upgrade() -> None:
    op.execute(f"select setval('index_entry_ordinal_seq', {_FIRST}, false)")
