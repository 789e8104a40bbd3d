"""Key files: made once, held by those who need them, read by their owner only."""

from __future__ import annotations

import json
import re
import stat
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from domain import keys
from domain.keys.files import KeyFileRefused, KeysExist
from domain.keys.inventory import INVENTORY, Holder


def named(folder: Path, holder: str) -> set[str]:
    return {re.sub(r"-\d{8}-\w+$", "-*", path.stem) for path in (folder / holder).iterdir()}


def test_each_holder_gets_its_keys_and_no_other(pristine: Path) -> None:
    assert {holder: named(pristine, holder) for holder in [*Holder, "public"]} == {
        "portal": {
            "letters", "portal-*", "portal-field", "portal-flask", "portal-pepper", "url-token",
        },
        "triage": {
            "letters", "search", "triage-*", "triage-field", "triage-flask", "triage-pepper",
            "url-token",
        },
        "worker": {"letters", "search", "trail-log", "triage-*"},
        "witness": {"trail-witness"},
        "offline": {"manifest-signer", "recovery-*"},
        "public": {"manifest", "manifest-signer", "trail-log", "trail-witness"},
    }  # fmt: skip


def test_every_private_file_is_its_owners_alone_and_no_public_one_is_private(
    pristine: Path,
) -> None:
    for holder in Holder:
        assert stat.S_IMODE((pristine / holder).stat().st_mode) == 0o700
        for path in (pristine / holder).iterdir():
            assert stat.S_IMODE(path.stat().st_mode) == 0o600
    for path in (pristine / "public").iterdir():
        assert not json.loads(path.read_text()).get("private")


@pytest.mark.parametrize("mode", [0o640, 0o604, 0o620, 0o610, 0o644, 0o666])
def test_a_private_file_that_others_can_reach_is_refused(mode: int, folder: Path) -> None:
    path = folder / "portal" / "portal-pepper.json"
    path.chmod(mode)
    with pytest.raises(KeyFileRefused, match=rf"mode {mode:04o}\). Type: chmod 600 "):
        keys.load_secret(path)


def test_keys_are_never_overwritten(folder: Path, now: datetime) -> None:
    before = {path: path.read_bytes() for path in folder.rglob("*.json")}
    with pytest.raises(KeysExist, match="nothing was changed"):
        keys.create(folder, now)
    assert {path: path.read_bytes() for path in folder.rglob("*.json")} == before
    assert not list(folder.glob(".making-*"))


def test_not_even_beside_a_single_folder_of_keys(tmp_path: Path, now: datetime) -> None:
    (tmp_path / "triage").mkdir()
    with pytest.raises(KeysExist, match="triage"):
        keys.create(tmp_path, now)
    assert [path.name for path in tmp_path.iterdir()] == ["triage"]


def test_secrets_and_signing_keys_load(pristine: Path) -> None:
    secret = keys.load_secret(pristine / "triage" / "search.json")
    assert len(secret) == 32
    assert secret == keys.load_secret(pristine / "worker" / "search.json")
    assert secret != keys.load_secret(pristine / "triage" / "triage-field.json")
    log = keys.load_signing_key(pristine / "worker" / "trail-log.json")
    public = keys.load_verifying_key(pristine / "public" / "trail-log.json")
    public.verify(log.sign(b"checkpoint"), b"checkpoint")


def test_a_public_key_other_than_the_pinned_one_is_refused(pristine: Path) -> None:
    path = pristine / "public" / "manifest-signer.json"
    pinned = keys.fingerprint(keys.load_verifying_key(path))
    assert keys.load_verifying_key(path, pinned=pinned)
    with pytest.raises(KeyFileRefused, match="the settings expect"):
        keys.load_verifying_key(path, pinned="0" * 32)


def test_loading_what_is_not_there_or_not_of_its_kind_is_refused(
    folder: Path, tmp_path: Path
) -> None:
    with pytest.raises(KeyFileRefused, match="does not exist"):
        keys.load_secret(folder / "portal" / "search.json")
    with pytest.raises(KeyFileRefused, match="signing key, not a symmetric key"):
        keys.load_secret(folder / "worker" / "trail-log.json")
    with pytest.raises(KeyFileRefused, match="no private signing key"):
        keys.load_signing_key(folder / "public" / "trail-log.json")
    with pytest.raises(KeyFileRefused, match="no private key that opens"):
        keys.load_private_keys(tmp_path)
    with pytest.raises(KeyFileRefused, match="cannot be read"):
        keys.load_secret(tmp_path)


@pytest.mark.parametrize(
    ("name", "value"),
    [("format", "x"), ("purpose", "x"), ("private", "***"), ("created_at", 1), ("id", ...)],
)
def test_a_damaged_key_file_is_refused_without_showing_it(
    name: str, value: object, folder: Path
) -> None:
    path = folder / "triage" / "search.json"
    data = json.loads(path.read_text())
    secret = data["private"]
    data = {k: v for k, v in {**data, name: value}.items() if v is not ...}
    path.write_text(json.dumps(data))
    with pytest.raises(KeyFileRefused, match="not a key file") as refused:
        keys.load_secret(path)
    assert secret not in repr(refused.value)


def test_a_secret_of_another_size_is_refused(folder: Path) -> None:
    path = folder / "triage" / "search.json"
    path.write_text(json.dumps({**json.loads(path.read_text()), "private": "c2hvcnQ="}))
    with pytest.raises(KeyFileRefused, match="has 32 bytes"):
        keys.load_secret(path)


def test_status_finds_nothing_wrong_with_new_keys(pristine: Path, now: datetime) -> None:
    status = keys.status(pristine, now)
    assert status.problems == ()
    assert all(key.mode_ok and not key.problems for key in status.keys)
    assert sum(key.in_manifest is True for key in status.keys) == 4
    assert "private" not in repr(status)


def test_status_says_in_words_what_is_wrong(folder: Path, now: datetime) -> None:
    (folder / "worker" / "search.json").unlink()
    (folder / "triage" / "search.json").chmod(0o640)
    status = keys.status(folder, now + timedelta(days=390))
    problems = {key.key_id.split("-")[0]: key.problems for key in status.keys if key.problems}
    assert status.problems == ("worker has no search key",)
    assert problems["triage"] == ("expires within 30 days",)
    assert problems["search"] == ("others can reach the file: chmod 600",)


def test_status_says_that_the_manifest_is_refused_and_what_it_does_not_list(
    folder: Path, now: datetime
) -> None:
    (folder / "public" / "manifest.json").write_text("{}")
    status = keys.status(folder, now + timedelta(days=401))
    assert status.manifest is None
    assert status.problems == ("the key manifest is not a signed manifest",)
    (triage,) = (k for k in status.keys if k.purpose == "triage" and k.holder == "triage")
    assert triage.problems == ("not in the manifest: nothing is sealed to it", "expired")


def test_offline_keys_that_were_taken_away_are_not_missed(folder: Path, now: datetime) -> None:
    for path in (folder / "offline").iterdir():
        path.unlink()
    (folder / "offline").rmdir()
    assert keys.status(folder, now).problems == ()


def test_the_guide_names_every_key_and_its_holders() -> None:
    guide = (Path(keys.__file__).parents[2] / "docs" / "keys.md").read_text()
    (table, *_) = guide.split("\n## ")
    rows = [line for line in table.splitlines() if line.startswith("| `")]
    written = {
        cells[1].strip(" `"): tuple(cells[3].strip().split(", "))
        for cells in (row.split("|") for row in rows)
    }
    assert written == {row.purpose: tuple(row.holders) for row in INVENTORY}
