"""How far a hint reaches around the words that were found, and what begins a thing that is said."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right

from domain.source_hints.kinds import Reach
from domain.wordings.words import Words

_FURTHEST = 45
"""How many characters of a clause are marked at most on either side: some never end."""
_BEGINNING = re.compile(r"[.!?:;)](?=\s)|[\n\u2013\u2014\u2022]| - ")
"""After which a new thing is said, as after a full stop: a colon, a dash, a number in a list."""
_STOP = r"[.!?](?=[\s\"\u201d)]|$)|\n"
_CONJUNCTION = r" (?=(?:and|but|because|which|who) [^,;.!?\n]{20})"
"""It ends a clause only where so much follows that the rest is a thing of its own."""
_ENDS = {
    Reach.CLAUSE: re.compile(rf"{_STOP}|[,;](?=\s)|[\u2013\u2014]| - |{_CONJUNCTION}"),
    Reach.SENTENCE: re.compile(_STOP),
}


def opens(words: Words, place: int, within: int) -> bool:
    """Whether a word is among the first `within` of what is said."""
    for before in range(place - 1, max(place - within - 1, -2), -1):
        if before < 0 or words.homes[before] != words.homes[place]:
            return True
        text = words.passages[words.homes[place]].text
        if _BEGINNING.search(text, words.ends[before], words.starts[before + 1]):
            return True
    return False


class Edges:
    """Where clauses and sentences begin and end in each text, looked for once."""

    def __init__(self) -> None:
        """Know no text yet."""
        self._known: dict[tuple[str, Reach], tuple[list[int], list[int]]] = {}

    def reached(self, text: str, start: int, end: int, reach: Reach) -> tuple[int, int]:
        """Widen (start, end) to its clause, sentence or whole answer."""
        if reach is Reach.WORDS:
            return start, end
        if reach is Reach.ANSWER:
            return 0, len(text)
        befores, afters = self._of(text, reach)
        before, after = bisect_right(befores, start), bisect_left(afters, end)
        first = befores[before - 1] if before else 0
        last = afters[after] if after < len(afters) else len(text)
        if reach is Reach.CLAUSE:
            first, last = _near(text, start, end, (first, last))
        return _trimmed(text, first, last)

    def _of(self, text: str, reach: Reach) -> tuple[list[int], list[int]]:
        if (text, reach) not in self._known:
            ends = list(_ENDS[reach].finditer(text))
            self._known[text, reach] = [e.end() for e in ends], [e.start() for e in ends]
        return self._known[text, reach]


def _near(text: str, start: int, end: int, clause: tuple[int, int]) -> tuple[int, int]:
    """Cut a long clause down to whole words around what was found."""
    first, last = clause
    if start - first > _FURTHEST:
        gap = text.find(" ", start - _FURTHEST, start)
        first = start if gap < 0 else gap
    if last - end > _FURTHEST:
        last = max(text.rfind(" ", end, end + _FURTHEST), end)
    return first, last


def _trimmed(text: str, start: int, end: int) -> tuple[int, int]:
    inner = text[start:end]
    return start + len(inner) - len(inner.lstrip()), end - (len(inner) - len(inner.rstrip()))
