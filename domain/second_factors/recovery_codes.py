"""Codes on paper for the day the phone is lost: each serves once, none can be read back.

They are hashed as passwords are (Argon2id and the pepper), for a code that can be typed has fewer
than 112 bits (ASVS 6.5.2). One set shares a salt, so that a guess costs one slow hash, not ten.
"""

from __future__ import annotations

import hmac
import secrets
import unicodedata
from collections.abc import Iterable

from domain.passwords import SALT_BYTES, Passwords

# No vowels, so no words; nothing that is taken for something else on paper.
ALPHABET = "CDFHJKMNPQRTWX34679"
GROUPS, GROUP_LENGTH = 3, 4


def new_recovery_codes(count: int = 10) -> list[str]:
    """Make codes to be shown once, as `K7MH-3PXQ-4RTW`: 50 random bits each."""
    return [_new_code() for _ in range(count)]


def hashed_codes(passwords: Passwords, codes: Iterable[str]) -> list[str]:
    """Return what to store of a set of codes, in the same order."""
    salt = secrets.token_bytes(SALT_BYTES)
    return [passwords.hashed(_bare(code), salt) for code in codes]


def matching_code(passwords: Passwords, stored: Iterable[str], code: str) -> str | None:
    """Return which of the stored hashes this code is of, for the caller to delete; or None.

    With nothing stored it takes as long as with a set.
    """
    stored = list(stored)
    sets = {kept.rpartition("$")[0]: kept for kept in stored}
    if not sets:
        passwords.matches(None, code)
    guesses = [passwords.hashed_like(kept, _bare(code)) for kept in sets.values()]
    found = [kept for kept in stored for guess in guesses if hmac.compare_digest(kept, guess)]
    return found[0] if found else None


def _new_code() -> str:
    groups = ("".join(secrets.choice(ALPHABET) for _ in range(GROUP_LENGTH)) for _ in range(GROUPS))
    return "-".join(groups)


def _bare(code: str) -> str:
    """Return the letters and digits alone, as capitals: people type the rest as they like."""
    folded = unicodedata.normalize("NFKC", code).upper()
    return "".join(character for character in folded if character.isalnum())
