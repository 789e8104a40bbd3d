"""What gives a source away by its form: words in quotation marks, and exact times."""

from __future__ import annotations

import re
from collections.abc import Iterator

WORDS = {
    "quoted": "Words spoken or written, which their speaker would know again",
    "time": "An exact time, at which only a few people were there",
}
_FEWEST_SPOKEN = 3
"""Fewer words in quotation marks are a nickname or the name of a thing, not speech."""
_QUOTE = re.compile(
    r"\"[^\"\n]{2,300}\"|\u201c[^\u201d\n]{2,300}\u201d|\u00ab[^\u00bb\n]{2,300}\u00bb"
)
_WEEKDAY = r"(?:mon|tue|wed|thu|fri|sat|sun)[a-z]{0,6}"
_MONTH = r"(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]{0,6}"
_DATE = (
    rf"(?:{_WEEKDAY}\.? )?"
    rf"(?:\d{{1,2}}(?:st|nd|rd|th)?(?:/\d{{1,2}}(?:/\d{{2,4}})?| {_MONTH}(?: \d{{4}})?)?,? )?"
)
_CLOCK = r"(?:\d{1,2}[.:]\d{2}(?: ?[ap]m)?|\d{1,2} ?[ap]m|[0-2]\d[0-5]\d ?h(?:ou)?rs?)\b"
_TIME = re.compile(
    rf"\b{_DATE}(?:at |around |about |from )?{_CLOCK}(?:(?: to | ?- ?|\u2013){_CLOCK})?",
    re.IGNORECASE,
)


def found_in(text: str) -> Iterator[tuple[int, int, str]]:
    """Give (start, end, kind) of each piece of speech and each exact time."""
    for match in _QUOTE.finditer(text):
        if len(match[0].split()) >= _FEWEST_SPOKEN:
            yield match.start(), match.end(), "quoted"
    for match in _TIME.finditer(text):
        yield match.start(), match.end(), "time"
