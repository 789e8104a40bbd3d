"""Passwords at rest: Argon2id over a peppered password, at an equal cost for every name.

A stored password reads `<pepper version>$argon2id$v=19$m=…,t=…,p=…$<salt>$<hash>`. The pepper is a
key kept outside the database: whoever has only the database cannot even begin to guess.
"""

from __future__ import annotations

import hmac
import secrets
import unicodedata
from base64 import b64decode
from collections.abc import Mapping
from threading import BoundedSemaphore

from argon2 import Parameters, Type, extract_parameters
from argon2.exceptions import InvalidHashError
from argon2.low_level import hash_secret

from domain.passwords.costs import FLOOR, Cost, CostBelowFloor

__all__ = ["FLOOR", "Cost", "CostBelowFloor", "Passwords", "PepperUnusable", "TooManyAtOnce"]

SHORTEST_PEPPER = 32
SALT_BYTES = 16
PATIENCE_SECONDS = 10.0

# Each hash takes tens of megabytes and a core: the whole process makes two at a time.
_at_once = BoundedSemaphore(2)


class PepperUnusable(ValueError):
    """A pepper is missing or too short; the message says which."""


class TooManyAtOnce(RuntimeError):
    """So many passwords are being checked that this one has waited too long for its turn."""


class Passwords:
    """Hashes passwords and recognises them; built once from the settings and then shared."""

    def __init__(
        self, peppers: Mapping[int, bytes], cost: Cost = FLOOR, *, below_floor: bool = False
    ) -> None:
        """Take the peppers by version (the highest serves new hashes) and what a hash costs.

        `below_floor` is for tests alone. Raises PepperUnusable, CostBelowFloor.
        """
        if not below_floor:
            cost.check()
        self._peppers = _checked(peppers)
        self._version = max(peppers)
        self._cost = cost
        # Compared with when there is no such name, so that an unknown name costs as much.
        self._nobody = self.hashed(secrets.token_urlsafe())

    def hashed(self, password: str, salt: bytes | None = None) -> str:
        """Return what to store. Without a `salt`, each call makes its own."""
        salt = salt or secrets.token_bytes(SALT_BYTES)
        return self._hashed(self._version, self._cost.parameters, salt, password)

    def matches(self, stored: str | None, password: str) -> bool:
        """Say whether the password is the one stored; None (no such name) costs the same."""
        known = stored if stored is not None and _is_readable(stored) else self._nobody
        same = hmac.compare_digest(self.hashed_like(known, password), known)
        return same and known is stored

    def hashed_like(self, stored: str, password: str) -> str:
        """Hash a password with the pepper, cost and salt of `stored`, to compare the two.

        Raises PepperUnusable if the pepper it was made with is no longer configured.
        """
        version, _, phc = stored.partition("$")
        return self._hashed(int(version), extract_parameters("$" + phc), _salt_of(phc), password)

    def needs_rehash(self, stored: str) -> bool:
        """Say whether it was made with an older pepper or another cost than today's."""
        version, _, phc = stored.partition("$")
        if not _is_readable(stored) or int(version) != self._version:
            return True
        return extract_parameters("$" + phc) != self._cost.parameters

    def _hashed(self, version: int, cost: Parameters, salt: bytes, password: str) -> str:
        secret = self._peppered(version, password)
        if not _at_once.acquire(timeout=PATIENCE_SECONDS):
            raise TooManyAtOnce("too many passwords are being checked; try again in a moment")
        try:
            phc = hash_secret(
                secret=secret,
                salt=salt,
                time_cost=cost.time_cost,
                memory_cost=cost.memory_cost,
                parallelism=cost.parallelism,
                hash_len=cost.hash_len,
                type=Type.ID,
            )
        finally:
            _at_once.release()
        return f"{version}{phc.decode()}"

    def _peppered(self, version: int, password: str) -> bytes:
        if version not in self._peppers:
            raise PepperUnusable(f"pepper {version} is not configured, yet passwords rest on it")
        text = unicodedata.normalize("NFC", password).encode("utf-8", "surrogatepass")
        return hmac.digest(self._peppers[version], text, "sha256")


def _checked(peppers: Mapping[int, bytes]) -> dict[int, bytes]:
    if not peppers:
        raise PepperUnusable("no pepper is configured")
    for version, key in peppers.items():
        if len(key) < SHORTEST_PEPPER:
            raise PepperUnusable(f"pepper {version} is shorter than {SHORTEST_PEPPER} bytes")
    return dict(peppers)


def _is_readable(stored: str) -> bool:
    version, _, phc = stored.partition("$")
    try:
        return version.isdecimal() and extract_parameters("$" + phc).type is Type.ID
    except InvalidHashError:
        return False


def _salt_of(phc: str) -> bytes:
    salt = phc.split("$")[3]
    return b64decode(salt + "=" * (-len(salt) % 4))
