"""Runs of capitals in running text: what the name of a person might be, and what is around it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property, lru_cache

from domain.identifiers.lists import lists, words
from domain.identifiers.people import Name, is_particle

_NICKNAME = re.compile(
    r" (?<=[^\W\d_] )[\"“‘'(][^\W\d_]{1,15}(?: [^\W\d_]{1,15})?[\"”’')](?= [^\W\d_a-z])"
)
_POSSESSIVE = ("'s", "’s", "'S", "’S")
_TOKEN = re.compile(r"(?<!\w)(?!D\.\s?O\.\s?B)[^\W\d_]+(?:['’-][^\W\d_]+)*")


@dataclass(slots=True)
class Context:
    """What the rest of the submission says: of places, of plain words, and names on its cards."""

    plain: frozenset[str] = frozenset()
    places: frozenset[str] = frozenset()
    submitter: frozenset[str] = frozenset()
    names: frozenset[Name] = frozenset()


@dataclass
class Run:
    """Words in a row that begin with capitals, with what stands before and after."""

    text: str
    context: Context
    tokens: list[re.Match[str]] = field(default_factory=list)
    titled: bool = False

    @cached_property
    def parts(self) -> list[str]:
        """The words, the last without its 's."""
        parts = [token[0] for token in self.tokens]
        return [*parts[:-1], re.sub(r"['’][sS]$", "", parts[-1])] if parts else []

    @property
    def start(self) -> int:
        """Where the run begins."""
        return self.tokens[0].start()

    @property
    def end(self) -> int:
        """Where the run ends, a closing 's left out."""
        return self.tokens[-1].start() + len(self.parts[-1])

    @cached_property
    def before(self) -> str:
        """The word before, in small letters."""
        found = re.search(
            r"([\w.]+)[ :(\"“]{1,3}$", self.text[max(0, self.start - 24) : self.start]
        )
        return found[1].lower() if found else ""

    @cached_property
    def after(self) -> str:
        """The word after, in small letters."""
        rest = self.text[self.end : self.end + 26]
        found = re.match(r"(?:['’]s\b)?\W{1,2}(?:\d+ )?([^\W\d_]+)", rest, re.I)
        return found[1].lower() if found else ""

    @cached_property
    def low(self) -> list[str]:
        """The words in small letters."""
        return [part.lower() for part in self.parts]


def cut(text: str, context: Context) -> Iterator[Run]:
    """Cut the text into runs; a title, a small word, a stop or an 's ends one."""
    run, last = Run(text, context), 0
    bare = _NICKNAME.sub(lambda match: " " * len(match[0]), text)
    for token in _that_matter(bare):
        gap = bare[last : token.start()]
        if run.tokens and (not _joined(run, gap) or _ends(token[0], text, token.end())):
            yield run
            run = Run(text, context)
        if not run.tokens and _is_title(token[0]):
            run.titled = True
        elif _begins(run, token[0], gap):
            run.tokens.append(token)
        elif not run.tokens:
            run.titled = False
        if run.tokens and token[0][-2:] in _POSSESSIVE:
            yield run
            run = Run(text, context)
        last = token.end()
    if run.tokens:
        yield run


def _that_matter(text: str) -> Iterator[re.Match[str]]:
    """Pass over what is small and no particle: most words, hence first."""
    return (token for token in _TOKEN.finditer(text) if _matters(token[0]))


@lru_cache(maxsize=65_536)
def _matters(word: str) -> bool:
    return not word[0].islower() or "-" in word or is_particle(word)


def _begins(run: Run, word: str, gap: str) -> bool:
    if not run.tokens and run.titled and gap.strip(" ."):
        run.titled = False
    return _stands(word) or (is_particle(word) and (bool(run.tokens) or run.titled))


def _stands(word: str) -> bool:
    if not word[0].isupper():
        return re.match(r"(?:al|el|ul|ur)-[^\W\d_a-z]", word) is not None
    return word.lower() not in words(lists().names.not_names)


def _ends(word: str, text: str, end: int) -> bool:
    """Say whether a word cannot go on a run: a title, a small word, a particle with no capital."""
    if _stands(word):
        return _is_title(word)
    return not (is_particle(word) and re.match(r" \w", text[end : end + 2]))


def _joined(run: Run, gap: str) -> bool:
    return gap.isspace() and "\n" not in gap or (gap == ". " and len(run.tokens[-1][0]) == 1)


def _is_title(word: str) -> bool:
    return word[0].isupper() and word.lower() in words(lists().names.titles)
