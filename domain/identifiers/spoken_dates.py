"""Dates as people say them: "the third of June nineteen eighty-seven"."""

from __future__ import annotations

import re

from domain.identifiers.tokens import tokens

_UNITS = ["one", "two", "three", "four", "five", "six", "seven", "eight", "nine"]
_TEENS = [
    "ten",
    "eleven",
    "twelve",
    "thirteen",
    "fourteen",
    "fifteen",
    "sixteen",
    "seventeen",
    "eighteen",
    "nineteen",
]
_TENS = ["twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"]
_ORDINALS = [
    "first",
    "second",
    "third",
    "fourth",
    "fifth",
    "sixth",
    "seventh",
    "eighth",
    "ninth",
    "tenth",
    "eleventh",
    "twelfth",
    "thirteenth",
    "fourteenth",
    "fifteenth",
    "sixteenth",
    "seventeenth",
    "eighteenth",
    "nineteenth",
    "twentieth",
]
_VALUES = {
    **{word: number for number, word in enumerate(_UNITS + _TEENS, start=1)},
    **{word: 10 * number for number, word in enumerate(_TENS, start=2)},
    **{word: number for number, word in enumerate(_ORDINALS, start=1)},
    "thirtieth": 30,
}
_CENTURIES = {"nineteen": 1900, "twenty": 2000}

_ORDINAL = rf"(?:(?:twenty|thirty)[ -])?(?:{'|'.join(_ORDINALS)})|thirtieth"
_DAY = rf"(?:{_ORDINAL}|\d{{1,2}}(?:st|nd|rd|th))"
_MONTH = (
    r"jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?"
    r"|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?"
)
_BELOW_HUNDRED = (
    rf"(?:{'|'.join(_TENS)})(?:[ -](?:{'|'.join(_UNITS)}))?\b|(?:{'|'.join(_TEENS)})\b"
    rf"|(?:{'|'.join(_UNITS)})\b"
)
_YEAR = (
    r"\d{4}|'?\d{2}"
    rf"|(?:nineteen|twenty)[ -](?:(?:oh|hundred)[ -](?:and )?)?(?:{_BELOW_HUNDRED})"
    rf"|two thousand(?:(?: and)? (?:{_BELOW_HUNDRED}))?|{_BELOW_HUNDRED}"
)
DATE = rf"(?:the )?{_DAY}(?: day)?(?: of)?(?: the)? (?:{_MONTH}|{_DAY}),?(?: in)? (?:{_YEAR})(?!\w)"
_PARTS = re.compile(
    rf"(?:the )?(?P<day>{_DAY})(?: day)?(?: of)?(?: the)? (?P<month>{_MONTH}|{_DAY}),?(?: in)?"
    rf" (?P<year>{_YEAR})",
    re.I,
)
_TELLING = frozenset((*_ORDINALS, "thirtieth", "of"))


def within(text: str) -> bool:
    """Say whether a text has a word without which no date is said in words."""
    return not _TELLING.isdisjoint(tokens(text))


def figures(typed: str) -> str | None:
    """Write a date said in words in figures, "3 June 1987" or "12/11/68"; None if it is none."""
    match = _PARTS.fullmatch(typed.strip())
    if match is None:
        return None
    day, year = _number(match["day"]), _year(match["year"].lower())
    if re.fullmatch(_MONTH, match["month"], re.I):
        return f"{day} {match['month']} {year}"
    return f"{day}/{_number(match['month'])}/{year}"


def _number(said: str) -> int:
    digits = re.match(r"\d+", said)
    return int(digits[0]) if digits else sum(map(_value, re.findall("[a-z]+", said.lower())))


def _value(word: str) -> int:
    return _VALUES.get(word, 0)


def _year(said: str) -> str:
    """Give a year in figures: of two where no century was said, with the words as they are read."""
    if said[-1].isdigit():
        return said
    parts = re.findall("[a-z]+", said)
    if parts[0] == "two" and parts[1:2] == ["thousand"]:
        return str(2000 + sum(map(_value, parts[2:])))
    rest = sum(map(_value, parts[1:]))
    alone = len(parts) == 1 or parts[0] not in _CENTURIES or (parts[0] == "twenty" and rest < 10)
    if alone and "oh" not in parts and "hundred" not in parts:
        return f"{_value(parts[0]) + rest:02}"
    return str(_CENTURIES[parts[0]] + rest)
