"""What can be recorded about requests of people for their data, and for information (FOI).

Whom a request is about, and what it says, is sealed.
"""

from __future__ import annotations

from datetime import date

from domain.audit.events import Event, Operation, event


@event("{actor} registered {subject}, due {due_on}", Operation.COLLECTION)
class SubjectRequestRegistered(Event):
    """Somebody asked for a right over their data. `kind` says which."""

    kind: str
    due_on: date


@event("{actor} looked at {subject}", Operation.CONSULTATION)
class SubjectRequestOpened(Event):
    """What a request says was shown."""


@event("{actor} answered {subject}: {outcome}", Operation.DISCLOSURE)
class SubjectRequestAnswered(Event):
    """A request was answered; `grounds` are those of a restriction (DPA 2018 s.45)."""

    outcome: str
    grounds: tuple[str, ...]


@event(
    "{actor} looked for all that is held, for {subject}, by {fields}; submissions: {submissions},"
    " reports: {reports}, times given: {given}",
    Operation.CONSULTATION,
)
class SubjectSought(Event):
    """All that is held on a person was looked for. What was typed is sealed with the search."""

    fields: tuple[str, ...]
    submissions: int
    reports: int
    given: int


@event("{actor} told those who had {report} that it is put right, for {subject}")
class RectificationPassedOn(Event):
    """A notice of correction went to everyone who was given a report (DPA 2018 s.48)."""

    report: str
    notice: str


@event("{actor} registered {subject}, due {due_on}")
class FoiRequestRegistered(Event):
    """Somebody asked for information (Freedom of Information Act 2000)."""

    due_on: date


@event("{actor} looked at {subject}")
class FoiRequestOpened(Event):
    """What a request says was shown."""


@event("{actor} answered {subject}: {outcome}")
class FoiRequestAnswered(Event):
    """A request was answered; `exemptions` are the sections that were used."""

    outcome: str
    exemptions: tuple[str, ...]
