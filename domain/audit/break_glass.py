"""What can be recorded about break-glass: the reason is sealed, and second persons read it."""

from __future__ import annotations

from datetime import datetime

from domain.audit.events import Event, Operation, event


@event("{actor} broke the glass of {reference}")
class GlassBroken(Event):
    """Somebody asked for an item they are not cleared for, whether or not there is one."""

    reference: str
    ends_at: datetime


@event("{actor} opened {subject} by break-glass", Operation.CONSULTATION)
class OpenedByBreakGlass(Event):
    """A restricted submission or sensitive report was shown to somebody not cleared for it."""

    ends_at: datetime


@event("{actor} looked at {subject}: {verdict}")
class GlassJudged(Event):
    """A second person said what they think of a broken glass."""

    verdict: str
