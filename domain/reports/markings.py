"""Protective markings: OFFICIAL and, inside it, OFFICIAL-SENSITIVE. Nothing above is entered."""

from __future__ import annotations

from dataclasses import dataclass

from domain import reference


@dataclass(frozen=True)
class Marking:
    """A marking a report may carry."""

    key: str
    words: str


@dataclass(frozen=True)
class Refused:
    """A marking that nothing here may carry."""

    key: str


@dataclass(frozen=True)
class Markings:
    """`config/markings.toml`, the least marking first."""

    version: str
    ring: str
    markings: tuple[Marking, ...]
    refused: tuple[Refused, ...]


def all_markings() -> tuple[Marking, ...]:
    """Return the markings a report may carry, the least first."""
    return _file().markings


def problem(marking: str) -> str | None:
    """Say what is wrong with a marking, and whom to ring; None if a report may carry it."""
    written = " ".join(marking.upper().split())
    if marking in {one.key for one in all_markings()}:
        return None
    for refused in _file().refused:
        if written.endswith(refused.key):
            return f"Nothing above {all_markings()[-1].key} may be entered. Ring {_file().ring}."
    return f"Select {' or '.join(one.key for one in all_markings())}"


def _file() -> Markings:
    return reference.read("markings.toml", Markings)
