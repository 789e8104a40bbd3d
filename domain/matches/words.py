"""What a match is called as long as nobody has opened anything: the kind of what is shared."""

from __future__ import annotations

from collections.abc import Iterable

KINDS: dict[str, str] = {
    "vrm": "same vehicle",
    "vrm_partial": "partial registration fits",
    "phone": "same phone",
    "email": "same email",
    "social": "same account",
    "document": "same document or device",
    "bank": "same bank account",
    "url": "same web address",
    "ip": "same IP address",
    "place": "same place",
    "address": "same address",
    "premises": "same address",
    "street_address": "same house number and street",
    "person_dob": "name sounds alike, same date of birth",
    "surname_dob": "surname sounds alike, same date of birth",
    "forename_dob": "forename sounds alike, same date of birth",
    "full_name": "name sounds alike",
    "common_name": "name sounds alike",
    "nickname": "same nickname",
}
"""By the kind of term that is shared, the strongest first."""


def in_words(kinds: Iterable[str]) -> tuple[str, ...]:
    """Say what kinds of things two submissions share, each once."""
    return tuple(dict.fromkeys(KINDS[kind] for kind in kinds))
