"""How much of a file is looked at before it is refused, and how a refusal is said."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Bounds:
    """The most a file may be or unpack to (bytes, except pixels, pages, entries, depth, ratio)."""

    pixels: int
    pages: int
    archive_entries: int
    archive_bytes: int
    archive_ratio: int
    archive_ratio_from: int
    archive_depth: int


class Found(Exception):
    """Something is wrong with the file; `finding` is a key of the findings in `files.toml`."""

    def __init__(self, finding: str) -> None:
        """Keep the key."""
        super().__init__(finding)
        self.finding = finding
