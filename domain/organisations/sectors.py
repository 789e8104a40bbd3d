"""The sectors and districts that an organisation which asks to take part chooses from."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta

from domain import reference
from domain.links import LIFETIMES, Purpose


@dataclass(frozen=True)
class Joining:
    """The table `config/joining.toml`."""

    version: str
    sectors: tuple[str, ...]
    districts: tuple[str, ...]
    unconfirmed_kept_days: int

    def __post_init__(self) -> None:
        """Refuse a time shorter than the link lives that confirms a mailbox."""
        if timedelta(days=self.unconfirmed_kept_days) < LIFETIMES[Purpose.REQUEST]:
            raise ValueError("unconfirmed_kept_days: the letter's link is good for longer")


def joining() -> Joining:
    """Return who may join, as the force has set it."""
    return reference.read("joining.toml", Joining)
