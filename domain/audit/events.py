"""How an event is declared: its subject, its facts, its sentence and its operation under the law.

The closed lists of what can be recorded are the other modules of this package, one for each
concept.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, fields
from enum import StrEnum
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


@dataclass(frozen=True)
class Event:
    """Something that was done to, or with, one audited row. Facts never hold intelligence."""

    subject: Audited
    sentence: ClassVar[str]
    operation: ClassVar[Operation | None]

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
def event(sentence: str, operation: Operation | None = None) -> Callable[[type[E]], type[E]]:
    """Declare an event: its sentence ("{actor} took {subject}") and its s.62 operation, if any."""

    def register(cls: type[E]) -> type[E]:
        cls.sentence = sentence
        cls.operation = operation
        BY_NAME[cls.__name__] = cls
        return dataclass(frozen=True)(cls)

    return register
