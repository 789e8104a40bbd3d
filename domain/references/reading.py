"""Reading a reference as people type it, write it down and hear it."""

from __future__ import annotations

import unicodedata

from domain.references.symbols import ALPHABET, LENGTH, grouped, remainder

# What is not in a reference but is taken for what is. Where there are two possibilities the
# check character decides; for one character only, or it could no longer betray a mistake.
LOOK_ALIKES = {
    "0": "DQ", "O": "DQ", "1": "7J", "I": "J", "L": "J", "2": "7", "Z": "7", "4": "9", "8": "69",
    "B": "6R", "G": "69C", "V": "W", "E": "F", "Y": "X",
}  # fmt: skip

_BETWEEN = frozenset(" -./_,:#\u00a0") | frozenset("\u2010\u2011\u2012\u2013\u2014\u2212")


class InvalidReference(ValueError):
    """What was given is not a reference; the message says why, in words for the one who typed."""


def parse(text: str) -> str | None:
    """Return the reference in its own form, or None if the text is not one."""
    try:
        return read(text)
    except InvalidReference:
        return None


def read(text: str) -> str:
    """Return the reference in its own form, `K7MH-9PXQ-6RT`.

    Case, spaces and dashes do not matter, nor one character that looks like the right one.
    Raises InvalidReference.
    """
    characters = _characters(text)
    strange = [place for place, one in enumerate(characters) if one not in ALPHABET]
    if not strange and not remainder(characters):
        return grouped(characters)
    if len(strange) == 1 and (mended := _mended(characters, strange[0])):
        return grouped(mended)
    if strange:
        raise InvalidReference(f"A reference never has “{characters[strange[0]]}” in it")
    raise InvalidReference("Check each character: one is wrong, or two have changed places")


def _characters(text: str) -> str:
    folded = unicodedata.normalize("NFKC", text).upper()
    characters = "".join(one for one in folded if one not in _BETWEEN and not one.isspace())
    if not characters:
        raise InvalidReference("Enter the reference: eleven letters and digits")
    if len(characters) != LENGTH:
        raise InvalidReference(
            f"A reference has {LENGTH} letters and digits; this has {len(characters)}"
        )
    return characters


def _mended(characters: str, place: int) -> str | None:
    for likely in LOOK_ALIKES.get(characters[place], ""):
        mended = characters[:place] + likely + characters[place + 1 :]
        if not remainder(mended):
            return mended
    return None
