"""The hints' words and phrases: `config/nudges.toml`, the place to change them."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

from domain import reference

_STANDS_FOR = {
    "{self}": "(?:themselves|themself|himself|herself)",
    "{they}": "(?:they|he|she)",
    "{their}": "(?:their|his|her)",
    "{them}": "(?:them|him|her)",
}


def pattern(phrases: tuple[str, ...], *, any_case: bool = True) -> re.Pattern[str]:
    """Make a pattern that finds whole phrases, over line ends and with either apostrophe."""
    found = "|".join(_one(phrase) for phrase in phrases)
    return re.compile(rf"(?<!\w)(?:{found})(?!\w)", re.IGNORECASE if any_case else 0)


def _one(phrase: str) -> str:
    written = re.escape(phrase).replace(r"\ ", r"\s+").replace("'", "['’]")
    for mark, words in _STANDS_FOR.items():
        written = written.replace(re.escape(mark), words)
    return written


@dataclass(frozen=True)
class Phrases:
    """Phrases to look for."""

    phrases: tuple[str, ...]

    @cached_property
    def _pattern(self) -> re.Pattern[str]:
        return pattern(self.phrases)

    @cached_property
    def _tell_tales(self) -> tuple[str, ...]:
        """The longest word of each phrase: without one of them, none of the phrases is there."""
        bare = (re.sub(r"\{\w+\}|'", " ", phrase.lower()) for phrase in self.phrases)
        return tuple({max(phrase.split(), key=len) for phrase in bare})

    def found(self, text: str) -> str:
        """Give the first of them in a text, as written there, or "".

        Looking for a word is a hundred times as fast as looking for a pattern, so it comes first.
        """
        lowered = text.lower()
        if not any(word in lowered for word in self._tell_tales):
            return ""
        match = self._pattern.search(text)
        return match[0] if match else ""


@dataclass(frozen=True)
class Wording(Phrases):
    """Phrases to think again about, and what may say it better."""

    better: str


@dataclass(frozen=True)
class Initials:
    """Capitals that are no one's initials."""

    not_names: frozenset[str]


@dataclass(frozen=True)
class NudgeRules:
    """The whole file."""

    version: str
    words: Mapping[str, str]
    victim_blaming: tuple[Wording, ...]
    several_matters: Phrases
    source: Phrases
    marking: Phrases
    initials: Initials


RULES = reference.read("nudges.toml", NudgeRules)

MARKINGS = pattern(RULES.marking.phrases, any_case=False)


def words(kind: str, found: str = "") -> str:
    """Give what is said for a kind of hint, with what was typed in its place."""
    return RULES.words[kind].replace("{found}", found)
