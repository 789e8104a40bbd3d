"""References that people read out on the telephone, such as `K7MH-9PXQ-6RT`.

Ten random characters and a check character, of seventeen that no two people mistake for each
other: no vowel and no digit that is read as one, so no words; none of 0 O, 1 I L, 2 Z, 5 S, 8 B,
U V, G, Y. Seventeen is prime, and each place has a weight of its own, so the check character
betrays any one wrong character and any two that changed places (the arithmetic of ISO 7064).
Random, not counted: a reference tells nobody how many there are, and none can be guessed (40 bits).
"""

from __future__ import annotations

import re
import secrets

from domain.references.reading import InvalidReference, parse, read
from domain.references.symbols import ALPHABET, LENGTH, completed, grouped

__all__ = ["InvalidReference", "grouped", "new", "parse", "read", "spoken"]

# What no vowels still leaves to be embarrassed by, or to lose count of when read out.
_UNWELCOME = re.compile(r"(.)\1\1|FCK|FKN|CNT|DCK|WTF")

_SPOKEN = {
    "C": "Charlie", "D": "Delta", "F": "Foxtrot", "H": "Hotel", "J": "Juliett", "K": "Kilo",
    "M": "Mike", "N": "November", "P": "Papa", "Q": "Quebec", "R": "Romeo", "T": "Tango",
    "W": "Whiskey", "X": "X-ray", "6": "six", "7": "seven", "9": "nine",
}  # fmt: skip


def new() -> str:
    """Make a reference, in groups: `K7MH-9PXQ-6RT`."""
    while True:
        reference = completed("".join(secrets.choice(ALPHABET) for _ in range(LENGTH - 1)))
        if not _UNWELCOME.search(reference):
            return grouped(reference)


def spoken(reference: str) -> str:
    """Spell a reference for the telephone: `Kilo seven Mike Hotel, nine Papa …`.

    Raises InvalidReference.
    """
    groups = read(reference).split("-")
    return ", ".join(" ".join(_SPOKEN[character] for character in group) for group in groups)
