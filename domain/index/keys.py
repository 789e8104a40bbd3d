"""The keys of the index: the one that is written under, and those still to be looked up under."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property
from hashlib import blake2b
from pathlib import Path

from domain.keys import load_secret

FILE = "search.json"
FORMER_FILE = "search-former.json"
"""The key before, kept while the index is written anew under the present one."""


@dataclass(frozen=True)
class SearchKeys:
    """The secret that terms are hashed under now, and former ones that entries still exist of."""

    current: bytes = field(repr=False)
    former: tuple[bytes, ...] = field(default=(), repr=False)

    @property
    def every(self) -> tuple[bytes, ...]:
        """All keys to look up under, the current one first."""
        return (self.current, *self.former)

    @cached_property
    def name(self) -> str:
        """What the database calls the current key; it tells nothing of the key itself."""
        return blake2b(b"", digest_size=8, key=self.current, person=b"name of a key").hexdigest()


def load_search_keys(folder: Path) -> SearchKeys:
    """Load a holder's keys of the index. Raises KeyFileRefused."""
    former = folder / FORMER_FILE
    found = (load_secret(former),) if former.exists() else ()
    return SearchKeys(load_secret(folder / FILE), found)
