"""Postcodes and what3words addresses."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from domain.identifiers.kinds import Find
from domain.identifiers.lists import either, lists, words

_POSTCODE = re.compile(
    r"(?<![\w?/-])(GIR|[A-Z]{1,2}\d[A-Z\d]?)([ \u00a0]{0,2}|-)(\d[ABD-HJLNP-UW-Z]{2})(?![\w?])",
    re.I,
)
# What a postcode, and an outward code alone, have within: quicker to see.
_INWARD = re.compile(r"\d[ABD-HJLNP-UW-Z]{2}", re.I)
_AREA = re.compile(r"\d(?<=[A-Za-z]{2}\d)")
_OUTWARD = re.compile(r"([A-Z]{1,2})(\d[A-Z\d]?)", re.I)
_ORDINALS = ("st", "nd", "rd", "th")
_THREE_WORDS = re.compile(
    r"(?:(?<![\w/])///|\bwhat3words[\s:]{1,3}/{0,3}|\bw3w[\s:]{1,3}/{0,3})"
    r"([^\W\d_]{2,24}\.[^\W\d_]{2,24}\.[^\W\d_]{2,24})(?![\w.]*\w)",
    re.I,
)


def find(text: str) -> Iterator[Find]:
    """Find what3words, postcodes and (announced) outward codes in running text."""
    if "///" in text or "3w" in text.lower():
        for match in _THREE_WORDS.finditer(text):
            start = match.start() if text.startswith("///", match.start()) else match.start(1)
            yield Find("what3words", start, match.end(1), three_words(match[1]))
    for match in _POSTCODE.finditer(text) if _INWARD.search(text) else ():
        if _is_postcode(match[1], match[3]):
            value = f"{match[1]} {match[3]}".upper()
            yield Find("postcode", match.start(), match.end(), value)
    for listed in _areas().finditer(text) if _AREA.search(text) else ():
        for match in _OUTWARD.finditer(text, listed.start(1), listed.end(1)):
            if _in_area(match[0]) and not _is_other(match[0]):
                yield Find("postcode", match.start(), match.end(), match[0].upper())


def postcode(typed: str) -> str | None:
    """Give a postcode with one space, an outward code alone as it is, None for anything else."""
    plain = re.sub(r"[\s-]", "", typed).upper()
    if match := re.fullmatch(r"(GIR|[A-Z]{1,2}\d[A-Z\d]?)(\d[A-Z]{2})", plain):
        return f"{match[1]} {match[2]}"
    return plain if _OUTWARD.fullmatch(plain) and _in_area(plain) else None


def three_words(typed: str) -> str:
    """Write a what3words address as it is kept: three slashes, lower case."""
    return "///" + typed.strip().lstrip("/").lower()


def three_words_in_field(typed: str) -> str | None:
    """Give what a what3words box holds, with or without its slashes; None if not three words."""
    plain = typed.strip().lstrip("/")
    return three_words(plain) if re.fullmatch(r"[^\W\d_]+(?:\.[^\W\d_]+){2}", plain) else None


def _is_postcode(outward: str, inward: str) -> bool:
    """Tell "hd1 2nd" in a sentence from a postcode: the area must be one, no ordinals."""
    if inward[1:] in _ORDINALS and (outward.isupper() or len(outward) <= 2):
        return False
    return outward.upper() == "GIR" or _in_area(outward)


def _in_area(outward: str) -> bool:
    match = _OUTWARD.fullmatch(outward)
    return match is not None and match[1].upper() in words(lists().postcodes.areas)


@cache
def _areas() -> re.Pattern[str]:
    """Outward codes alone, one or several: after a comma or a word like "in", none goes on."""
    cue = either(lists().postcodes.area_cue)
    code = r"(?:[A-Z]{2}\d{1,2}[A-Z]?|[a-z]{2}\d{1,2})(?![\w?]|[ -]?[A-Z]{3}\b|[ -][\d?])"
    return re.compile(rf"(?:,\s|\b(?:{cue})\s)({code}(?:(?:, | ?[/&] ?| or | and ){code})*)")


def _is_other(outward: str) -> bool:
    """Say whether small letters and a figure are more often something else: co2, ip4, mk2."""
    return outward.islower() and outward[:2] in words(lists().postcodes.not_in_small_letters)
