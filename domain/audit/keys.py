"""What can be recorded about keys and their manifest."""

from __future__ import annotations

from domain.audit.events import WORKER, Event, event
from domain.audit.parts import ServicePart

THE_KEYS = ServicePart(3, "the keys")


@event("{actor} took up version {version} of the manifest of {subject}", by=WORKER)
class ManifestTakenUp(Event):
    """A manifest was seen for the first time. Ids of the keys in force, and of those retired."""

    version: int
    in_force: tuple[str, ...]
    retired: tuple[str, ...]


@event("{actor} found in use: log key {log}, witnesses {witnesses}, search key {search}", by=WORKER)
class OtherKeysTakenUp(Event):
    """The keys that are in no manifest are not those that were recorded last. Their ids."""

    log: str
    witnesses: tuple[str, ...]
    search: str


@event("{actor} re-wrapped {contents} contents for {subject} of manifest {version}")
class ContentsRewrapped(Event):
    """Content keys were wrapped for other recipients; no content was opened."""

    version: int
    contents: int


@event("{actor} deleted {wraps} wraps for a key that was retired", by=WORKER)
class OldWrapsDeleted(Event):
    """What was sealed to a retired key is no longer opened by it."""

    key_id: str
    wraps: int


@event("{actor} opened {contents} contents with the recovery key, to see that it works")
class RecoveryDrilled(Event):
    """Two custodians brought their shares, and what they make opens what is stored."""

    key_id: str
    contents: int


@event("{actor} changed the {purpose} key", by=WORKER)
class SecretChanged(Event):
    """A key that is in no manifest was exchanged."""

    purpose: str
    key_id: str
