"""How an event is declared: its subject, its facts, its sentence and its operation under the law.

The closed lists of what can be recorded are the other modules of this package, one for each
concept.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, fields
from enum import Flag, StrEnum, auto
from typing import Any, ClassVar, TypeVar, dataclass_transform

from domain.tables import Audited


class Operation(StrEnum):
    """What has to be logged of processing by a police force (DPA 2018 s.62(1))."""

    COLLECTION = "collection"
    ALTERATION = "alteration"
    CONSULTATION = "consultation"
    DISCLOSURE = "disclosure"
    COMBINATION = "combination"
    ERASURE = "erasure"


class Process(Flag):
    """Who records an event; the database refuses it to the others (`operations.database.rows`)."""

    PORTAL = auto()
    TRIAGE = auto()
    WORKER = auto()
    WITNESS = auto()
    ADMINISTRATOR = auto()


PORTAL, TRIAGE, WORKER, WITNESS, ADMINISTRATOR = Process
"""Triage is its door, and the commands that are typed where it runs; the administrator is the
database's own, who takes backups."""


@dataclass(frozen=True)
class Event:
    """Something that was done to, or with, one audited row. Facts never hold intelligence."""

    subject: Audited
    sentence: ClassVar[str]
    operation: ClassVar[Operation | None]
    by: ClassVar[Process]

    @property
    def subject_kind(self) -> str:
        """The kind of row the event is about."""
        return str(getattr(type(self.subject), "__tablename__", "service"))

    def facts(self) -> dict[str, Any]:
        """Return what the event says besides its subject."""
        return {f.name: getattr(self, f.name) for f in fields(self) if f.name != "subject"}


BY_NAME: dict[str, type[Event]] = {}
E = TypeVar("E", bound=Event)


@dataclass_transform(frozen_default=True)
def event(
    sentence: str, operation: Operation | None = None, *, by: Process = TRIAGE
) -> Callable[[type[E]], type[E]]:
    """Declare an event: its sentence ("{actor} took {subject}") and its s.62 operation, if any.

    Most are recorded by triage; `by` says which processes do where it is another.
    """

    def register(cls: type[E]) -> type[E]:
        cls.sentence = sentence
        cls.operation = operation
        cls.by = by
        BY_NAME[cls.__name__] = cls
        return dataclass(frozen=True)(cls)

    return register


def recorded_by(process: Process) -> list[str]:
    """Return the names of the events that a process records, in order."""
    return sorted(name for name, one in BY_NAME.items() if process in one.by)
