"""Numbers of documents and devices: IMEI, National Insurance, PNC, CRO, prison, UPRN."""

from __future__ import annotations

import re
from collections.abc import Iterator

from domain.identifiers.kinds import Find

_IMEI = re.compile(
    r"(?<![\w+.])(?:\d{2}[ -]?\d{6}|\d{6}[ -]?\d{2}|\d{8})[ -]?\d{6}[ -]?\d(?![\w]|\.\d)"
    r"|(?<![\w+.])(?:\d{6}[ -]\d{9}|\d{4}([ -])\d{4}\1\d{4}\1\d{3}|\d{5}([ -])\d{5}\2\d{5}"
    r"|\d{3}([ -])\d{3}\3\d{3}\3\d{3}\3\d{3})(?![\w]|\.\d)"
)
_NINO = re.compile(
    r"(?<![\w-])([A-Z]{2})(?=[ -]?\d)([ -]?)(\d{2})[ -]?(\d{2})[ -]?(\d{2})[ -]?([A-D])(?![\w])",
    re.I,
)
# What those above have within: most texts do not, and this is quicker to see.
_LONG = re.compile(r"\d(?:[ -]?\d){14}")
_PRISON_WITHIN = re.compile(r"\d{4}[A-Z]{2}")
_NINO_WITHIN = re.compile(r"\d{2}[ -]?\d{2}[ -]?\d{2}[ -]?[A-Da-d](?!\w)")
_PNC = re.compile(r"(?<![\w/])(?:19|20)?(\d{2})/(\d{1,7})([A-Z])(?![\w/])", re.I)
_CRO = re.compile(r"(?<![\w/])(\d{1,6})/(\d{2})([A-Z])(?![\w/])", re.I)
# As prisons in England and Wales have numbered people since NOMIS.
_PRISON = re.compile(r"(?<![\w/-])[A-Z]\d{4}[A-Z]{2}(?![\w/-])")
_UPRN = re.compile(r"\bUPRN\b[\s:.#-]{0,4}(?:is |no\.? )?(\d{1,12})(?!\w)", re.I)

# https://www.gov.uk/hmrc-internal-manuals/national-insurance-manual/nim39110
_NO_FIRST, _NO_SECOND = "DFIQUV", "DFIQUVO"
_NO_PREFIX = ("BG", "GB", "NK", "KN", "TN", "NT", "ZZ")


def find(text: str) -> Iterator[Find]:
    """Find numbers of documents and devices in running text."""
    if _LONG.search(text):
        yield from _imeis(text)
    for match in _NINO.finditer(text) if _NINO_WITHIN.search(text) else ():
        if match[1].isupper() or not match[2]:
            yield Find("nino", match.start(), match.end(), national_insurance(match[0]))
    if "/" in text:
        yield from _police_numbers(text)
    for match in _PRISON.finditer(text) if _PRISON_WITHIN.search(text) else ():
        yield Find("prison", match.start(), match.end(), match[0])
    for match in _UPRN.finditer(text) if "uprn" in text.lower() else ():
        yield Find("uprn", match.start(1), match.end(1), match[1])


def national_insurance(typed: str) -> str | None:
    """Give a National Insurance number without gaps, or None where HMRC never issues it."""
    plain = re.sub(r"[\s-]", "", typed).upper()
    if not re.fullmatch(r"[A-Z]{2}\d{6}[A-D]", plain):
        return None
    wrong = plain[0] in _NO_FIRST or plain[1] in _NO_SECOND or plain[:2] in _NO_PREFIX
    return None if wrong else plain


def luhn(digits: str) -> bool:
    """Say whether the last digit of an IMEI or card number checks (ISO/IEC 7812-1, annex B)."""
    total = 0
    for place, digit in enumerate(reversed(digits)):
        value = int(digit) * (2 if place % 2 else 1)
        total += value - 9 if value > 9 else value
    return total % 10 == 0


def _imeis(text: str) -> Iterator[Find]:
    for match in _IMEI.finditer(text):
        digits = re.sub(r"\D", "", match[0])
        if luhn(digits) and (_says_imei(text, match.start()) or match[0] == digits):
            yield Find("imei", match.start(), match.end(), digits)
        elif _says_imei(text, match.start()):
            yield Find("imei", match.start(), match.end(), None)


def _says_imei(text: str, start: int) -> bool:
    return "imei" in text[max(0, start - 40) : start].lower()


def _police_numbers(text: str) -> Iterator[Find]:
    """A PNC ID has the year first, a CRO number last; only a word before it tells short ones."""
    for match in _PNC.finditer(text):
        before = text[max(0, match.start() - 25) : match.start()].lower()
        if "cro" not in before and (len(match[2]) >= 3 or "pnc" in before):
            value = f"{match[1]}/{match[2]}{match[3].upper()}"
            yield Find("pnc", match.start(), match.end(), value)
    for match in _CRO.finditer(text):
        before = text[max(0, match.start() - 25) : match.start()].lower()
        if "cro" in before or len(match[1]) >= 3:
            yield Find("cro", match.start(), match.end(), match[0].upper())
