"""Rotating the key that opens content: bring in the next one, let both overlap, retire the old one.

1. `begin`: a next key is made and listed; from now on content is sealed to both.
2. Re-wrap what is stored for the recipients of the new manifest (`opening.rewrap`); content is not
touched. 3. `finish`: the next key takes over, the old one is listed as retired. 4. Delete the wraps
for the old key, then its private file: what was copied with the old key stays closed. Each step
needs the manifest signer, so it is done where the offline keys are.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from pathlib import Path

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from domain.keys.creation import entry_of, generate, place, write_manifest
from domain.keys.inventory import MANIFEST_FILE, MANIFEST_LIFETIME, PUBLIC_FOLDER, Holder
from domain.keys.loading import load_signing_key
from domain.keys.manifests import NEXT, Entry, Manifest
from domain.keys.signed_manifests import sign, verify

TRIAGE = "triage"
EXCHANGED_AT_ONCE = ("portal", "recovery")


class RotationRefused(Exception):
    """This step of a rotation is not the one that is due."""


def begin(folder: Path, now: datetime) -> Manifest:
    """Make the next triage key and list it. Raises RotationRefused if one is listed already."""
    signer = _signer(folder)
    manifest = _stored(folder, signer)
    _check_may_begin(manifest, now)
    key = generate(TRIAGE, now)
    following = introduce(manifest, entry_of(key, NEXT), now)
    place(folder, key)
    write_manifest(folder, sign(following, signer))
    return following


def finish(folder: Path, now: datetime) -> Manifest:
    """The next triage key takes over. Raises RotationRefused if there is none."""
    signer = _signer(folder)
    following = promote(_stored(folder, signer), now)
    write_manifest(folder, sign(following, signer))
    return following


def renew(folder: Path, now: datetime) -> Manifest:
    """The same keys in a manifest with a new date."""
    signer = _signer(folder)
    following = _following(_stored(folder, signer), now)
    write_manifest(folder, sign(following, signer))
    return following


def exchange(folder: Path, purpose: str, now: datetime) -> Manifest:
    """A new portal or recovery key in place of the present one, at once.

    The private file of the old one stays, for what was sealed to it.
    """
    signer = _signer(folder)
    key = generate(purpose, now)
    following = succeed(_stored(folder, signer), entry_of(key, purpose), now)
    place(folder, key)
    write_manifest(folder, sign(following, signer))
    return following


def succeed(manifest: Manifest, entry: Entry, now: datetime) -> Manifest:
    """The following version, in which a portal or recovery key gives way to `entry`."""
    if entry.purpose not in EXCHANGED_AT_ONCE:
        raise RotationRefused(f"a {entry.purpose} key is not exchanged at once")
    following = _following(manifest, now)
    retired = tuple(_retired(e, entry.purpose, now) for e in following.entries)
    return replace(following, entries=(*retired, entry))


def introduce(manifest: Manifest, entry: Entry, now: datetime) -> Manifest:
    """The following version, with the next triage key beside the present one."""
    _check_may_begin(manifest, now)
    following = _following(manifest, now)
    return replace(following, entries=(*following.entries, replace(entry, purpose=NEXT)))


def promote(manifest: Manifest, now: datetime) -> Manifest:
    """The following version.

    The next triage key is the triage key, the one before it is retired.
    """
    if not manifest.current(NEXT, now):
        raise RotationRefused("there is no next key; begin the rotation first")
    following = _following(manifest, now)
    return replace(following, entries=tuple(_moved_on(e, now) for e in following.entries))


def _moved_on(entry: Entry, now: datetime) -> Entry:
    if entry.purpose == NEXT:
        return replace(entry, purpose=TRIAGE)
    return _retired(entry, TRIAGE, now)


def _retired(entry: Entry, purpose: str, now: datetime) -> Entry:
    if entry.purpose == purpose and entry.retired_at is None:
        return replace(entry, retired_at=now)
    return entry


def _following(manifest: Manifest, now: datetime) -> Manifest:
    return replace(
        manifest,
        version=manifest.version + 1,
        issued_at=now,
        expires_at=now + MANIFEST_LIFETIME,
    )


def _check_may_begin(manifest: Manifest, now: datetime) -> None:
    if manifest.current(NEXT, now):
        raise RotationRefused("there is a next key already; finish that rotation first")


def _signer(folder: Path) -> Ed25519PrivateKey:
    return load_signing_key(folder / Holder.OFFLINE / "manifest-signer.json")


def _stored(folder: Path, signer: Ed25519PrivateKey) -> Manifest:
    return verify((folder / PUBLIC_FOLDER / MANIFEST_FILE).read_bytes(), signer.public_key())
