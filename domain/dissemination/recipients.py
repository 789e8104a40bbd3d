"""The directory of those who may be given reports: `config/recipients.toml`."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from domain import reference
from domain.reports import all_markings


class RecipientKind(StrEnum):
    """What sort of recipient it is."""

    TEAM = "team"
    FORCE = "force"
    AGENCY = "agency"


@dataclass(frozen=True)
class Recipient:
    """A team or an agency. A recipient no longer `active` keeps its key and gets nothing new."""

    key: str
    name: str
    kind: RecipientKind
    markings: tuple[str, ...]
    active: bool = True

    def __post_init__(self) -> None:
        """Refuse a marking that no report may carry."""
        if unknown := set(self.markings) - {one.key for one in all_markings()}:
            raise ValueError(f"not a marking: {', '.join(sorted(unknown))}")


@dataclass(frozen=True)
class Directory:
    """The whole file."""

    version: str
    recipients: tuple[Recipient, ...]

    def __post_init__(self) -> None:
        """Refuse two recipients of one key."""
        if len({one.key for one in self.recipients}) < len(self.recipients):
            raise ValueError("two recipients have one key")


def directory() -> tuple[Recipient, ...]:
    """Return everybody who may be given reports, in the order of the file."""
    found = reference.read("recipients.toml", Directory).recipients
    return tuple(one for one in found if one.active)


def permitted(marking: str) -> tuple[Recipient, ...]:
    """Return those who may hold a marking."""
    return tuple(one for one in directory() if marking in one.markings)


def named(keys: Iterable[str]) -> tuple[Recipient, ...]:
    """Return the recipients with these keys, each once, in the order of the directory."""
    wanted = set(keys)
    return tuple(one for one in directory() if one.key in wanted)


def problem(keys: Iterable[str], marking: str) -> str | None:
    """Say what is wrong with the recipients of a report with this marking; None if nothing."""
    wanted = set(keys)
    if not wanted:
        return "Select at least one recipient"
    if unknown := wanted - {one.key for one in directory()}:
        return f"Not in the directory: {', '.join(sorted(unknown))}"
    may_not = [one.name for one in named(wanted) if marking not in one.markings]
    return f"{', '.join(may_not)} may not hold {marking}" if may_not else None
