"""The characters of a reference, their weights, and how they are grouped."""

from __future__ import annotations

ALPHABET = "CDFHJKMNPQRTWX679"
LENGTH = 11
GROUPS = (4, 4, 3)

# All different, and none a multiple of 17: that is what the check character's power rests on.
WEIGHTS = tuple(range(LENGTH, 0, -1))


def remainder(characters: str) -> int:
    """Return the weighted sum of eleven characters modulo 17; it is 0 for a right reference."""
    values = (ALPHABET.index(character) for character in characters)
    pairs = zip(WEIGHTS, values, strict=True)
    return sum(weight * number for weight, number in pairs) % len(ALPHABET)


def completed(payload: str) -> str:
    """Return ten characters and the check character that makes their remainder 0."""
    missing = -remainder(payload + ALPHABET[0]) % len(ALPHABET)
    return payload + ALPHABET[missing]


def grouped(characters: str) -> str:
    """Write eleven characters in groups: `K7MH-9PXQ-6RT`."""
    starts = [sum(GROUPS[:place]) for place in range(len(GROUPS))]
    pieces = [characters[at : at + size] for at, size in zip(starts, GROUPS, strict=True)]
    return "-".join(pieces)
