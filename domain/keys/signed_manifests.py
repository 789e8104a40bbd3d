"""Signed manifests: made offline, verified by every process before it seals anything.

The file is `{"manifest": {...}, "signer": ..., "signature": ...}`. What is signed (Ed25519) is the
manifest as canonical JSON (sorted keys, no spaces, ASCII) behind a line that names the format.
"""

from __future__ import annotations

import base64
import json
from datetime import datetime
from pathlib import Path
from typing import Any

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

from domain.keys.loading import fingerprint
from domain.keys.manifests import PURPOSES, Entry, Manifest, ManifestRefused
from domain.keys.times import read_time, show_time
from domain.sealing.recipients import Recipient

_SIGNED_AS = b"partnership manifest 1\n"


def load_manifest(
    path: Path, signer: Ed25519PublicKey, now: datetime, *, at_least: int = 1
) -> Manifest:
    """A manifest that holds: signed by `signer`, in force, not older than version `at_least`.

    A submission can be sealed with it; what else can is asked when it is.

    Raises ManifestRefused, with the reason in words, for any other.
    """
    manifest = verify(_read(path), signer)
    if manifest.version < at_least:
        raise ManifestRefused(
            f"the key manifest is version {manifest.version}; version {at_least} was seen before"
        )
    if now < manifest.issued_at:
        raise ManifestRefused(
            f"the key manifest is issued for {show_time(manifest.issued_at)}, later"
        )
    manifest.recipients_for("submission", now)
    return manifest


def sign(manifest: Manifest, signer: Ed25519PrivateKey) -> bytes:
    """The manifest as the bytes of its file, signed."""
    content = _as_json(manifest)
    signature = signer.sign(_SIGNED_AS + _canonical(content))
    signed = {
        "manifest": content,
        "signer": fingerprint(signer.public_key()),
        "signature": base64.b64encode(signature).decode(),
    }
    return json.dumps(signed, indent=1, sort_keys=True).encode()


def verify(text: bytes, signer: Ed25519PublicKey) -> Manifest:
    """The manifest in a file's bytes, if `signer` signed it. Raises ManifestRefused.

    Whether it is in force is not looked at.
    """
    try:
        signed: dict[str, Any] = json.loads(text)
        content, named = signed["manifest"], signed["signer"]
        signature = base64.b64decode(signed["signature"], validate=True)
        proof = _SIGNED_AS + _canonical(content)
    except (ValueError, KeyError, TypeError, RecursionError):
        raise ManifestRefused("the key manifest is not a signed manifest") from None
    if named != fingerprint(signer):
        raise ManifestRefused("the key manifest is signed by another key than the one expected")
    try:
        signer.verify(signature, proof)
        return _from_json(content)
    except InvalidSignature:
        raise ManifestRefused("the key manifest was changed after it was signed") from None
    except (ValueError, KeyError, TypeError):
        raise ManifestRefused("the key manifest has an entry that cannot be read") from None


def _read(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as refused:
        reason = f"the key manifest {path} cannot be read: {refused.strerror}"
        raise ManifestRefused(reason) from None


def _canonical(content: object) -> bytes:
    return json.dumps(content, sort_keys=True, separators=(",", ":"), ensure_ascii=True).encode()


def _as_json(manifest: Manifest) -> dict[str, object]:
    return {
        "version": manifest.version,
        "issued_at": show_time(manifest.issued_at),
        "expires_at": show_time(manifest.expires_at),
        "recipients": [_entry_as_json(entry) for entry in manifest.entries],
    }


def _entry_as_json(entry: Entry) -> dict[str, str | None]:
    return {
        "key_id": entry.recipient.key_id,
        "suite": entry.recipient.suite,
        "public_key": base64.b64encode(entry.recipient.raw).decode(),
        "purpose": entry.purpose,
        "created_at": show_time(entry.created_at),
        "not_before": show_time(entry.not_before),
        "expires_at": show_time(entry.expires_at),
        "retired_at": show_time(entry.retired_at) if entry.retired_at else None,
    }


def _from_json(content: dict[str, Any]) -> Manifest:
    if type(content["version"]) is not int:
        raise ValueError("the version is a number")
    entries = tuple(_entry_from_json(entry) for entry in content["recipients"])
    if len({entry.recipient.key_id for entry in entries}) < len(entries):
        raise ValueError("a key is named twice")
    return Manifest(
        version=content["version"],
        issued_at=read_time(content["issued_at"]),
        expires_at=read_time(content["expires_at"]),
        entries=entries,
    )


def _entry_from_json(entry: dict[str, Any]) -> Entry:
    if entry["purpose"] not in PURPOSES:
        raise ValueError("the purpose is not known")
    raw = base64.b64decode(entry["public_key"], validate=True)
    return Entry(
        recipient=Recipient(str(entry["key_id"]), entry["suite"], raw),
        purpose=entry["purpose"],
        created_at=read_time(entry["created_at"]),
        not_before=read_time(entry["not_before"]),
        expires_at=read_time(entry["expires_at"]),
        retired_at=read_time(entry["retired_at"]) if entry["retired_at"] else None,
    )
