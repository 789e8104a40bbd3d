"""A five-word passphrase to offer: easy to type and to say, and hard to guess (64 bits).

The words are the Electronic Frontier Foundation's long list for dice (7,776 words, CC BY 3.0 US),
as the package xkcdpass carries it; the four with a hyphen are left out, for they look like two.
"""

from __future__ import annotations

import math
import secrets
from functools import cache
from importlib.resources import files

WORDS = 5


@cache
def words() -> tuple[str, ...]:
    """Return the words that a passphrase is drawn from."""
    text = files("xkcdpass").joinpath("static", "eff-long").read_text(encoding="utf-8")
    return tuple(word for word in text.split() if word.isalpha())


def bits() -> float:
    """Return how many bits a guesser who knows this module has to find."""
    return WORDS * math.log2(len(words()))


def passphrase() -> str:
    """Make a passphrase: five words drawn with replacement, spaces between."""
    return " ".join(secrets.choice(words()) for _ in range(WORDS))
