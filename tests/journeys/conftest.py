"""What every story in the browser has: references as wide as they come."""

from __future__ import annotations

from itertools import product

import pytest

from domain import references
from domain.references import symbols

PAYLOADS = product("WMQN", repeat=symbols.LENGTH - 1)


def widest() -> str:
    """Make the next reference of the widest letters, the widest of all first."""
    return references.grouped(symbols.completed("".join(next(PAYLOADS))))


@pytest.fixture(autouse=True)
def wide_references(monkeypatch):
    """A page that holds the widest reference at 320 px holds every other.

    Left to chance, one page in some hundred stood out over its side.
    """
    monkeypatch.setattr(references, "new", widest)
