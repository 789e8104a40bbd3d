"""The table the trail is written to, and how an event becomes one of its rows.

Rows are inserted and never changed: neither a grant nor a trigger allows it. `canonical` holds the
whole event as canonical bytes, the ones that are hashed into the Merkle tree; the other columns
repeat parts of it so that the trail can be searched.
"""

from __future__ import annotations

import json
from datetime import UTC, date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Index
from sqlalchemy.orm import Mapped, mapped_column

from domain import ids
from domain.actors import Actor, ActorKind
from domain.audit.events import BY_NAME, Event
from domain.tables import Table
from domain.trail import canonical


class AuditEvent(Table):
    """One event of the trail."""

    __tablename__ = "audit_event"
    __table_args__ = (
        Index(None, "subject_id", "id"),
        Index(None, "actor_id", "id"),
        Index(None, "organisation_id", "id"),
        # With what figures are counted from, so that no event is read for them.
        Index(None, "name", "id", postgresql_include=["subject_id", "at"]),
    )

    id: Mapped[UUID] = mapped_column(primary_key=True)
    at: Mapped[datetime]
    name: Mapped[str]
    operation: Mapped[str | None]
    actor_kind: Mapped[str]
    actor_id: Mapped[UUID | None]
    actor_name: Mapped[str]
    subject_kind: Mapped[str]
    subject_id: Mapped[UUID]
    organisation_id: Mapped[UUID | None]
    canonical: Mapped[bytes]

    @property
    def facts(self) -> dict[str, Any]:
        """What the event says besides who, when and about what; nothing if it cannot be read."""
        facts = self.document.get("facts")
        return facts if isinstance(facts, dict) else {}

    @property
    def document(self) -> dict[str, Any]:
        """The event as it was written; empty if it is no event of ours."""
        try:
            document = json.loads(self.canonical)
        except (ValueError, RecursionError):
            return {}
        return document if isinstance(document, dict) else {}

    def __str__(self) -> str:
        """Return the event as a sentence.

        One that cannot be read hides none of the others: a door that was taken over may write any.
        """
        facts = {name: _in_words(value) for name, value in self.facts.items()}
        try:
            facts |= {"actor": self.actor_name, "subject": self.document["title"]}
            sentence = BY_NAME[self.name].sentence.format(**facts)
        except (LookupError, TypeError, ValueError, AttributeError):
            sentence = UNREADABLE.format(self.actor_name)
        # A part of the service has a name in small letters; people write theirs as they like.
        own = self.actor_kind in (ActorKind.SERVICE, ActorKind.VISITOR)
        return sentence[:1].upper() + sentence[1:] if own else sentence


UNREADABLE = "{} wrote an event that cannot be read: somebody may have forged it"


def entry(event: Event, actor: Actor, at: datetime) -> dict[str, Any]:
    """Return the row to insert for an event."""
    row: dict[str, Any] = {
        "id": ids.new(),
        "at": at,
        "name": type(event).__name__,
        "operation": event.operation,
        "actor_kind": actor.kind.value,
        "actor_id": actor.id,
        "actor_name": actor.name,
        "subject_kind": event.subject_kind,
        "subject_id": event.subject.id,
        "organisation_id": event.subject.owning_organisation or actor.organisation_id,
    }
    facts = {name: _plain(value) for name, value in event.facts().items()}
    said = {name: _plain(value) for name, value in row.items() if value is not None}
    said |= {"title": event.subject.title, "facts": facts, "version": 1}
    if actor.session_id:
        said["session"] = str(actor.session_id)
    return row | {"canonical": canonical.encode(said)}


def title_of(written: bytes) -> str:
    """Return how an event names what it is about."""
    return str(json.loads(written)["title"])


def _plain(value: Any) -> Any:
    if isinstance(value, datetime):
        return value.astimezone(UTC).isoformat(timespec="microseconds")
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, list | tuple | frozenset | set):
        return [
            _plain(item)
            for item in (sorted(value) if isinstance(value, set | frozenset) else value)
        ]
    if isinstance(value, UUID):
        return str(value)
    if isinstance(value, bytes):
        return value.hex()
    return value


def _in_words(value: Any) -> Any:
    """A fact as a sentence has it: several, with commas."""
    return ", ".join(str(one) for one in value) or "none" if isinstance(value, list) else value
