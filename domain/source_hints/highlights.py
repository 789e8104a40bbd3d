"""Find the hints in a text or in all the answers of a submission."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from domain.source_hints import forms
from domain.source_hints import names as known_names
from domain.source_hints.kinds import UNLESS, HintBook, HintKind, hintbook
from domain.source_hints.names import NOBODY, Names
from domain.source_hints.reaches import Edges, opens
from domain.wordings.finding import Span
from domain.wordings.passages import Answers, Passage, passages
from domain.wordings.words import Words, words_of


@dataclass(frozen=True, order=True)
class Hint:
    """Characters `start` to `end` of the answer at `where` may give the source away, and why."""

    where: str
    start: int
    end: int
    kind: str
    words: str


def highlight(
    answers: Answers | str, names: Names = NOBODY, book: HintBook | None = None
) -> tuple[Hint, ...]:
    """Give the hints in order; those of one kind do not overlap, those of two kinds may.

    A bare text is read whole; of a submission's answers, the paths that the data names.
    """
    book = book or hintbook()
    texts = [
        passage
        for passage in passages(answers)
        if not passage.where or passage.where.startswith(book.data.where)
    ]
    found = [*_by_phrases(texts, book, known_names.on_cards(answers))]
    for passage in texts:
        found.extend(_by_names(passage, names, book))
        found.extend(_by_form(passage, book))
    return tuple(_joined(found))


def _by_phrases(texts: list[Passage], book: HintBook, on_cards: frozenset[str]) -> Iterator[Hint]:
    words = words_of(texts)
    found = book.finder.find(words)
    edges = Edges()
    for key, kind in book.kinds.items():
        guards = found.get(key + UNLESS, [])
        guarded = {place for guard in guards for place in range(guard.first, guard.last + 1)}
        for span in found.get(key, []):
            inside = range(span.first, span.last + 1)
            if guarded.isdisjoint(inside) and _counts(kind, span, words, on_cards):
                passage, start, end = words.passage(span.first, span.last)
                start, end = edges.reached(passage.text, start, end, kind.reach)
                shown = book.shown_as(kind)
                yield Hint(passage.where, start, end, shown.key, shown.words)


def _counts(kind: HintKind, span: Span, words: Words, on_cards: frozenset[str]) -> bool:
    """Whether a phrase stands where its kind wants it, and names whom it may name."""
    if kind.opens and not opens(words, span.first, kind.opens):
        return False
    if not kind.strangers:
        return True
    passage, start, _ = words.passage(span.first, span.last)
    named = words.words[span.first : span.last + 2]
    return passage.text[start].isupper() and on_cards.isdisjoint(named)


def _by_names(passage: Passage, names: Names, book: HintBook) -> Iterator[Hint]:
    for start, end, kind in known_names.found_in(passage.text, names, book.data.common_names):
        yield Hint(passage.where, start, end, kind, known_names.WORDS[kind])


def _by_form(passage: Passage, book: HintBook) -> Iterator[Hint]:
    """Speech and times, and answers that are hints whatever they say."""
    for start, end, kind in forms.found_in(passage.text):
        yield Hint(passage.where, start, end, kind, forms.WORDS[kind])
    if passage.where in book.data.whole_answers:
        words = "An answer about the source itself"
        yield Hint(passage.where, 0, len(passage.text), "source_answer", words)


def _joined(found: list[Hint]) -> list[Hint]:
    """Join hints of one kind that overlap."""
    joined: dict[tuple[str, str], list[Hint]] = {}
    for hint in sorted(found):
        before = joined.setdefault((hint.where, hint.kind), [])
        if before and hint.start <= before[-1].end:
            last = before.pop()
            end = max(last.end, hint.end)
            before.append(Hint(hint.where, last.start, end, hint.kind, hint.words))
        else:
            before.append(hint)
    return sorted(hint for hints in joined.values() for hint in hints)
