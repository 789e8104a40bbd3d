"""Terms of words: stems, without the words that everybody writes."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

import snowballstemmer

from domain.identifiers.lists import folded, lists, words
from domain.terms.kinds import Term

_WORD = re.compile(r"[^\W_]{2,40}")
_STEMMER = snowballstemmer.stemmer("english")


def terms(text: str) -> Iterator[Term]:
    """Give the words of a text, as they are searched for."""
    for word in set(_WORD.findall(text.replace("'", "").replace("’", ""))):
        if term := _term(word):
            yield term


@lru_cache(maxsize=100_000)
def _term(word: str) -> Term | None:
    found = stem(word)
    return Term("word", found) if found else None


@lru_cache(maxsize=200_000)
def stem(word: str) -> str:
    """Give a word's stem without accents ("Wójcik's" as "wojcik"); empty for a word too plain."""
    plain = folded(word)
    if plain in words(lists().words.stop) or len(plain) < 2:
        return ""
    return str(_STEMMER.stemWord(plain))
