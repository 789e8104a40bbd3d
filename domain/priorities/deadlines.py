"""Dates that lie ahead of the day on which the information was learned, as people write them.

`28/11/2026`, `28 November`, `the 9th of December`, `by Friday`, `Sunday week`, `tomorrow`, `at the
weekend`. A bare weekday or day of the month is read as coming only beside words that look ahead
("by", "going to", "due"); a date beside routine words (an appointment, a booked visit) is left out.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from calendar import monthrange
from dataclasses import dataclass
from datetime import date, timedelta

from domain.wordings.finding import Found, Span
from domain.wordings.phrases import Phrase, parse
from domain.wordings.words import Words

_DAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_CLASSES = {
    "day": ["monday mon tuesday tues tue wednesday weds wed thursday thurs thur thu friday fri"]
    + ["saturday sat sunday sun"],
    "month": ["january jan february feb march mar april apr may june jun july jul august aug"]
    + ["september sept sep october oct november nov december dec"],
}
_FORMS = {
    "calendar": ("# of? @month", "@month the? #"),
    "week_after": ("@day week", "a week on @day"),
    "weekday": ("@day",),
    "day_of_month": ("the #",),
    "tomorrow": ("tomorrow",),
    "today": ("tonight", "this evening", "later today"),
    "weekend": ("weekend",),
    "next_week": ("next week",),
    "christmas": ("christmas",),
}
_CERTAIN = frozenset(("calendar", "figures", "week_after", "tomorrow", "today", "next_week"))
_FIGURES = re.compile(
    r"(?<![\d/.-])(\d{1,2})([/.-])(\d{1,2})\2(\d{4}|\d{2})(?![\d/-])"
    r"|(?<![\d/.-])(\d{1,2})/(\d{1,2})(?![\d/-])"
)
_FIGURES_WITHIN = re.compile(r"\d[/.-]\d")
_NEAR_COMING = 7
_NEAR_ROUTINE = 6
_LONGEST_AHEAD = 120


@dataclass(frozen=True)
class Deadline:
    """A day ahead, and the words that name it."""

    day: date
    span: Span


FORMS: dict[str, list[Phrase]] = {
    f"date {form}": [phrase for text in texts for phrase in parse(text, _CLASSES)]
    for form, texts in _FORMS.items()
}
"""The ways to name a day, to be found among the words together with the groups of the rules."""


def deadlines(
    words: Words, learned: date, found: Found, coming: list[Span], routine: list[Span]
) -> tuple[Deadline, ...]:
    """Give the days named in the words that lie after `learned`, and are not routine.

    `found` has the spans of `FORMS`.
    """
    beside_coming = _beside(coming, _NEAR_COMING, words)
    beside_routine = _beside(routine, _NEAR_ROUTINE, words)
    named = {form: found.get(f"date {form}", []) for form in _FORMS} | {"figures": _figures(words)}
    within_sure = _beside([span for form in _CERTAIN for span in named[form]], 1, words)
    dated: dict[Span, Deadline] = {}
    for form, spans in named.items():
        for span in spans:
            loose = form not in _CERTAIN
            if loose and (span.first in within_sure or span.first not in beside_coming):
                continue
            day = None if span.first in beside_routine else _ahead(form, span, words, learned)
            if day:
                dated[span] = Deadline(day, span)
    return tuple(dated[span] for span in sorted(dated))


def _beside(spans: list[Span], most: int, words: Words) -> set[int]:
    """Give the places at most `most` words from one of the spans, in its sentence."""
    sentences = words.sentences
    return {
        place
        for span in spans
        for place in range(max(0, span.first - most), min(len(sentences), span.last + most + 1))
        if sentences[place] == sentences[span.first]
    }


def _ahead(form: str, span: Span, words: Words, learned: date) -> date | None:
    """Give the day a form names, if it lies ahead and not too far."""
    day = _day(form, span, words, learned)
    soonest = 0 if form == "today" else 1
    return day if day and soonest <= (day - learned).days <= _LONGEST_AHEAD else None


def _day(form: str, span: Span, words: Words, learned: date) -> date | None:
    written = words.words[span.first : span.last + 1]
    passage, start, end = words.passage(span.first, span.last)
    if form == "calendar":
        return _calendar(written, learned)
    if form == "figures":
        return _of_figures(passage.text[start:end], learned)
    if form == "day_of_month":
        return _of_month(written[1], learned)
    return _relative(form, written, learned)


def _relative(form: str, written: list[str], learned: date) -> date | None:
    fixed = {"tomorrow": 1, "today": 0, "next_week": 7}
    if form in fixed:
        return learned + timedelta(days=fixed[form])
    if form == "weekend":
        return _weekday(5, learned)
    if form == "christmas":
        return _made(learned.year, 12, 25)
    name = next(word for word in written if word[:3] in _DAYS)
    day = _weekday(_DAYS.index(name[:3]), learned)
    return day + timedelta(days=7) if form == "week_after" else day


def _weekday(number: int, learned: date) -> date:
    """Give the next such weekday after the day it was learned."""
    return learned + timedelta(days=(number - learned.weekday() - 1) % 7 + 1)


def _calendar(written: list[str], learned: date) -> date | None:
    month = next(_MONTHS.index(word[:3]) + 1 for word in written if word[:3] in _MONTHS)
    day = _number(next(word for word in written if word[0].isdigit()))
    this_year = _made(learned.year, month, day)
    if this_year and (learned - this_year).days > 180:
        return _made(learned.year + 1, month, day)
    return this_year


def _figures(words: Words) -> list[Span]:
    """Give the words that are `28/11/2026`, `28.11.26` or `28/11`."""
    spans = []
    for home, passage in enumerate(words.passages):
        if _FIGURES_WITHIN.search(passage.text) is None:
            continue
        low, high = bisect_left(words.homes, home), bisect_right(words.homes, home)
        for match in _FIGURES.finditer(passage.text):
            first = bisect_left(words.starts, match.start(), low, high)
            last = bisect_right(words.starts, match.end() - 1, low, high) - 1
            if first <= last:
                spans.append(Span(first, last))
    return spans


def _of_figures(text: str, learned: date) -> date | None:
    match = _FIGURES.search(text)
    if not match:
        return None
    day, month = match[1] or match[5], match[3] or match[6]
    year = int(match[4]) if match[4] else learned.year
    return _made(year + 2000 if year < 100 else year, int(month), int(day))


def _of_month(word: str, learned: date) -> date | None:
    """Read `the 9th` as the next ninth of a month."""
    day = _number(word)
    if not word.endswith(("st", "nd", "rd", "th")) or day > 31:
        return None
    if day >= learned.day:
        return _made(learned.year, learned.month, day)
    year, month = divmod(learned.year * 12 + learned.month, 12)
    return _made(year, month + 1, min(day, monthrange(year, month + 1)[1]))


def _number(word: str) -> int:
    digits = "".join(character for character in word[:4] if character in "0123456789")
    return int(digits) if digits else 0


def _made(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None
