"""Vehicle registrations, whole or partial, and chassis numbers."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from domain.identifiers.kinds import Find
from domain.identifiers.lists import either, lists, words
from domain.identifiers.tokens import beginnings, tokens

_LETTERS = str.maketrans("01", "OI")
_DIGITS = str.maketrans("OI", "01")
_WILDCARDS = str.maketrans("*_", "??")
_SHAPE = "AA00AAA"
_SHAPE_OF_PARTIAL = re.compile(r"[A-Z?]{2}[0-9?]{2}[A-Z?]{3}")
_PREFIX_SHAPE = re.compile(r"[A-Z]\d{3}[A-Z]{3}")

_VIN = re.compile(r"(?<![\w-])(?=[^\W_]{0,16}\d)[A-HJ-NPR-Z0-9]{17}(?![\w-])", re.I)
_CURRENT = re.compile(
    r"(?<![\w/?@.-])[A-Z01]{2}[ -]?[0-9OI]{2}[ -]{0,2}[A-Z01]{3}(?![\w*]|\?[\w?]|[-/]\w)", re.I
)
# What those, and older ones below, have within: most texts do not, and this is quicker to see.
_CURRENT_WITHIN = re.compile(r"\d[0-9OI]?[ -]{0,2}[A-Z01]{3}", re.I)
_OLDER_WITHIN = re.compile(r"\d(?:(?<=[A-Z]\d)|(?<=[A-Z][ -]\d)|[ -]?[A-Z])")
_LONGEST = 17
_WILDCARD = re.compile(r"(?<![?*])[?*]{1,7}(?![?*])")
_PIECE = re.compile(r"(?<![\w?*/@.-])[A-Z0-9?*]{1,8}(?![\w?*]|[/]\w)", re.I)
# Prefix and suffix, dateless, Northern Irish: in text they need a word about vehicles before them.
_OLDER = re.compile(
    r"(?<![\w/?@.-])(?:[A-Z] ?\d{1,3}[ -]?[A-Z]{3}|[A-Z]{3}[ -]?\d{1,3}[A-Z]|[A-Z]{1,3}[ -]?\d{1,4}"
    r"|\d{1,4}[ -]?[A-Z]{1,3})(?![\w?]|[-/]\w)"
)
_ANNOUNCED = re.compile(r"(?<![\w/?@.-])[A-Z0-9]{2,4}[ -]?[A-Z0-9]{2,4}(?![\w?]|[-/]\w)")
_HALF_POSTCODE = re.compile(r"[A-Z]{2}\d [\d?*][A-Z?*]{2}", re.I)
_CUE_REACH = 45


def find(text: str) -> Iterator[Find]:
    """Find chassis numbers and registrations in running text, the surest first."""
    long = any(len(token) >= _LONGEST for token in tokens(text))
    for match in _VIN.finditer(text) if long else ():
        if not match[0].isdigit():
            yield Find("vin", match.start(), match.end(), match[0].upper())
    if "?" in text or "*" in text:
        yield from _partials(text)
    for match in _CURRENT.finditer(text) if _CURRENT_WITHIN.search(text) else ():
        if _is_current(match[0]) and not _is_reference(text, match.start()):
            yield Find("vrm", match.start(), match.end(), normalised(match[0]))
    yield from _announced(text)


def normalised(typed: str) -> str:
    """Write a registration as it is kept: capitals, no gaps; O/0, I/1 where the shape decides."""
    plain = re.sub(r"[\s.-]", "", typed).upper().translate(_WILDCARDS)
    if "?" in plain or len(plain) != len(_SHAPE) or _PREFIX_SHAPE.fullmatch(plain):
        return plain
    guess = plain[:2].translate(_LETTERS) + plain[2:4].translate(_DIGITS)
    guess += plain[4:].translate(_LETTERS)
    return guess if re.fullmatch(r"[A-Z]{2}\d{2}[A-Z]{3}", guess) else plain


def in_field(typed: str) -> str | None:
    """Give what a registration box holds as one registration, or None if it is not one."""
    plain = normalised(typed)
    return plain if re.fullmatch(r"(?=.*[\d?])(?=.*[A-Z\d])[A-Z0-9?]{2,8}", plain) else None


def _partials(text: str) -> Iterator[Find]:
    """Try three, two and one pieces in a row, so that "U? 66 ???" is one registration."""
    pieces = _pieces(text)
    at = 0
    while at < len(pieces):
        count = next((n for n in (3, 2, 1) if _is_partial(text, pieces[at : at + n], n)), 0)
        if count:
            start, end = pieces[at].start(), pieces[at + count - 1].end()
            yield Find("vrm", start, end, normalised(text[start:end]))
        at += count or 1


def _pieces(text: str) -> list[re.Match[str]]:
    """Give the pieces near a wildcard, in order."""
    found: dict[int, re.Match[str]] = {}
    for mark in _WILDCARD.finditer(text):
        start, end = max(0, mark.start() - 9), min(len(text), mark.end() + 18)
        for piece in _PIECE.finditer(text, start, end):
            if piece.end() < end or end == len(text):
                found[piece.start()] = piece
    return [found[start] for start in sorted(found)]


def _is_partial(text: str, pieces: list[re.Match[str]], count: int) -> bool:
    if len(pieces) < count or not 4 <= pieces[-1].end() - pieces[0].start() <= 12:
        return False
    typed = text[pieces[0].start() : pieces[-1].end()]
    if not re.fullmatch(r"[\w?* -]+", typed):
        return False
    if _HALF_POSTCODE.fullmatch(typed) and not _about_vehicles(_before(text, pieces[0].start())):
        return False
    known = re.sub(r"[ ?*-]", "", typed)
    plain = normalised(typed)
    if not 4 <= len(plain) <= 8 or _is_question(plain) or len(known) < 2 or typed[:2] == "* ":
        return False
    if typed.count(" ") + typed.count("-") != count - 1 or not re.match(r"[A-Z]{0,3}[\d?*]", plain):
        return False
    if _SHAPE_OF_PARTIAL.fullmatch(plain) and known.isupper() and len(known) > 2:
        return bool(re.search(r"\d", known)) or _about_vehicles(_before(text, pieces[0].start()))
    one_case = known.isupper() or (known.islower() and len(plain) - len(known) > 1)
    return one_case and bool(re.search(r"[a-z]", known, re.I) and re.search(r"\d", known))


def _is_question(plain: str) -> bool:
    """One mark at the very end closes a question; inside, or several, it stands for a letter."""
    return plain.count("?") == 0 or (plain.count("?") == 1 and plain.endswith("?"))


def _is_current(typed: str) -> bool:
    """Tell AA00AAA from words and numbers that only look like it ("in 20 min", "no 12 was")."""
    plain = re.sub(r"[ -]", "", typed)
    fixed = normalised(plain)
    if not re.fullmatch(r"[A-Z]{2}\d{2}[A-Z]{3}", fixed) or not re.search(r"\d", plain[2:4]):
        return False
    if fixed[2:4] in ("00", "01") or plain[:2].isdigit() or plain[4:].isdigit():
        return False
    if _goes_on(typed):
        return False
    if plain == plain.upper():
        return not (typed[2] == " " and plain[:2].lower() in words(lists().vehicles.not_prefix))
    return plain[:2].lower() not in words(lists().vehicles.not_prefix) and " " not in typed[:4]


def _goes_on(typed: str) -> bool:
    """Say whether the last letters are a word of the sentence: "TO18 not", "ab12 was"."""
    head, gap, tail = typed.rpartition(" ")
    if not (gap and tail.islower()):
        return False
    return head.isupper() or tail in words(lists().names.not_names) | words(lists().words.stop)


def _announced(text: str) -> Iterator[Find]:
    """Find what only a word before it makes a registration: "reg TV1S NHO", "van, QXW 417"."""
    for match in _OLDER.finditer(text) if _OLDER_WITHIN.search(text) else ():
        if _about_vehicles(_before(text, match.start())) and _is_older(match[0]):
            yield Find("vrm", match.start(), match.end(), normalised(match[0]))
    told = not _cue_words().isdisjoint(tokens(text))
    for cue in _cue().finditer(text) if told else ():
        end = min(len(text), cue.end() + _CUE_REACH)
        for match in _ANNOUNCED.finditer(text, cue.end(), end):
            cut_short = match.end() == end < len(text)
            if _mixed(match[0]) and not cut_short:
                yield Find("vrm", match.start(), match.end(), normalised(match[0]))


def _before(text: str, start: int) -> str:
    return text[max(0, start - _CUE_REACH) : start].lower()


def _is_reference(text: str, start: int) -> bool:
    """Say whether the words just before speak of a reference and not of a vehicle."""
    before = re.findall(r"[a-z]+", text[max(0, start - 30) : start].lower())[-2:]
    references = words(lists().vehicles.references)
    return not references.isdisjoint(before) and _vehicle_words().isdisjoint(before)


@cache
def _cue_words() -> frozenset[str]:
    return beginnings(words(lists().vehicles.cue))


@cache
def _cue() -> re.Pattern[str]:
    return re.compile(rf"\b(?:{either(lists().vehicles.cue)})\b", re.I)


def _mixed(typed: str) -> bool:
    letters = re.sub(r"[^A-Za-z]", "", typed)
    return bool(letters) and letters.isupper() and bool(re.search(r"\d", typed))


def _is_older(typed: str) -> bool:
    letters = re.sub(r"[^A-Z]", "", typed).lower()
    plain, table = re.sub(r"[ -]", "", typed), lists().vehicles
    if plain.lower() in words(table.model_codes):
        return False
    return len(plain) >= 4 and letters not in words(table.not_prefix)


def _about_vehicles(before: str) -> bool:
    return not _vehicle_words().isdisjoint(re.findall(r"[a-z]+", before)[-6:])


@cache
def _vehicle_words() -> frozenset[str]:
    table = lists().vehicles
    return words(table.words) | words(table.makes) | words(table.models) | words(table.cue)
