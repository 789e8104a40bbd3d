"""The keys of a test run."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from domain.index import SearchKeys, load_search_keys
from domain.keys import Manifest, load_private_keys
from domain.messages.asking import Channel
from domain.sealing.recipients import Recipients
from domain.sealing.unwrapping import PrivateKeys


@dataclass(frozen=True)
class Keyring:
    """A folder of keys, as `partnership keys create` makes it, and its manifest."""

    folder: Path
    manifest: Manifest

    @property
    def recipients(self) -> Recipients:
        """Whom submissions are sealed to."""
        return self.manifest.recipients_for("submission", datetime.now(UTC))

    @property
    def casework(self) -> Recipients:
        """Whom what the police write is sealed to."""
        return self.manifest.recipients_for("casework", datetime.now(UTC))

    @property
    def messages(self) -> Recipients:
        """Whom what the police write to a partner is sealed to."""
        return self.manifest.recipients_for("message", datetime.now(UTC))

    @property
    def portal(self) -> PrivateKeys:
        """What opens that, at the portal."""
        return load_private_keys(self.folder / "portal")

    @property
    def triage(self) -> PrivateKeys:
        """What opens them."""
        return load_private_keys(self.folder / "triage")

    @property
    def channel(self) -> Channel:
        """What it takes to ask a partner."""
        return Channel(self.messages, self.triage, self.search)

    @property
    def search(self) -> SearchKeys:
        """What hashes the terms of the index."""
        return load_search_keys(self.folder / "triage")
