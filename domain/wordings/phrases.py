"""A small language for phrases, and how they are found.

A phrase is words with single spaces. Each word may be

    kill            exactly that word (as `domain.wordings.words` writes it)
    kill*           any word that begins so
    mum/mam/nan     any of these, each with or without a star
    the?            there or not
    @kin            any word of the class `kin` (alternatives and stars allowed in a class)
    #               a number, or any word that begins with a digit
    _               any one word
    ..4             up to four words of any kind, inside the same sentence

Found by joining the places of words, never by backtracking, so that time grows with the text only.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import product

_SIGNS = frozenset("#£€$")

Classes = Mapping[str, Sequence[str]]


class PhraseInvalid(ValueError):
    """A phrase is not written in the language of phrases."""


@dataclass(frozen=True)
class Choice:
    """One word of a phrase: exact words, beginnings of words, or a number."""

    exact: frozenset[str]
    prefixes: tuple[str, ...]
    number: bool = False

    def takes(self, word: str) -> bool:
        """Whether `word` fits here."""
        if word in self.exact or (self.number and word[0].isdigit()):
            return True
        return bool(self.prefixes) and word.startswith(self.prefixes)


@dataclass(frozen=True)
class Phrase:
    """Choices in order; `gaps[i]` is (fewest, most) words between choice i and the next."""

    choices: tuple[Choice, ...]
    gaps: tuple[tuple[int, int], ...]


def parse(text: str, classes: Classes) -> tuple[Phrase, ...]:
    """Read a phrase; several come of one with optional words. Raises PhraseInvalid."""
    parts = text.split()
    if not parts:
        raise PhraseInvalid("an empty phrase")
    ways = [(part[:-1], None) if part.endswith("?") else (part,) for part in parts]
    variants = ([part for part in way if part] for way in product(*ways))
    return tuple(dict.fromkeys(_sequence(way, classes, text) for way in variants))


def _sequence(parts: list[str], classes: Classes, text: str) -> Phrase:
    choices: list[Choice] = []
    gaps: list[tuple[int, int]] = []
    low = high = 0
    for part in parts:
        if part == "_":
            low, high = low + 1, high + 1
        elif part.startswith(".."):
            high += _most(part, text)
        else:
            if choices:
                gaps.append((low, high))
            elif high:
                raise PhraseInvalid(f"{text!r} begins with a gap")
            choices.append(_choice(part, classes, text))
            low = high = 0
    if high or not choices:
        raise PhraseInvalid(f"{text!r} ends with a gap")
    return Phrase(tuple(choices), tuple(gaps))


def _most(part: str, text: str) -> int:
    if not part[2:].isdigit() or int(part[2:]) > 12:
        raise PhraseInvalid(f"{text!r}: a gap is written ..1 to ..12, not {part!r}")
    return int(part[2:])


def _choice(part: str, classes: Classes, text: str) -> Choice:
    words = _opened(part, classes, text)
    for word in words:
        stem = word.removesuffix("*")
        if word not in _SIGNS and (not stem.isalnum() or stem != stem.lower()):
            raise PhraseInvalid(f"{text!r}: {word!r} is not a lower-case word")
    exact = frozenset(word for word in words if word[-1] not in "*#")
    prefixes = tuple(sorted(word[:-1] for word in words if word.endswith("*")))
    return Choice(exact, prefixes, "#" in words)


def _opened(part: str, classes: Classes, text: str) -> list[str]:
    words: list[str] = []
    for option in part.split("/"):
        if not option.startswith("@"):
            words.append(option)
        elif option[1:] in classes:
            words.extend(word for entry in classes[option[1:]] for word in entry.split())
        else:
            raise PhraseInvalid(f"{text!r}: there is no class {option}")
    return words
