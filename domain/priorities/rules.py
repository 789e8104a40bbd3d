"""The shapes of the reference data in `config/priorities.toml`."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property

from domain.priorities.levels import Priority, RestrictedReason


@dataclass(frozen=True)
class Group:
    """Phrases that say the same thing; a match that touches one of `unless` does not count.

    What a figurative group touches counts for no other group. With `sentence` that is the whole
    sentence a match stands in, unless one of `unless` stands there too.
    """

    phrases: tuple[str, ...]
    unless: tuple[str, ...] = ()
    figurative: bool = False
    sentence: bool = False


@dataclass(frozen=True)
class AnswerTest:
    """A test of one answer: among `among`, or (when that is empty) filled with something real."""

    path: str
    among: tuple[str, ...] = ()


@dataclass(frozen=True)
class Rule:
    """What must be found for a rule to speak, what it raises, and why in words for the officer.

    `near`: one of each of these groups, within `within` words of each other, in one passage; "a|b"
    means either. `also`: groups found anywhere, at least `at_least` of them (all when it is 0).
    `answers`: tests that must all hold. `due_within`: a date must be named among the words found
    (or, without `near`, anywhere that is about time), not before the information was learned and
    at most this many days from today. `where`: beginnings of the paths that count. `signs`: weak
    signs, "a|b:2" for one that weighs two; different ones that stand within `within` words of
    one of `near` must weigh `at_least` together; with `apart` no word counts for two of them.
    `reads_at_least`: what the words of a stretch must weigh together (`Weights`); none of the text
    may weigh `reads_below`. `certain`: it raises whatever the account reads like.
    """

    key: str
    words: str
    raises: Priority
    safety: bool = False
    certain: bool = False
    restricted: RestrictedReason | None = None
    near: tuple[str, ...] = ()
    within: int = 12
    also: tuple[str, ...] = ()
    at_least: int = 0
    signs: tuple[str, ...] = ()
    apart: bool = False
    answers: tuple[AnswerTest, ...] = ()
    due_within: int = 0
    reads_at_least: int = 0
    reads_below: int = 0
    where: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        """Refuse a rule that could never speak, or always would."""
        if not (self.groups() or self.answers or self.due_within or self.reads_at_least):
            raise ValueError(f"the rule {self.key} asks for nothing")
        if self.signs and (
            len(self.near) != 1 or self.also or self.due_within or not self.at_least
        ):
            raise ValueError(f"the rule {self.key} weighs signs near one group, and no more")
        if self.at_least > (sum(self.weights().values()) or len(self.also)):
            raise ValueError(f"the rule {self.key} asks for more groups than it names")

    def groups(self) -> tuple[str, ...]:
        """Give the names of all the groups the rule asks for."""
        unions = (*self.near, *self.also, *self.weights())
        return tuple(name for union in unions for name in union.split("|"))

    def may_speak(self, found: Mapping[str, object]) -> bool:
        """Whether what is found has one of each of the groups that must stand near others."""
        return not any(map(found.keys().isdisjoint, self._needed))

    @cached_property
    def _needed(self) -> tuple[frozenset[str], ...]:
        return tuple(frozenset(union.split("|")) for union in self.near)

    def weights(self) -> dict[str, int]:
        """Give the weight of each sign; 1 where none is written."""
        parted = (sign.partition(":") for sign in self.signs)
        return {union: int(weight or 1) for union, _, weight in parted}


@dataclass(frozen=True)
class RuleData:
    """The main file, with the chapters it names in `chapters` once they are added.

    `weights` names the file of `Weights`. What a rule of high quotes from an account raises to
    medium only when no stretch of that account weighs `doubt_below`.
    """

    version: str
    where: tuple[str, ...]
    empty_answers: tuple[str, ...]
    rules: tuple[Rule, ...]
    words: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    groups: Mapping[str, Group] = field(default_factory=dict)
    routine: str = ""
    coming: str = ""
    chapters: tuple[str, ...] = ()
    weights: str = ""
    doubt_below: int = 0
    not_forenames: tuple[str, ...] = ()


@dataclass(frozen=True)
class Chapter:
    """A further file of rules, with groups and classes of words that all files may use."""

    version: str
    rules: tuple[Rule, ...] = ()
    words: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    groups: Mapping[str, Group] = field(default_factory=dict)
