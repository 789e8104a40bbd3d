"""Dates of birth, in the forms people type dates."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import date

from domain.identifiers import spoken_dates
from domain.identifiers.kinds import Find

_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_MONTH = (
    r"jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?"
    r"|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?"
)
DATE = (
    r"(?:(?P<iso>\d{4}-\d{1,2}-\d{1,2})"
    r"|(?P<day>\d{1,2})\s?[/.\- ]\s?(?P<month>\d{1,2})\s?[/.\- ]\s?(?P<year>\d{4}|\d{2})"
    rf"|(?P<wday>\d{{1,2}})(?:st|nd|rd|th)?(?: day)?(?: of)?[ \-/.,]{{0,2}}(?P<word>{_MONTH})\.?"
    r"[ \-/.,]{1,2}(?P<wyear>\d{4}|'?\d{2})"
    rf"|(?P<aword>{_MONTH})\.? (?:the )?(?P<aday>\d{{1,2}})(?:st|nd|rd|th)?,?"
    r" (?P<ayear>\d{4}))(?![\d/])"
)
_DATE = re.compile(DATE, re.I)
_CUE = (
    r"(?<![\w.])(?:d\.?\s?o\.?\s?b\b\.?|date of birth|birth ?date|born|b\.|b(?= ?\d))"
    r"[\s:=.,()\-\"“‘']{0,4}(?:on |is |was |as |given as |the )?[(\"“‘']?\s?"
)
_CUED = re.compile(_CUE + "(?P<date>" + DATE + r"|\d{8}(?!\d))", re.I)
_CUE_WITHIN = re.compile(r"[Bb](?i:orn|irth|\b|\d)")
"""What every cue has within: most texts do not, and this is quicker to see."""
_SPOKEN = re.compile(_CUE + "(?P<date>" + spoken_dates.DATE + ")", re.I)
_SPOKEN_ALONE = re.compile(spoken_dates.DATE, re.I)
_AFTER_NAME = re.compile(r"[\s,(\-–]{1,3}(?P<date>" + DATE + ")", re.I)
_YOUNGEST = 5
"""A date after a name, without a word like "born", is its birth only if so many years back."""


def find(text: str, names: Sequence[Find], on: date) -> Iterator[Find]:
    """Find dates that a word ("dob", "born") or a name just before them makes dates of birth."""
    told = _CUE_WITHIN.search(text)
    for match in _CUED.finditer(text) if told else ():
        yield Find("dob", match.start("date"), match.end("date"), written(match["date"], on))
    if told and spoken_dates.within(text):
        for match in _SPOKEN.finditer(text):
            yield Find("dob", match.start("date"), match.end("date"), written(match["date"], on))
    for name in names:
        said = _AFTER_NAME.match(text, name.end)
        day = _read(said["date"], on) if said else None
        if said and day and day.year <= on.year - _YOUNGEST:
            yield Find("dob", said.start("date"), said.end("date"), _write(day))


def written(typed: str, on: date) -> str | None:
    """Write a date of birth as it is kept, DD/MM/CCYY; None where it is no date, or lies ahead."""
    plain = typed.strip().strip("()")
    plain = spoken_dates.figures(plain) or plain
    if re.fullmatch(r"\d{8}", plain):
        plain = f"{plain[:2]}/{plain[2:4]}/{plain[4:]}"
    day = _read(plain, on)
    return _write(day) if day and day <= on else None


def in_field(typed: str, on: date) -> str | None:
    """Give what a date of birth box holds; the one date in it if other words stand around it."""
    found = list(_DATE.finditer(typed)) or list(_SPOKEN_ALONE.finditer(typed))
    plain = found[0][0] if len(found) == 1 else typed
    return written(plain, on)


def _write(day: date) -> str:
    return f"{day:%d/%m}/{day.year:04}"


def _read(typed: str, on: date) -> date | None:
    """Read day, month, year, in that order; two figures of a year are the last such year."""
    match = _DATE.fullmatch(typed)
    if match is None:
        return None
    try:
        if match["iso"]:
            return date(*map(int, match["iso"].split("-")))
        day = int(match["day"] or match["wday"] or match["aday"])
        year = (match["year"] or match["wyear"] or match["ayear"]).strip("'")
        return date(_century(year, on), _month(match), day)
    except ValueError:
        return None


def _month(match: re.Match[str]) -> int:
    word = match["word"] or match["aword"]
    return _MONTHS.index(word[:3].lower()) + 1 if word else int(match["month"])


def _century(year: str, on: date) -> int:
    if len(year) == 4:
        return int(year)
    century = on.year - on.year % 100
    return century + int(year) - (100 if int(year) > on.year % 100 else 0)
