"""The recovery key in two halves on paper: either alone is chance, both together are the key.

A share is six lines of 16 bytes in letters and digits that are hard to misread, each with a check
of its own, so that whoever types it in is told which line is wrong.
"""

from __future__ import annotations

import base64
import hashlib
import re
import secrets
from dataclasses import replace
from datetime import datetime

from domain.keys.files import KeyFile
from domain.keys.manifests import Manifest
from domain.sealing import suites

RECOVERY = "recovery"
_LINE, _CHECK = 16, 4
_TITLE = "RECOVERY KEY, SHARE {number} OF 2"
_ROW = re.compile(r"^\s*(\d+)\s+([A-Z2-7 -]+?)\s*=\s*([A-Z2-7]{4})\s*$")
_MISREAD = str.maketrans("018", "OIB")


class SharesRefused(Exception):
    """These two shares do not make the recovery key; the message says what is wrong with them."""


def split(key: KeyFile) -> tuple[str, str]:
    """Return the two shares of a recovery key, to print. Raises SharesRefused for another key."""
    if key.purpose != RECOVERY or not key.private:
        raise SharesRefused(f"{key.key_id} is not a private recovery key")
    one = secrets.token_bytes(len(key.private))
    return _printed(key, 1, one), _printed(key, 2, _xor(one, key.private))


def combined(shares: tuple[str, str], manifest: Manifest, now: datetime) -> KeyFile:
    """Return the key that two shares make, if the manifest lists it. Raises SharesRefused."""
    (id_one, number_one, one), (id_two, number_two, two) = map(_read, shares)
    if id_one != id_two:
        raise SharesRefused(f"one share is of {id_one}, the other of {id_two}")
    if {number_one, number_two} != {1, 2}:
        raise SharesRefused("that is the same share twice: two custodians are needed")
    for entry in manifest.entries:
        if entry.purpose == RECOVERY and entry.recipient.key_id == id_one:
            found = KeyFile(id_one, RECOVERY, entry.created_at, entry.expires_at)
            private = _xor(one, two)
            _check_pair(entry.recipient.suite, private, entry.recipient.raw)
            return replace(
                found, public=entry.recipient.raw, suite=entry.recipient.suite, private=private
            )
    raise SharesRefused(f"the manifest lists no recovery key {id_one}")


def _check_pair(suite: str, private: bytes, public: bytes) -> None:
    try:
        fits = suites.public_bytes(suite, private) == public
    except ValueError:
        fits = False
    if not fits:
        raise SharesRefused("the shares do not make the key that the manifest lists")


def _printed(key: KeyFile, number: int, data: bytes) -> str:
    lines = [_TITLE.format(number=number), f"key {key.key_id}", ""]
    for at in range(0, len(data), _LINE):
        row = at // _LINE + 1
        text = base64.b32encode(data[at : at + _LINE]).decode().rstrip("=")
        groups = " ".join(text[i : i + 4] for i in range(0, len(text), 4))
        lines.append(f"{row}  {groups} = {_check(key.key_id, number, row, text)}")
    return "\n".join([*lines, ""])


def _read(share: str) -> tuple[str, int, bytes]:
    title, named, *rows = [line.strip() for line in share.strip().splitlines() if line.strip()]
    number = next((n for n in (1, 2) if title == _TITLE.format(number=n)), None)
    if number is None or not named.startswith("key "):
        raise SharesRefused("that is not a share of a recovery key")
    key_id, data = named.removeprefix("key "), b""
    for expected, line in enumerate(rows, 1):
        data += _row(key_id, number, expected, line)
    if not data:
        raise SharesRefused("that share has no lines")
    return key_id, number, data


def _row(key_id: str, number: int, expected: int, line: str) -> bytes:
    place, _, rest = line.partition(" ")
    match = _ROW.match(f"{place} {rest.upper().translate(_MISREAD)}")
    text = re.sub(r"[ -]", "", match[2]) if match else ""
    if not match or int(match[1]) != expected or match[3] != _check(key_id, number, expected, text):
        raise SharesRefused(f"line {expected} of share {number} is mistyped or missing")
    return base64.b32decode(text + "=" * (-len(text) % 8))


def _check(key_id: str, number: int, row: int, text: str) -> str:
    said = f"{key_id}/{number}/{row}/{text}".encode()
    return base64.b32encode(hashlib.sha256(said).digest()).decode()[:_CHECK]


def _xor(one: bytes, other: bytes) -> bytes:
    try:
        return bytes(a ^ b for a, b in zip(one, other, strict=True))
    except ValueError:
        raise SharesRefused("the two shares are of different lengths: a line is missing") from None
