"""How long information is kept (MoPI), as data: `config/retention_groups.toml`.

Here are the groups, the clocks and the reasons; reviews and disposal are in `domain.retention`.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from domain import reference
from domain.outcomes import Outcome

FILE = "retention_groups.toml"


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

    def __post_init__(self) -> None:
        """Raise ValueError for a group that would never be reviewed."""
        if not (self.clear_years or self.least_years or self.review_years):
            raise ValueError("clear_years, least_years or review_years was expected")

    @property
    def first_years(self) -> int:
        """After how many years it is looked at for the first time."""
        return self.clear_years or self.least_years or self.review_years or 0

    @property
    def next_years(self) -> int:
        """After how many years it is looked at again."""
        return self.review_years or self.first_years


@dataclass(frozen=True, kw_only=True)
class OutcomeClock:
    """When a submission with this outcome is first reviewed: days, or years."""

    outcome: Outcome
    days: int | None = None
    years: int | None = None

    def __post_init__(self) -> None:
        """Raise ValueError unless exactly one is given."""
        if (self.days is None) == (self.years is None):
            raise ValueError("either days or years was expected")


@dataclass(frozen=True, kw_only=True)
class Ground:
    """Why something is kept on, or disposed of."""

    key: str
    words: str
    past_age: bool = False


@dataclass(frozen=True)
class RetentionGroups:
    """The whole file."""

    version: str
    warn_days: int
    groups: tuple[RetentionGroup, ...]
    outcomes: tuple[OutcomeClock, ...]
    retain: tuple[Ground, ...]
    dispose: tuple[Ground, ...]


def schedule() -> RetentionGroups:
    """Return the whole file. Raises ReferenceDataInvalid."""
    return reference.read(FILE, RetentionGroups)


def all_groups() -> tuple[RetentionGroup, ...]:
    """Return the groups in order."""
    return schedule().groups


def find(key: str) -> RetentionGroup | None:
    """Return a group by its key; None where there is none."""
    return next((group for group in all_groups() if group.key == key), None)


def first_review(outcome: str, decided_on: date) -> date | None:
    """Return when a submission is first reviewed; None for an outcome that does not end it."""
    clock = next((one for one in schedule().outcomes if one.outcome == outcome), None)
    if clock is None:
        return None
    if clock.days is not None:
        return decided_on + timedelta(days=clock.days)
    return years_after(decided_on, clock.years or 0)


def first_of_group(key: str | None, began_on: date) -> date | None:
    """Return when a report of a group is first reviewed; None for a group there is not."""
    group = find(key or "")
    return years_after(began_on, group.first_years) if group else None


def years_after(day: date, years: int) -> date:
    """Return the same day so many years later; of 29 February, the 28th."""
    try:
        return day.replace(year=day.year + years)
    except ValueError:
        return day.replace(year=day.year + years, day=28)
