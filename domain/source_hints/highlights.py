"""Find the hints in a text or in all the answers of a submission."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from dataclasses import dataclass

from domain.source_hints import names as known_names
from domain.source_hints.kinds import UNLESS, HintBook, Reach, hintbook
from domain.source_hints.names import NOBODY, Names
from domain.wordings.passages import Answers, Passage, passages
from domain.wordings.words import Words, words_of

_NAME_WORDS = {
    "organisation": "The name of a partner organisation",
    "staff": "The name of somebody who works for the partner",
    "role": "A job role that points to the partner",
}
_QUOTE = re.compile(
    r"\"[^\"\n]{2,300}\"|\u201c[^\u201d\n]{2,300}\u201d|\u00ab[^\u00bb\n]{2,300}\u00bb"
)
_FEWEST_SPOKEN = 3
"""Fewer words in quotation marks are a nickname or the name of a thing, not speech."""
_QUOTE_WORDS = "Words spoken or written, which their speaker would know again"
_BEGINNING = re.compile(r"[.!?:;)](?=\s)|[\n\u2013\u2014\u2022]| - ")
"""After which a new thing is said, as after a full stop: a colon, a dash, a number in a list."""
_STOP = r"[.!?](?=[\s\"\u201d)]|$)|\n"
_CONJUNCTION = r" (?=(?:and|but|because|which|who) [^,;.!?\n]{20})"
"""It ends a clause only where so much follows that the rest is a thing of its own."""
_ENDS = {
    Reach.CLAUSE: re.compile(rf"{_STOP}|[,;](?=\s)|[\u2013\u2014]| - |{_CONJUNCTION}"),
    Reach.SENTENCE: re.compile(_STOP),
}


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
    found = [*_by_phrases(texts, book)]
    for passage in texts:
        found.extend(_by_names(passage, names))
        found.extend(_by_form(passage, book))
    return tuple(_joined(found))


def _by_phrases(texts: list[Passage], book: HintBook) -> Iterator[Hint]:
    words = words_of(texts)
    found = book.finder.find(words)
    edges = _Edges()
    for key, kind in book.kinds.items():
        guards = found.get(key + UNLESS, [])
        guarded = {place for guard in guards for place in range(guard.first, guard.last + 1)}
        for span in found.get(key, []):
            if kind.opens and not _opens(words, span.first, kind.opens):
                continue
            if guarded.isdisjoint(range(span.first, span.last + 1)):
                passage, start, end = words.passage(span.first, span.last)
                start, end = edges.reached(passage.text, start, end, kind.reach)
                yield Hint(passage.where, start, end, key, kind.words)


def _opens(words: Words, place: int, within: int) -> bool:
    """Whether a word is among the first `within` of what is said."""
    for before in range(place - 1, max(place - within - 1, -2), -1):
        if before < 0 or words.homes[before] != words.homes[place]:
            return True
        text = words.passages[words.homes[place]].text
        if _BEGINNING.search(text, words.ends[before], words.starts[before + 1]):
            return True
    return False


class _Edges:
    """Where clauses and sentences begin and end in each text, looked for once."""

    def __init__(self) -> None:
        self._known: dict[tuple[str, Reach], tuple[list[int], list[int]]] = {}

    def reached(self, text: str, start: int, end: int, reach: Reach) -> tuple[int, int]:
        """Widen (start, end) to its clause, sentence or whole answer."""
        if reach is Reach.WORDS:
            return start, end
        if reach is Reach.ANSWER:
            return 0, len(text)
        if reach is Reach.SPEAKER:
            return self.reached(text, start, end, Reach.CLAUSE)[0], end
        befores, afters = self._of(text, reach)
        before = bisect_right(befores, start)
        after = bisect_left(afters, end)
        start = befores[before - 1] if before else 0
        end = afters[after] if after < len(afters) else len(text)
        return _trimmed(text, start, end)

    def _of(self, text: str, reach: Reach) -> tuple[list[int], list[int]]:
        if (text, reach) not in self._known:
            ends = list(_ENDS[reach].finditer(text))
            self._known[text, reach] = [e.end() for e in ends], [e.start() for e in ends]
        return self._known[text, reach]


def _trimmed(text: str, start: int, end: int) -> tuple[int, int]:
    inner = text[start:end]
    return start + len(inner) - len(inner.lstrip()), end - (len(inner) - len(inner.rstrip()))


def _by_names(passage: Passage, names: Names) -> Iterator[Hint]:
    for start, end, kind in known_names.found_in(passage.text, names):
        yield Hint(passage.where, start, end, kind, _NAME_WORDS[kind])


def _by_form(passage: Passage, book: HintBook) -> Iterator[Hint]:
    """Quoted speech, and answers that are hints whatever they say."""
    for match in _QUOTE.finditer(passage.text):
        if len(match[0].split()) >= _FEWEST_SPOKEN:
            yield Hint(passage.where, *match.span(), "quoted", _QUOTE_WORDS)
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
