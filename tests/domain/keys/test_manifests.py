"""Nothing is sealed without a manifest that is signed, in force and complete."""

from __future__ import annotations

import base64
import json
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from domain import keys
from domain.keys.manifests import Manifest, ManifestRefused
from domain.keys.signed_manifests import sign, verify

Signed = dict[str, Any]


def change_key(signed: Signed) -> None:
    entry = signed["manifest"]["recipients"][0]
    raw = base64.b64decode(entry["public_key"])
    entry["public_key"] = base64.b64encode(raw[:-1] + bytes([raw[-1] ^ 1])).decode()


def drop_recovery(signed: Signed) -> None:
    del signed["manifest"]["recipients"][1]


def swap_purposes(signed: Signed) -> None:
    signed["manifest"]["recipients"][0]["purpose"] = "recovery"


def repeat_a_recipient(signed: Signed) -> None:
    signed["manifest"]["recipients"].append(signed["manifest"]["recipients"][0])


def last_longer(signed: Signed) -> None:
    signed["manifest"]["expires_at"] = "2099-01-01T00:00:00Z"


def raise_version(signed: Signed) -> None:
    signed["manifest"]["version"] += 1


def add_a_field(signed: Signed) -> None:
    signed["manifest"]["note"] = "x"


def spoil_the_signature(signed: Signed) -> None:
    signed["signature"] = base64.b64encode(bytes(64)).decode()


def shorten_the_signature(signed: Signed) -> None:
    signed["signature"] = base64.b64encode(bytes(3)).decode()


TAMPERING = [
    change_key,
    drop_recovery,
    swap_purposes,
    repeat_a_recipient,
    last_longer,
    raise_version,
    add_a_field,
    spoil_the_signature,
    shorten_the_signature,
]


def manifest_at(folder: Path, now: datetime, **options: int) -> Manifest:
    signer = keys.load_verifying_key(folder / "public" / "manifest-signer.json")
    return keys.load_manifest(folder / "public" / "manifest.json", signer, now, **options)


def resign(folder: Path, change: Callable[[Manifest], Manifest]) -> None:
    """Put a changed manifest in place, properly signed."""
    signer = keys.load_signing_key(folder / "offline" / "manifest-signer.json")
    path = folder / "public" / "manifest.json"
    path.write_bytes(sign(change(verify(path.read_bytes(), signer.public_key())), signer))


def without(purpose: str) -> Callable[[Manifest], Manifest]:
    return lambda m: replace(m, entries=tuple(e for e in m.entries if e.purpose != purpose))


def test_a_submission_is_sealed_to_triage_and_recovery_and_a_message_to_the_portal_too(
    pristine: Path, now: datetime
) -> None:
    manifest = manifest_at(pristine, now)
    named = {
        what: [r.key_id.split("-")[0] for r in manifest.recipients_for(what, now).members]
        for what in ("submission", "casework", "message")
    }
    assert named == {
        "submission": ["triage", "recovery"],
        "casework": ["triage", "recovery"],
        "message": ["triage", "recovery", "portal"],
    }


@pytest.mark.parametrize("tamper", TAMPERING)
def test_a_manifest_changed_after_signing_is_refused(
    tamper: Callable[[Signed], None], folder: Path, now: datetime
) -> None:
    path = folder / "public" / "manifest.json"
    signed = json.loads(path.read_text())
    tamper(signed)
    path.write_text(json.dumps(signed))
    with pytest.raises(ManifestRefused, match="changed after it was signed"):
        manifest_at(folder, now)


@pytest.mark.parametrize(
    "text", ["", "{", "[]", "{}", "null", "[" * 5000, '{"manifest": {}}', "\ud7ff"]
)
def test_what_is_no_manifest_is_refused(text: str, folder: Path, now: datetime) -> None:
    (folder / "public" / "manifest.json").write_text(text)
    with pytest.raises(ManifestRefused, match="not a signed manifest"):
        manifest_at(folder, now)


