"""The words of a text: to see at once that nothing in it can be what a slow pattern looks for."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache

_TOKEN = re.compile(r"\w+")


@lru_cache(maxsize=4)
def tokens(text: str) -> frozenset[str]:
    """Give the words of a text in small letters; of the last few texts they are at hand."""
    return frozenset(_TOKEN.findall(text.lower()))


def beginnings(names: Iterable[str]) -> frozenset[str]:
    """Give the first word of each name: a text without any of them has none of the names."""
    first = (_TOKEN.search(name.lower()) for name in names)
    return frozenset(match[0] for match in first if match)
