"""What keys there are in a folder, and what is wrong with them.

No key material, so that it can be shown.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

from domain.keys import files
from domain.keys.files import KeyFile, KeyFileRefused
from domain.keys.inventory import INVENTORY, MANIFEST_FILE, PUBLIC_FOLDER, Holder
from domain.keys.loading import load_verifying_key
from domain.keys.manifests import PURPOSES, Manifest, ManifestRefused
from domain.keys.signed_manifests import load_manifest

EXPIRY_WARNING = timedelta(days=30)


@dataclass(frozen=True, slots=True)
class KeyStatus:
    """One key file. `in_manifest` is None for a key that no manifest lists.

    `problems` are in words.
    """

    holder: str
    key_id: str
    purpose: str
    created_at: datetime | None
    expires_at: datetime | None
    in_manifest: bool | None
    mode_ok: bool
    problems: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Status:
    """All keys of a folder. `problems` are those of the whole.

    A manifest that is refused, a key that is missing.
    """

    manifest: Manifest | None
    keys: tuple[KeyStatus, ...]
    problems: tuple[str, ...]


def status(folder: Path, now: datetime) -> Status:
    """The keys of all holders whose folders are here, and the manifest."""
    manifest, problems = _manifest(folder / PUBLIC_FOLDER, now)
    keys = tuple(
        _key_status(path, holder, manifest, now)
        for holder in Holder
        for path in sorted((folder / holder).glob("*.json"))
    )
    return Status(manifest, keys, (*problems, *_missing(folder, keys)))


def _manifest(public: Path, now: datetime) -> tuple[Manifest | None, tuple[str, ...]]:
    try:
        signer = load_verifying_key(public / "manifest-signer.json")
        return load_manifest(public / MANIFEST_FILE, signer, now), ()
    except (ManifestRefused, KeyFileRefused) as refused:
        return None, (str(refused),)


def _missing(folder: Path, keys: tuple[KeyStatus, ...]) -> list[str]:
    """Keys of the inventory that a holder's folder lacks.

    A folder that is elsewhere lacks nothing.
    """
    there = {(key.holder, key.purpose) for key in keys}
    return [
        f"{holder} has no {row.purpose} key"
        for row in INVENTORY
        for holder in row.holders
        if (folder / holder).is_dir() and (holder, row.purpose) not in there
    ]


def _key_status(path: Path, holder: Holder, manifest: Manifest | None, now: datetime) -> KeyStatus:
    mode_ok = files.mode_is_safe(path)
    try:
        key = files.inspect(path)
    except KeyFileRefused as refused:
        return KeyStatus(holder, path.stem, "", None, None, None, mode_ok, (str(refused),))
    listed = _is_listed(key, manifest) if key.purpose in PURPOSES else None
    return KeyStatus(
        holder=holder,
        key_id=key.key_id,
        purpose=key.purpose,
        created_at=key.created_at,
        expires_at=key.expires_at,
        in_manifest=listed,
        mode_ok=mode_ok,
        problems=tuple(_problems(key, now, listed=listed, mode_ok=mode_ok)),
    )


def _is_listed(key: KeyFile, manifest: Manifest | None) -> bool:
    entries = manifest.entries if manifest else ()
    listed = {(entry.recipient.key_id, entry.recipient.raw) for entry in entries}
    return (key.key_id, key.public) in listed


def _problems(key: KeyFile, now: datetime, *, listed: bool | None, mode_ok: bool) -> list[str]:
    problems = [] if mode_ok else ["others can reach the file: chmod 600"]
    if listed is False:
        problems.append("not in the manifest: nothing is sealed to it")
    if key.expires_at and key.expires_at <= now:
        problems.append("expired")
    elif key.expires_at and key.expires_at - now < EXPIRY_WARNING:
        problems.append("expires within 30 days")
    return problems
