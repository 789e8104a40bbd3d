"""How people make passwords that guessers expect: repetition, runs, and names they know."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator

LEAST_BESIDE_CONTEXT = 8
LEAST_BESIDE_RUNS = 10
SHORTEST_RUN = 4
# A piece longer than this would be a password in its own right.
LONGEST_PIECE = 14
SHORTEST_WORD = 3

ROWS = ("qwertyuiop", "asdfghjkl", "zxcvbnm", "1234567890", "abcdefghijklmnopqrstuvwxyz")

# Signs that stand for letters. 1 and ! are an i to some and an l to others, in the same breath,
# so that the second reading makes no difference between i and l at all.
_READINGS = (
    str.maketrans("@48301!5$72", "aabeoiisstz"),
    str.maketrans("@48301!5$72|i", "aabeollsstzll"),
)
_LITTLE_WORDS = frozenset({"and", "the", "for", "com", "org", "gov"})


def repeats(password: str) -> bool:
    """Say whether it is one short piece again and again, if only in part the last time."""
    text = password.casefold()
    longest = min(len(text) // 2, LONGEST_PIECE)
    return any(
        (text[:size] * (len(text) // size + 1))[: len(text)] == text
        for size in range(1, longest + 1)
    )


def is_mostly_runs(password: str) -> bool:
    """Say whether too little is left beside runs of one character, the alphabet or the keyboard."""
    text = password.casefold()
    in_runs = sum(size for size in _runs(text) if size >= SHORTEST_RUN)
    return in_runs > 0 and len(text) - in_runs < LEAST_BESIDE_RUNS


def is_built_from(password: str, context: Iterable[str]) -> bool:
    """Say whether too little is left beside the words of `context`, plain or disguised."""
    words = context_words(context)
    return any(_too_little_beside(words, reading) for reading in _squashed(password))


def context_words(context: Iterable[str]) -> list[str]:
    """Return the words to look for, the longest first: whole names and each of their parts."""
    found = set()
    for text in context:
        for part in (text, *re.split(r"[\W_]+", text)):
            found.update(_squashed(part))
    usable = {word for word in found if len(word) >= SHORTEST_WORD} - _LITTLE_WORDS
    return sorted(usable, key=lambda word: (-len(word), word))


def _too_little_beside(words: list[str], text: str) -> bool:
    left = text
    for word in words:
        left = left.replace(word, " ")
    return left != text and len(left.replace(" ", "")) < LEAST_BESIDE_CONTEXT


def _squashed(text: str) -> set[str]:
    """Return the text in small letters without accents, signs or spaces, each way it may read."""
    plain = unicodedata.normalize("NFKD", text.casefold())
    readings = (plain, *(plain.translate(reading) for reading in _READINGS))
    return {"".join(filter(_counts, reading)) for reading in readings}


def _counts(character: str) -> bool:
    if unicodedata.combining(character):
        return False
    return character.isalnum() or (ord(character) > 127 and not character.isspace())


def _runs(text: str) -> Iterator[int]:
    """Give the lengths of the stretches whose neighbours all step the same way."""
    size, way = 1, 0
    for one, other in zip(text, text[1:], strict=False):
        steps = _steps(one, other)
        if size > 1 and way in steps:
            size += 1
            continue
        yield size
        size, way = (2, min(steps)) if steps else (1, 0)
    yield size


def _steps(one: str, other: str) -> set[int]:
    """Return how `other` follows `one`: 0 the same, 1 next or -1 before it in the same row."""
    if one == other:
        return {0}
    return {
        row.index(other) - row.index(one)
        for row in ROWS
        if one in row and other in row and abs(row.index(other) - row.index(one)) == 1
    }
