"""Telephone numbers, British and foreign, however they were typed."""

from __future__ import annotations

import re
from collections.abc import Iterator

from domain.identifiers.kinds import Find

_GAP = r"[ ().\-\u2011\u2013\u00a0]{0,3}"
_BRITISH = re.compile(
    rf"(?<![\w+.])(?:(?:\+|00){_GAP}44|\(?0(?!{_GAP}0))(?:{_GAP}\d){{9,11}}(?!\d)"
)
_FOREIGN = re.compile(rf"(?<![\w+.])(?:\+|00){_GAP}(?!44)[1-9](?:{_GAP}\d){{6,14}}(?!\d)")
_BARE_MOBILE = re.compile(r"(?<![\w+.-])(?:44 ?)?7\d{3}[ -]?\d{3}[ -]?\d{3}(?:\.0)?(?![\w-]|\.\d)")
# The letter O for a nought, in a number long enough to be nothing else.
_WITH_LETTERS = re.compile(rf"(?<![\w+.])[0Oo](?:{_GAP}[\dOo]){{9,10}}(?!\w)")
# A landline that lost its nought needs a word before it.
_CALLED_LANDLINE = re.compile(
    r"(?<=tel |num |ing )[123]\d{2,3}[ -]?\d{3}[ -]?\d{3,4}(?![\w-]|\.\d)", re.I
)
_LONG = re.compile(rf"[\dOo](?:{_GAP}[\dOo]){{6}}")
"""What any of these has within; most texts do not, and this is quicker to see."""
_ROUNDED_WITHIN = re.compile(r"\d[Ee]\+?\d")
_ROUNDED = re.compile(r"(?<![\w.])\d(?:[.,]\d{1,12})?E\+?(?:09|9|1[0-3])(?!\w)", re.I)


def find(text: str) -> Iterator[Find]:
    """Find telephone numbers in running text; one a spreadsheet rounded has no `normalised`."""
    for match in _ROUNDED.finditer(text) if _ROUNDED_WITHIN.search(text) else ():
        yield Find("phone", match.start(), match.end(), None)
    if _LONG.search(text) is None:
        return
    for pattern in (_FOREIGN, _BRITISH, _BARE_MOBILE, _WITH_LETTERS, _CALLED_LANDLINE):
        for match in pattern.finditer(text):
            if pattern is _WITH_LETTERS and len(re.findall(r"\d", match[0])) < 6:
                continue
            number = normalised(match[0])
            if number:
                yield Find("phone", match.start(), match.end(), number)


def normalised(typed: str) -> str | None:
    """Write a number as it is kept: 0 and 9 or 10 digits if British, + and digits if foreign.

    None where it cannot be one, or a spreadsheet lost its digits (4.47E+11).
    """
    typed = re.sub(r"(?<=\d{8})\.0\s*$", "", typed)
    if _WITH_LETTERS.fullmatch(typed.strip()):
        typed = re.sub("[Oo]", "0", typed)
    if _ROUNDED.search(typed) or re.search(r"[A-DF-Z]", typed, re.I):
        return None
    plain = re.sub(r"[^\d+]", "", re.sub(r"\(\s*0\s*\)", "", typed))
    plain = re.sub(r"^00", "+", plain)
    if re.match(r"44[1237]\d{8,9}$", plain):
        plain = f"+{plain}"
    if plain.startswith("+44"):
        return _british(plain[3:].lstrip("0"))
    if plain.startswith("+"):
        return plain if re.fullmatch(r"\+(?:1[2-9]|[2-9]\d)\d{5,13}", plain) else None
    return _british(plain[1:] if plain.startswith("0") else plain)


def _british(national: str) -> str | None:
    """Give a number without its leading 0 (or that lost it) with it, if it is as long as one."""
    if re.fullmatch(r"[1-9]\d{8,9}", national) and not re.fullmatch(r"7\d{8}", national):
        return f"0{national}"
    return None


def in_field(typed: str) -> str | None:
    """Give what a telephone box holds; a lost leading 0 is put back."""
    return normalised(re.sub(r"\b(?:ext|extn|x)\.?\s*\d{1,5}\s*$", "", typed, flags=re.I))
