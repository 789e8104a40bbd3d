"""What can be recorded about the use of the trail: who looked up whom, and what left as a file."""

from __future__ import annotations

from domain.audit.events import Event, Operation, event


@event("{actor} read the story of {subject}")
class StoryRead(Event):
    """Everything recorded about one submission was read."""


@event("{actor} looked for unusual access: {found} found")
class UnusualAccessSought(Event):
    """About whoever looked."""

    found: int


@event("{actor} looked up what {subject} saw from {since} to {until}: {rows} events")
class AccessLookedUp(Event):
    """What one person saw in a time was listed, as for a breach (DPA 2018 s.67)."""

    since: str
    until: str
    rows: int


@event(
    "{actor} took away what {subject} saw from {since} to {until}: {rows} events",
    Operation.DISCLOSURE,
)
class AccessExported(Event):
    """The same, as a file. `digest` is of the file; `size` and `root` of the checkpoint named."""

    since: str
    until: str
    rows: int
    digest: str
    size: int
    root: str
