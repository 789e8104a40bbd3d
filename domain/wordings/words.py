"""Break text into plain lower-case words that remember where they stood.

Contractions are opened ("won't" is "will not", "she's" is "she is"), a possessive loses its
ending ("mam's" is "mam"), hyphens part words, and Yorkshire and texting forms become standard ones,
so that a phrase is written once however it was typed.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import lru_cache

from domain.wordings.passages import Passage

_LONGEST = 40
_TOKEN = re.compile(
    r"(?P<word>[^\W_]+(?:['\u2019\u02bc][^\W_]+)*)|(?P<money>[£€$])"
    r"|(?P<end>[.!?;](?=[\s\"'\u201d\u2019)\]]|$)|\n)"
)
_ENDINGS = {"ll": "will", "ve": "have", "re": "are", "m": "am", "d": "would"}
_IS = frozenset(("he", "she", "it", "that", "there", "who", "what", "where", "here", "how", "this"))
_SPOKEN = {
    "won't": "will not", "can't": "can not", "cannot": "can not", "shan't": "will not",
    "dont": "do not", "didnt": "did not", "doesnt": "does not", "isnt": "is not",
    "cant": "can not", "wont": "will not", "wouldnt": "would not", "couldnt": "could not",
    "wasnt": "was not", "hasnt": "has not", "havent": "have not", "aint": "is not",
    "ain't": "is not", "hes": "he is", "shes": "she is", "theyre": "they are",
    "theyll": "they will", "youll": "you will", "youre": "you are", "ive": "i have", "im": "i am",
    "gonna": "going to", "gunna": "going to", "wanna": "want to", "gotta": "got to",
    "nowt": "nothing", "owt": "anything", "summat": "something", "sommat": "something",
    "tmrw": "tomorrow", "tomoz": "tomorrow", "tonite": "tonight", "l8r": "later",
    "til": "until", "till": "until", "u": "you", "ur": "your", "yr": "your", "w": "with",
}  # fmt: skip


@dataclass
class Words:
    """The words of several passages in one line; parallel lists, one entry a word.

    `sentences` numbers the sentence a word is in, so that a gap never reaches over a full stop;
    `homes` numbers its passage; `places` says where each different word stands.
    """

    passages: Sequence[Passage]
    words: list[str] = field(default_factory=list)
    starts: list[int] = field(default_factory=list)
    ends: list[int] = field(default_factory=list)
    sentences: list[int] = field(default_factory=list)
    homes: list[int] = field(default_factory=list)
    places: dict[str, list[int]] = field(default_factory=dict)

    def passage(self, first: int, last: int) -> tuple[Passage, int, int]:
        """Give the passage that holds the words `first` to `last`, with start and end in it."""
        return self.passages[self.homes[first]], self.starts[first], self.ends[last]


def words_of(passages: Sequence[Passage]) -> Words:
    """Break the passages into words."""
    found = Words(passages)
    sentence = 0
    for home, passage in enumerate(passages):
        sentence = _read(found, passage.text, home, sentence + 1)
    for place, word in enumerate(found.words):
        found.places.setdefault(word, []).append(place)
    return found


def _read(found: Words, text: str, home: int, sentence: int) -> int:
    before = len(found.words)
    words, starts, ends, sentences = found.words, found.starts, found.ends, found.sentences
    for token in _TOKEN.finditer(text):
        if token.lastgroup == "end":
            sentence += 1
            continue
        start, end = token.span()
        for word in plain(token[0]):
            words.append(word)
            starts.append(start)
            ends.append(end)
            sentences.append(sentence)
    found.homes.extend([home] * (len(words) - before))
    return sentence


@lru_cache(maxsize=65536)
def plain(typed: str) -> tuple[str, ...]:
    """Give the plain word or words of one typed word: `Won't` is `will`, `not`."""
    word = typed[:_LONGEST].lower().replace("\u2019", "'").replace("\u02bc", "'")
    if spoken := _SPOKEN.get(word):
        return tuple(spoken.split())
    stem, apostrophe, ending = word.rpartition("'")
    if not apostrophe:
        return (word,)
    if ending == "t" and stem.endswith("n"):
        return (stem[:-1], "not")
    if ending == "s":
        return (stem, "is") if stem in _IS else (stem.replace("'", ""),)
    if ending in _ENDINGS:
        return (stem.replace("'", ""), _ENDINGS[ending])
    return (word.replace("'", ""),)
