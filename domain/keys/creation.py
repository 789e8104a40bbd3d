"""Making keys: the whole set of a new installation at once. Nothing here overwrites a key."""

from __future__ import annotations

import secrets
import shutil
import tempfile
from dataclasses import replace
from datetime import datetime
from pathlib import Path

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from domain.keys import files
from domain.keys.files import KeyFile, KeysExist
from domain.keys.inventory import (
    INVENTORY,
    MANIFEST_FILE,
    MANIFEST_LIFETIME,
    PUBLIC_FOLDER,
    ROWS,
    SECRET_SIZE,
    Holder,
    Kind,
)
from domain.keys.manifests import PURPOSES, Entry, Manifest
from domain.keys.signed_manifests import sign
from domain.sealing import suites
from domain.sealing.recipients import Recipient


def create(folder: Path, now: datetime) -> Manifest:
    """Make every key of the inventory, in a folder per holder, and the first signed manifest.

    All or nothing: raises KeysExist if any of the folders is there already.
    """
    names = [PUBLIC_FOLDER, *Holder]
    there = [name for name in names if (folder / name).exists()]
    if there:
        raise KeysExist(f"there are keys in {folder} ({', '.join(there)}); nothing was changed")
    folder.mkdir(mode=0o755, parents=True, exist_ok=True)
    staging = Path(tempfile.mkdtemp(prefix=".making-", dir=folder))
    try:
        manifest = _fill(staging, now)
        for name in reversed(names):
            (staging / name).rename(folder / name)
    finally:
        shutil.rmtree(staging)
    return manifest


def generate(purpose: str, now: datetime) -> KeyFile:
    """A new key of a purpose, not written anywhere yet."""
    row, public, suite = ROWS[purpose], b"", ""
    if row.kind is Kind.SEALING:
        suite = suites.MLKEM768_X25519
        private, public = suites.generate()
    elif row.kind is Kind.SIGNING:
        signing = Ed25519PrivateKey.generate()
        private, public = signing.private_bytes_raw(), signing.public_key().public_bytes_raw()
    else:
        private = secrets.token_bytes(SECRET_SIZE)
    key_id = f"{purpose}-{now:%Y%m%d}-{secrets.token_hex(4)}"
    expires_at = now + row.lifetime if row.lifetime else None
    return KeyFile(key_id, purpose, now, expires_at, public, suite, private)


def place(folder: Path, key: KeyFile) -> None:
    """Write a key to the folder of each of its holders.

    A key that opens content is filed under its id, since a holder may have several; any other under
    its purpose.
    """
    name = key.key_id if key.kind is Kind.SEALING else key.purpose
    for holder in ROWS[key.purpose].holders:
        files.write_new(folder / holder / f"{name}.json", key)


def entry_of(key: KeyFile, purpose: str) -> Entry:
    """The entry of a new key that opens content, for a manifest.

    Raises ValueError for any other key.
    """
    if key.expires_at is None:
        raise ValueError(f"the key {key.key_id} is not one to seal to")
    recipient = Recipient(key.key_id, key.suite, key.public)
    return Entry(recipient, purpose, key.created_at, key.created_at, key.expires_at)


def _fill(folder: Path, now: datetime) -> Manifest:
    """Make all keys in an empty folder."""
    for holder in Holder:
        (folder / holder).mkdir(mode=0o700)
    public = folder / PUBLIC_FOLDER
    public.mkdir()
    public.chmod(0o755)
    keys = {row.purpose: generate(row.purpose, now) for row in INVENTORY}
    for key in keys.values():
        place(folder, key)
        if key.kind is Kind.SIGNING:
            files.write_new(public / f"{key.purpose}.json", replace(key, private=b""))
    entries = tuple(entry_of(key, key.purpose) for key in keys.values() if key.purpose in PURPOSES)
    manifest = Manifest(1, now, now + MANIFEST_LIFETIME, entries)
    signer = Ed25519PrivateKey.from_private_bytes(keys["manifest-signer"].private)
    write_manifest(folder, sign(manifest, signer))
    return manifest


def write_manifest(folder: Path, signed: bytes) -> None:
    """Put a signed manifest in the public folder, in one step.

    A reader sees the old or the new one.
    """
    target = folder / PUBLIC_FOLDER / MANIFEST_FILE
    draft = target.with_suffix(".new")
    draft.write_bytes(signed)
    draft.chmod(0o644)
    draft.replace(target)