def test_bytes_that_are_no_text_are_refused(folder: Path, now: datetime) -> None:
    (folder / "public" / "manifest.json").write_bytes(b"\xff\xfe\xfa")
    with pytest.raises(ManifestRefused, match="not a signed manifest"):
        manifest_at(folder, now)


def test_a_missing_manifest_is_refused(folder: Path, now: datetime) -> None:
    (folder / "public" / "manifest.json").unlink()
    with pytest.raises(ManifestRefused, match="cannot be read"):
        manifest_at(folder, now)


def test_a_manifest_of_another_signer_is_refused(folder: Path, now: datetime) -> None:
    stranger = Ed25519PrivateKey.generate()
    manifest = manifest_at(folder, now)
    (folder / "public" / "manifest.json").write_bytes(sign(manifest, stranger))
    with pytest.raises(ManifestRefused, match="signed by another key"):
        manifest_at(folder, now)


def test_a_signed_manifest_that_makes_no_sense_is_refused(folder: Path, now: datetime) -> None:
    resign(folder, lambda m: replace(m, entries=(m.entries[0], m.entries[0])))
    with pytest.raises(ManifestRefused, match="cannot be read"):
        manifest_at(folder, now)


def test_an_expired_manifest_and_one_for_later_are_refused(pristine: Path, now: datetime) -> None:
    with pytest.raises(ManifestRefused, match="expired on 2027-12-27T09:30:00Z"):
        manifest_at(pristine, now + timedelta(days=400))
    with pytest.raises(ManifestRefused, match="later"):
        manifest_at(pristine, now - timedelta(seconds=1))


def test_a_manifest_that_expires_while_it_is_in_use_seals_nothing_any_more(
    pristine: Path, now: datetime
) -> None:
    manifest = manifest_at(pristine, now)
    with pytest.raises(ManifestRefused, match="expired"):
        manifest.recipients_for("submission", now + timedelta(days=400))


def test_an_older_version_than_was_seen_is_refused(pristine: Path, now: datetime) -> None:
    assert manifest_at(pristine, now, at_least=1).version == 1
    with pytest.raises(ManifestRefused, match="version 2 was seen"):
        manifest_at(pristine, now, at_least=2)


@pytest.mark.parametrize("purpose", ["triage", "recovery"])
def test_a_manifest_without_a_key_that_must_be_there_is_refused(
    purpose: str, folder: Path, now: datetime
) -> None:
    resign(folder, without(purpose))
    with pytest.raises(ManifestRefused, match=f"no {purpose} key"):
        manifest_at(folder, now)


def test_without_a_portal_key_submissions_go_on_and_messages_stop(
    folder: Path, now: datetime
) -> None:
    resign(folder, without("portal"))
    manifest = manifest_at(folder, now)
    assert manifest.recipients_for("submission", now)
    with pytest.raises(ManifestRefused, match="no portal key"):
        manifest.recipients_for("message", now)


@pytest.mark.parametrize("field", ["retired_at", "not_before", "expires_at"])
def test_a_key_that_is_not_in_force_does_not_count(field: str, folder: Path, now: datetime) -> None:
    moment = now + timedelta(days=1) if field == "not_before" else now
    resign(
        folder,
        lambda m: replace(m, entries=tuple(replace(e, **{field: moment}) for e in m.entries)),
    )
    with pytest.raises(ManifestRefused, match="no triage key in force"):
        manifest_at(folder, now)


def test_only_keys_and_sealing_make_recipients() -> None:
    root = Path(keys.__file__).parents[2]
    makers = {
        path.relative_to(root).parts[:2]
        for door in ("domain", "portal", "triage", "operations")
        for path in (root / door).rglob("*.py")
        if "Recipients(" in path.read_text()
    }
    assert makers <= {("domain", "keys"), ("domain", "sealing")}, (
        "recipients come from a verified manifest: call manifest.recipients_for(...)"
    )
