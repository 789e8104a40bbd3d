"""The manifest: which public keys content is sealed to. Without a valid one nothing is sealed."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from domain.keys.times import show_time
from domain.sealing.recipients import Recipient, Recipients

NEXT = "next"
"""The purpose, in a manifest only, of the triage key that is about to take over."""

READERS = {
    "submission": ("triage", NEXT, "recovery"),
    "casework": ("triage", NEXT, "recovery"),
    "message": ("triage", NEXT, "recovery", "portal"),
    "backup": ("triage", NEXT, "recovery"),
}
"""What is sealed -> the purposes of the keys that can open it.

Answers and files are submissions.
"""
PURPOSES = frozenset(purpose for purposes in READERS.values() for purpose in purposes)
MAY_BE_ABSENT = frozenset({NEXT})


class ManifestRefused(Exception):
    """The manifest cannot be relied on, so nothing may be sealed; `reason` says why, in words."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


@dataclass(frozen=True, slots=True)
class Entry:
    """A public key in a manifest, and the time in which content may be sealed to it."""

    recipient: Recipient
    purpose: str
    created_at: datetime
    not_before: datetime
    expires_at: datetime
    retired_at: datetime | None = None

    def is_current(self, now: datetime) -> bool:
        """Whether content may be sealed to this key now."""
        retired = self.retired_at is not None and self.retired_at <= now
        return self.not_before <= now < self.expires_at and not retired


@dataclass(frozen=True, slots=True)
class Manifest:
    """The keys of one version. Only `load_manifest` makes one that may be relied on."""

    version: int
    issued_at: datetime
    expires_at: datetime
    entries: tuple[Entry, ...]

    def recipients_for(self, what: str, now: datetime) -> Recipients:
        """Whom a "submission", "casework" or a "message" is sealed to at this moment.

        Raises ManifestRefused if the manifest, or a key that has to be there, has expired since it
        was loaded.
        """
        if now >= self.expires_at:
            raise ManifestRefused(f"the key manifest expired on {show_time(self.expires_at)}")
        members: list[Recipient] = []
        for purpose in READERS[what]:
            current = self.current(purpose, now)
            if not current and purpose not in MAY_BE_ABSENT:
                raise ManifestRefused(f"the key manifest has no {purpose} key in force")
            members += [entry.recipient for entry in current]
        return Recipients(tuple(members))

    def current(self, purpose: str, now: datetime) -> list[Entry]:
        """The keys of a purpose that content may be sealed to now."""
        return [e for e in self.entries if e.purpose == purpose and e.is_current(now)]
