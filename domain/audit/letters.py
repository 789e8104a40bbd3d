"""What can be recorded about letters: never their words, their secrets or where they went."""

from __future__ import annotations

from domain.audit.events import PORTAL, TRIAGE, WORKER, Event, event


@event("The address of {subject} was forgotten", by=WORKER)
class LetterAddressForgotten(Event):
    """It went to somebody who never answered, and nothing else is kept of them."""


@event("{actor} wrote {subject}", by=PORTAL | TRIAGE | WORKER)
class LetterWritten(Event):
    """Something happened that somebody is told by mail."""

    kind: str


@event("{subject} was sent", by=WORKER)
class LetterSent(Event):
    """The mail server took the letter."""

    tries: int


@event("{subject} could not be sent yet", by=WORKER)
class LetterDelayed(Event):
    """The mail server did not take it; it will be tried again."""

    tries: int


@event("{subject} could not be sent", by=WORKER)
class LetterFailed(Event):
    """The letter was given up."""

    tries: int
