"""Whether a rule's conditions hold in a reading, and by which passages."""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import dataclass, replace
from datetime import date

from domain.priorities import stretches
from domain.priorities.readings import Reading
from domain.priorities.rules import Rule
from domain.wordings.finding import Span

_LONGEST_SPAN, _ENOUGH = 40, 20


@dataclass(frozen=True)
class Evidence:
    """A passage that made a rule speak, with the date it names or its words that weigh most.

    `doubted` says that the account it stands in reads like everyday matters.
    """

    where: str
    text: str
    start: int
    end: int
    due: date | None = None
    telling: tuple[str, ...] = ()
    doubted: bool = False


def passages_for(rule: Rule, reading: Reading) -> list[Evidence]:
    """Give the passages that make the rule speak; none when it does not."""
    if not all(reading.spans(union, rule.where) for union in rule.near):
        return []
    if not all(reading.holds(test) for test in rule.answers):
        return []
    if rule.signs:
        return _gathered(rule, reading)
    if rule.reads_at_least:
        return _weighed(rule, reading)
    anywhere = _anywhere(rule, reading)
    if anywhere is None:
        return []
    if rule.near:
        return _together(rule, reading)
    if rule.due_within:
        return _dated(rule, reading)
    return [_evidence(reading, span) for span in anywhere] or [_answered(rule, reading)]


def _anywhere(rule: Rule, reading: Reading) -> list[Span] | None:
    """Give the first span of each group of `also`, or None when too few are there."""
    found = [spans[0] for union in rule.also if (spans := reading.spans(union, rule.where))]
    enough = rule.at_least or len(rule.also)
    return found if len(found) >= enough else None


def _together(rule: Rule, reading: Reading) -> list[Evidence]:
    """Give the places where one of each group stands near the others, and a date if asked."""
    groups = sorted((reading.spans(union, rule.where) for union in rule.near), key=len)
    found = []
    for span in groups[0]:
        joined = _join(span, groups[1:], rule.within, reading)
        if joined is None:
            continue
        due = _date_near(joined, rule, reading) if rule.due_within else None
        if due or not rule.due_within:
            found.append(_evidence(reading, joined, due))
        if len(found) >= _ENOUGH:
            break
    return _apart(found)


def _gathered(rule: Rule, reading: Reading) -> list[Evidence]:
    """Give the stretches around a span of `near` in which different signs weigh enough."""
    weights = rule.weights()
    marks = sorted((span, sign) for sign in weights for span in reading.spans(sign, rule.where))
    found: list[Evidence] = []
    reached = -1
    for base in reading.spans(rule.near[0], rule.where):
        if base.first <= reached:
            continue
        around = _around(base, marks, rule.within, reading)
        if rule.apart:
            around = _without_overlaps(around, weights)
        if sum(weights[sign] for sign in {sign for _, sign in around}) >= rule.at_least:
            reached = max(span.last for span, _ in around)
            found.append(_evidence(reading, Span(around[0][0].first, reached)))
        if len(found) >= _ENOUGH:
            break
    return found


def _weighed(rule: Rule, reading: Reading) -> list[Evidence]:
    return [
        replace(_evidence(reading, stretches.in_sentences(span, reading.words)), telling=told)
        for span, told in stretches.weighed(rule, reading)
    ]


def _without_overlaps(
    around: list[tuple[Span, str]], weights: dict[str, int]
) -> list[tuple[Span, str]]:
    """Leave one span of each sign, heaviest first, so that no word counts for two signs."""
    kept: dict[str, Span] = {}
    for span, sign in sorted(around, key=lambda one: -weights[one[1]]):
        if sign not in kept and not any(span.overlaps(other) for other in kept.values()):
            kept[sign] = span
    return sorted((span, sign) for sign, span in kept.items())


def _around(
    base: Span, marks: list[tuple[Span, str]], within: int, reading: Reading
) -> list[tuple[Span, str]]:
    """Give the signs in the passage of a span, itself among them, at most `within` words away."""
    homes = reading.words.homes
    low = bisect_left(marks, base.first - within, key=lambda one: one[0].first)
    high = bisect_left(marks, base.last + within + 1, key=lambda one: one[0].first)
    return [mark for mark in marks[low:high] if homes[mark[0].first] == homes[base.first]]


def _apart(found: list[Evidence]) -> list[Evidence]:
    """Leave out passages that overlap one already given: they show the same thing again."""
    kept: list[Evidence] = []
    for item in sorted(found, key=lambda one: (one.where, one.start, -one.end)):
        if not kept or kept[-1].where != item.where or kept[-1].end <= item.start:
            kept.append(item)
    return kept


def _join(base: Span, groups: list[list[Span]], within: int, reading: Reading) -> Span | None:
    joined = base
    taken = [base]
    for spans in groups:
        nearest = _nearest(base, spans, taken, within, reading)
        if nearest is None:
            return None
        taken.append(nearest)
        joined = Span(min(joined.first, nearest.first), max(joined.last, nearest.last))
    return joined


def _nearest(
    base: Span, spans: list[Span], taken: list[Span], within: int, reading: Reading
) -> Span | None:
    """Give the nearest span to the base, in its passage, that shares no word with those taken."""
    low = bisect_left(spans, Span(base.first - within - _LONGEST_SPAN, 0))
    best, best_distance = None, within + 1
    for span in spans[low:]:
        if span.first > base.last + within + 1:
            break
        distance = max(span.first - base.last, base.first - span.last) - 1
        same = reading.words.homes[span.first] == reading.words.homes[base.first]
        if same and distance < best_distance and not any(span.overlaps(one) for one in taken):
            best, best_distance = span, distance
    return best


def _date_near(joined: Span, rule: Rule, reading: Reading) -> date | None:
    low = bisect_left(
        reading.dates, joined.first - rule.within - _LONGEST_SPAN, key=lambda one: one.span.first
    )
    for deadline in reading.dates[low : low + 2 * (rule.within + _LONGEST_SPAN)]:
        gap = max(deadline.span.first - joined.last, joined.first - deadline.span.last) - 1
        if gap <= rule.within and _soon(deadline.day, rule, reading):
            return deadline.day
    return None


def _dated(rule: Rule, reading: Reading) -> list[Evidence]:
    wanted = rule.where or reading.data.where
    return [
        _evidence(reading, deadline.span, deadline.day)
        for deadline in reading.dates
        if _soon(deadline.day, rule, reading) and reading.path(deadline.span).startswith(wanted)
    ]


def _soon(day: date, rule: Rule, reading: Reading) -> bool:
    return abs((day - reading.today).days) <= rule.due_within


def _evidence(reading: Reading, span: Span, due: date | None = None) -> Evidence:
    passage, start, end = reading.words.passage(span.first, span.last)
    unsure = stretches.doubted(span, reading)
    return Evidence(passage.where, passage.text, start, end, due, doubted=unsure)


def _answered(rule: Rule, reading: Reading) -> Evidence:
    """Give the answer itself as evidence, when a rule is about answers alone."""
    path = rule.answers[0].path if rule.answers else ""
    for passage in reading.words.passages:
        if passage.where == path:
            return Evidence(path, passage.text, 0, len(passage.text))
    return Evidence(path, "", 0, 0)
