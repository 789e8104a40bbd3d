"""The shapes of the reference data in `config/priorities.toml`."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from domain.priorities.levels import Priority, RestrictedReason


@dataclass(frozen=True)
class Group:
    """Phrases that say the same thing; a match that touches one of `unless` does not count."""

    phrases: tuple[str, ...]
    unless: tuple[str, ...] = ()
    figurative: bool = False


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
    at most this many days from today. `where`: beginnings of the paths that count.
    """

    key: str
    words: str
    raises: Priority
    safety: bool = False
    restricted: RestrictedReason | None = None
    near: tuple[str, ...] = ()
    within: int = 12
    also: tuple[str, ...] = ()
    at_least: int = 0
    answers: tuple[AnswerTest, ...] = ()
    due_within: int = 0
    where: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        """Refuse a rule that could never speak, or always would."""
        if not (self.near or self.also or self.answers or self.due_within):
            raise ValueError(f"the rule {self.key} asks for nothing")
        if self.at_least > len(self.also):
            raise ValueError(f"the rule {self.key} asks for more groups than it names")

    def groups(self) -> tuple[str, ...]:
        """Give the names of all the groups the rule asks for."""
        return tuple(name for union in (*self.near, *self.also) for name in union.split("|"))


@dataclass(frozen=True)
class RuleData:
    """The whole file."""

    version: str
    where: tuple[str, ...]
    empty_answers: tuple[str, ...]
    rules: tuple[Rule, ...]
    words: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    groups: Mapping[str, Group] = field(default_factory=dict)
    routine: str = ""
    coming: str = ""
