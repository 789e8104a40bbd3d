"""The manifest of keys that submissions are sealed to, as the portal keeps it at hand."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from pathlib import Path

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

from domain import keys
from domain.keys import Manifest, ManifestRefused
from domain.sealing import Recipients


class Manifests:
    """Reads the manifest again whenever its file changes, and looks at its dates at each use."""

    def __init__(self, path: Path, signer: Ed25519PublicKey, now: Callable[[], datetime]) -> None:
        """Take the manifest's file and the key that has to have signed it."""
        self._path, self._signer, self._now = path, signer, now
        self._read_at: int | None = None
        self._manifest: Manifest | None = None

    def recipients(self) -> Recipients:
        """Return whom a submission is sealed to now. Raises ManifestRefused."""
        manifest = self._latest()
        return manifest.recipients_for("submission", self._now())

    def _latest(self) -> Manifest:
        changed_at = self._changed_at()
        if self._manifest is None or changed_at != self._read_at:
            seen = self._manifest.version if self._manifest else 1
            self._manifest = keys.load_manifest(
                self._path, self._signer, self._now(), at_least=seen
            )
            self._read_at = changed_at
        return self._manifest

    def _changed_at(self) -> int:
        try:
            return self._path.stat().st_mtime_ns
        except OSError as refused:
            raise ManifestRefused(f"the key manifest cannot be read: {refused.strerror}") from None
