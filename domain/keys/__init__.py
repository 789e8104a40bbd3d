"""Keys.

The files they lie in, who holds which, and the signed manifest of those that content is sealed to.
"""

from __future__ import annotations

from domain.keys import rotations
from domain.keys.creation import create
from domain.keys.files import KeyFileRefused, KeysExist
from domain.keys.loading import (
    fingerprint,
    load_private_keys,
    load_secret,
    load_signing_key,
    load_verifying_key,
)
from domain.keys.manifests import Manifest, ManifestRefused
from domain.keys.signed_manifests import load_manifest
from domain.keys.statuses import Status, status

__all__ = [
    "KeyFileRefused",
    "KeysExist",
    "Manifest",
    "ManifestRefused",
    "Status",
    "create",
    "fingerprint",
    "load_manifest",
    "load_private_keys",
    "load_secret",
    "load_signing_key",
    "load_verifying_key",
    "rotations",
    "status",
]
