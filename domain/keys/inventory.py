"""Every key there is: what it is for, what it does, who holds it, how long it lasts. One row each.

`docs/keys.md` says the same in words; a test compares the two.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum


class Kind(StrEnum):
    """What a key does."""

    SEALING = "sealing"
    SIGNING = "signing"
    SYMMETRIC = "symmetric"


class Holder(StrEnum):
    """Who holds a key; also the name of the folder it lies in."""

    PORTAL = "portal"
    TRIAGE = "triage"
    WORKER = "worker"
    WITNESS = "witness"
    OFFLINE = "offline"


@dataclass(frozen=True, slots=True)
class Row:
    """One key of the inventory. `lifetime` None: rotated on occasion, not by date."""

    purpose: str
    kind: Kind
    holders: tuple[Holder, ...]
    lifetime: timedelta | None
    use: str


SECRET_SIZE = 32
"""Bytes of every secret."""
PUBLIC_FOLDER = "public"
MANIFEST_FILE = "manifest.json"
MANIFEST_LIFETIME = timedelta(days=400)
"""A year and a month: rotating yearly renews it in time. Nothing is accepted with an older one."""

_YEAR = timedelta(days=400)
_DECADE = timedelta(days=3653)
_DOORS = (Holder.PORTAL, Holder.TRIAGE)
_READERS = (Holder.TRIAGE, Holder.WORKER)

INVENTORY = (
    Row("manifest-signer", Kind.SIGNING, (Holder.OFFLINE,), _DECADE, "signs the manifest"),
    Row("triage", Kind.SEALING, _READERS, _YEAR, "opens submissions and police content"),
    Row("recovery", Kind.SEALING, (Holder.OFFLINE,), _DECADE, "opens all if triage's key is lost"),
    Row("portal", Kind.SEALING, (Holder.PORTAL,), _YEAR, "opens messages to partners"),
    Row("search", Kind.SYMMETRIC, _READERS, None, "hashes the terms of the blind index"),
    Row("portal-pepper", Kind.SYMMETRIC, (Holder.PORTAL,), None, "peppers partners' passwords"),
    Row("triage-pepper", Kind.SYMMETRIC, (Holder.TRIAGE,), None, "peppers staff's passwords"),
    Row(
        "portal-field", Kind.SYMMETRIC, (Holder.PORTAL,), None, "seals single fields of the portal"
    ),
    Row(
        "triage-field", Kind.SYMMETRIC, (Holder.TRIAGE,), None, "seals TOTP secrets, copies of URLs"
    ),
    Row("url-token", Kind.SYMMETRIC, _DOORS, None, "hashes the tokens in URLs and links"),
    Row(
        "letters",
        Kind.SYMMETRIC,
        (*_DOORS, Holder.WORKER),
        None,
        "seals letters until they are sent",
    ),
    Row("portal-flask", Kind.SYMMETRIC, (Holder.PORTAL,), None, "signs the portal's form tokens"),
    Row("triage-flask", Kind.SYMMETRIC, (Holder.TRIAGE,), None, "signs triage's form tokens"),
    Row("trail-log", Kind.SIGNING, (Holder.WORKER,), None, "signs checkpoints of the trail"),
    Row("trail-witness", Kind.SIGNING, (Holder.WITNESS,), None, "cosigns checkpoints"),
)
ROWS = {row.purpose: row for row in INVENTORY}
