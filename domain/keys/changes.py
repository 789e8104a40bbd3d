"""Changing keys that are in no manifest: the search key, and the keys of the log and a witness."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from pathlib import Path

from domain.keys import files
from domain.keys.creation import generate, place
from domain.keys.files import KeyFile
from domain.keys.inventory import PUBLIC_FOLDER, ROWS, Holder, Kind

SEARCH = "search"
CHANGEABLE = (SEARCH, "trail-log", "trail-witness")
OLD = ".old"
"""A private file that gave way keeps its bytes under this ending, which nothing loads."""
FORMER = "search-former.json"
"""The search key before: looked up under until the index is made anew under the present one."""


class NotChangedAlone(Exception):
    """Changing this key alone would lose something; the message says what to do instead."""


def change(folder: Path, purpose: str, now: datetime) -> KeyFile:
    """Put a new key in place of the present one, in every holder's folder that is here.

    The old private files are kept aside. The old public half of a signing key stays published, so
    that what it signed can be verified. Raises NotChangedAlone, KeyFileRefused.
    """
    if purpose not in CHANGEABLE:
        raise NotChangedAlone(f"the {purpose} key is not changed alone: see docs/keys.md")
    for holder in ROWS[purpose].holders:
        if (folder / holder / FORMER).exists() and purpose == SEARCH:
            raise NotChangedAlone(
                "the index is still being made anew under the last search key; see `keys reindexed`"
            )
        _put_aside(folder / holder / f"{purpose}.json")
    key = generate(purpose, now)
    place(folder, key)
    if key.kind is Kind.SIGNING:
        _publish(folder / PUBLIC_FOLDER, key)
    return key


def another_witness(folder: Path, home: Path, now: datetime) -> KeyFile:
    """Make the key of one more witness in a folder of its own, and publish its public half."""
    key = generate("trail-witness", now)
    home.mkdir(mode=0o700, parents=True, exist_ok=True)
    files.write_new(home / "trail-witness.json", key)
    public = folder / PUBLIC_FOLDER / f"{key.key_id}.json"
    files.write_new(public, replace(key, private=b""))
    return key


def offline_recovery(folder: Path) -> list[Path]:
    """Return the files of the recovery key in the offline folder."""
    return sorted((folder / Holder.OFFLINE).glob("recovery-*.json"))


def _put_aside(path: Path) -> None:
    old = files.read(path)
    path.rename(path.with_name(FORMER if old.purpose == SEARCH else f"{old.key_id}{OLD}"))


def _publish(public: Path, key: KeyFile) -> None:
    present = public / f"{key.purpose}.json"
    present.rename(public / f"{files.inspect(present).key_id}.json")
    files.write_new(present, replace(key, private=b""))
