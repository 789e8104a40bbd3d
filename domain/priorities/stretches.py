"""Stretches of an account that read like harm, and passages around which nothing does."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator

from domain.priorities.readings import Reading
from domain.priorities.rules import Rule
from domain.priorities.weights import Weights, stem
from domain.wordings.finding import Span
from domain.wordings.words import Words

_ACCOUNT = ("what.facts", "what.opinion")
_MOST_STRETCHES = 3
_MOST_TOLD = 6


def weighed(rule: Rule, reading: Reading) -> Iterator[tuple[Span, tuple[str, ...]]]:
    """Give the stretches whose words weigh what the rule asks, and which words weigh most."""
    for home, passage in enumerate(reading.words.passages):
        read = reading.leaning(home) if passage.where.startswith(rule.where) else None
        if read is not None:
            for span in read.stretches(rule.reads_at_least, rule.reads_below, _MOST_STRETCHES):
                yield span, tuple(_telling(reading.words, span, read.weights))


def doubted(span: Span, reading: Reading) -> bool:
    """Whether nothing in the account that holds a passage reads like harm.

    Other answers, and accounts of a few words, are too short to tell.
    """
    if not reading.path(span).startswith(_ACCOUNT):
        return False
    read = reading.leaning(reading.words.homes[span.first])
    return read is not None and read.is_long and read.heaviest < reading.data.doubt_below


def in_sentences(span: Span, words: Words) -> Span:
    """Leave out what is cut off of a sentence at either end, if it is less than a third."""
    number, third = words.sentences, (span.last - span.first) // 3
    first, last = span.first, span.last
    if first and number[first - 1] == number[first]:
        first = bisect_right(number, number[first])
    if last + 1 < len(number) and number[last + 1] == number[last]:
        last = bisect_left(number, number[last]) - 1
    return Span(
        first if first - span.first <= third else span.first,
        last if span.last - last <= third else span.last,
    )


def _telling(words: Words, span: Span, weights: Weights) -> list[str]:
    """Give the words of a stretch that weigh most, as typed, heaviest first."""
    stems = [stem(word) for word in words.words[span.first : span.last + 1]]
    found: dict[str, tuple[int, str]] = {}
    for at in range(len(stems)):
        for many in (1, 2):
            said = stems[at : at + many]
            weight = weights.weights.get(" ".join(said), 0)
            if weight > 0 and len(said) == many and not all(s in weights.untold for s in said):
                text, start, end = words.passage(span.first + at, span.first + at + many - 1)
                found[" ".join(said)] = (weight, text.text[start:end])
    heaviest = sorted(found.values(), key=lambda one: -one[0])
    return list(dict.fromkeys(" ".join(typed.split()) for _, typed in heaviest))[:_MOST_TOLD]
