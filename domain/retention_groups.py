"""The groups that say how long information is kept (MoPI), as data: `config/retention_groups.toml`.

Reviews and disposal stand on these; here is only what the groups are.
"""

from __future__ import annotations

from dataclasses import dataclass

from domain import reference


@dataclass(frozen=True, kw_only=True)
class RetentionGroup:
    """One group. Years that the file leaves out do not apply."""

    key: str
    words: str
    meaning: str
    clear_years: int | None = None
    review_years: int | None = None
    to_age: int | None = None
    least_years: int | None = None


@dataclass(frozen=True)
class RetentionGroups:
    """The whole file."""

    version: str
    groups: tuple[RetentionGroup, ...]


def all_groups() -> tuple[RetentionGroup, ...]:
    """Return the groups in order."""
    return reference.read("retention_groups.toml", RetentionGroups).groups


def find(key: str) -> RetentionGroup | None:
    """Return a group by its key; None where there is none."""
    return next((group for group in all_groups() if group.key == key), None)
