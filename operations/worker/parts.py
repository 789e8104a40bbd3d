"""What the worker's jobs stand on: its database role, its keys, the manifest."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from config.database import session_maker
from config.settings import WorkerSettings
from domain import keys
from domain.index import SearchKeys, load_search_keys
from domain.keys import Manifest
from domain.sealing.recipients import Recipients
from domain.sealing.unwrapping import PrivateKeys
from domain.unit_of_work import Sessions


@dataclass(frozen=True)
class Parts:
    """Everything a job may need, made once per process."""

    settings: WorkerSettings
    sessions: Sessions
    private_keys: PrivateKeys
    search_keys: SearchKeys

    def casework(self) -> Recipients:
        """Whom what the service writes is sealed to now. Raises ManifestRefused."""
        manifest = manifest_in(self.settings.public_keys, self.settings.signer)
        return manifest.recipients_for("casework", datetime.now(UTC))


def parts(settings: WorkerSettings) -> Parts:
    """Make the parts. Raises KeyFileRefused, in words, if a key cannot be used, or the signer."""
    keys.load_verifying_key(settings.public_keys / "manifest-signer.json", pinned=settings.signer)
    return Parts(
        settings=settings,
        sessions=session_maker(settings.database_url),
        private_keys=keys.load_private_keys(settings.keys),
        search_keys=load_search_keys(settings.keys),
    )


def manifest_in(folder: Path, pinned: str | None = None) -> Manifest:
    """Return the manifest of a folder of public keys, checked.

    `pinned` is the fingerprint of its signer, from the settings. Raises ManifestRefused,
    KeyFileRefused.
    """
    signer = keys.load_verifying_key(folder / "manifest-signer.json", pinned=pinned)
    return keys.load_manifest(folder / "manifest.json", signer, datetime.now(UTC))
