"""Training for partners that is coming up, as `config/events.toml` lists it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from domain import reference


@dataclass(frozen=True)
class Event:
    """One event: what it is, when, where (a room, or online), and how to book."""

    title: str
    on: date
    time: str
    place: str
    about: str
    booking: str


@dataclass(frozen=True)
class Calendar:
    """The table `config/events.toml`."""

    version: str
    events: tuple[Event, ...]


def upcoming(today: date) -> list[Event]:
    """Return the events of today and later, the next first."""
    calendar = reference.read("events.toml", Calendar)
    return sorted((each for each in calendar.events if each.on >= today), key=lambda e: e.on)
