"""How old one has to be to read a text with ease: the Flesch-Kincaid grade, and five years.

A rough ruler: it counts words to a sentence and syllables to a word. It finds what is too long, not
what is unclear.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

WORD = re.compile(r"[A-Za-z]+(?:[’'][A-Za-z]+)*")
SENTENCE = re.compile(r"(?<=[.!?:;])\s+|\n+")
VOWELS = re.compile(r"[aeiouy]+")
SILENT = re.compile(r"(?:[^laeiouy]es|[^aeiouytd]ed|[^l]e|[aeiouy]le)$")
LEAST = 2


def sentences(text: str) -> list[list[str]]:
    """Give the words of each sentence; a heading or an item of a list is a sentence."""
    found = (WORD.findall(part) for part in SENTENCE.split(text))
    return [words for words in found if len(words) >= LEAST]


def syllables(word: str) -> int:
    """Count the syllables of an English word, nearly."""
    plain = word.lower().replace("’", "").replace("'", "")
    count = len(VOWELS.findall(plain))
    if count > 1 and SILENT.search(plain):
        count -= 1
    return max(1, count)


def age(texts: Iterable[str]) -> float:
    """Give the age in years at which the texts together are read with ease."""
    found = [words for text in texts for words in sentences(text)]
    words = [word for sentence in found for word in sentence]
    per_sentence = len(words) / len(found)
    per_word = sum(map(syllables, words)) / len(words)
    return 0.39 * per_sentence + 11.8 * per_word - 15.59 + 5


def longest(texts: Iterable[str]) -> list[str]:
    """Give the sentences, longest first."""
    found = [words for text in texts for words in sentences(text)]
    return [" ".join(words) for words in sorted(found, key=len, reverse=True)]
