"""Loading keys at start-up: each process from its holder's folder, and from nowhere else."""

from __future__ import annotations

import hashlib
from pathlib import Path

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

from domain.keys import files
from domain.keys.files import KeyFile, KeyFileRefused
from domain.keys.inventory import ROWS, SECRET_SIZE, Kind
from domain.sealing import suites
from domain.sealing.unwrapping import PrivateKeys


def load_secret(path: Path) -> bytes:
    """The 32 bytes of a secret. Raises KeyFileRefused."""
    secret = _of_kind(path, Kind.SYMMETRIC).private
    if len(secret) != SECRET_SIZE:
        raise KeyFileRefused(
            f"a secret has {SECRET_SIZE} bytes; the one in {path} has {len(secret)}"
        )
    return secret


def load_signing_key(path: Path) -> Ed25519PrivateKey:
    """A private key that signs (manifest, trail). Raises KeyFileRefused."""
    raw = _of_kind(path, Kind.SIGNING).private
    try:
        return Ed25519PrivateKey.from_private_bytes(raw)
    except ValueError:
        raise KeyFileRefused(f"{path} holds no private signing key") from None


def load_verifying_key(path: Path, *, pinned: str | None = None) -> Ed25519PublicKey:
    """The public half of a signing key, as it lies in the public folder.

    With `pinned`, a fingerprint from the settings, it has to be that key. Raises KeyFileRefused.
    """
    raw = _of_kind(path, Kind.SIGNING).public
    try:
        key = Ed25519PublicKey.from_public_bytes(raw)
    except ValueError:
        raise KeyFileRefused(f"{path} holds no public signing key") from None
    if pinned is not None and fingerprint(key) != pinned:
        raise KeyFileRefused(f"{path} holds {fingerprint(key)}, the settings expect {pinned}")
    return key


def fingerprint(key: Ed25519PublicKey) -> str:
    """A public key's name, in 32 hexadecimal characters.

    To compare by eye, or to pin in the settings.
    """
    return hashlib.sha256(key.public_bytes_raw()).hexdigest()[:32]


def load_private_keys(folder: Path) -> PrivateKeys:
    """Every private key in a holder's folder that opens sealed content: all, old ones too.

    Raises KeyFileRefused if one of the files is refused, or if there is no such key.
    """
    found = [files.read(path) for path in sorted(folder.glob("*.json"))]
    sealing = {key.key_id: _private(key) for key in found if key.kind is Kind.SEALING}
    if not sealing:
        raise KeyFileRefused(f"there is no private key that opens content in {folder}")
    return PrivateKeys(sealing)


def _private(key: KeyFile) -> suites.PrivateKey:
    try:
        return suites.private_key(key.suite, key.private)
    except ValueError as unusable:
        raise KeyFileRefused(f"the key {key.key_id} cannot be used: {unusable}") from None


def _of_kind(path: Path, kind: Kind) -> KeyFile:
    key = files.read(path)
    if key.kind is not kind:
        raise KeyFileRefused(f"{path} holds a {key.kind} key, not a {kind} key")
    if path.stem in ROWS and key.purpose != path.stem:
        raise KeyFileRefused(f"{path} holds the {key.purpose} key, not the {path.stem} key")
    return key
