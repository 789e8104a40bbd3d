"""The sectors and districts that an organisation which asks to take part chooses from."""

from __future__ import annotations

from dataclasses import dataclass

from domain import reference


@dataclass(frozen=True)
class Joining:
    """The table `config/joining.toml`."""

    version: str
    sectors: tuple[str, ...]
    districts: tuple[str, ...]


def joining() -> Joining:
    """Return who may join, as the force has set it."""
    return reference.read("joining.toml", Joining)
