"""What a question and a screen are made of: the words the tables of questions are written in."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property


class Kind(StrEnum):
    """How a question is answered, and so what its value is."""

    TEXT = "text"  # one line: str
    LONG_TEXT = "long text"  # several lines: str
    TEXTS = "list of texts"  # one to a line: list of str
    YES_NO = "yes or no"  # True, False, or None if not answered
    CHOICE = "choice"  # the value of one option: str
    CHOICES = "several choices"  # values of options: list of str
    DATE = "date"  # three boxes; "2026-11-10", or the parts as typed if it is no date
    TYPED_DATE = "date as typed"  # one box, kept exactly: str
    PHONE = "phone"  # str
    POSTCODE = "postcode"  # str
    REGISTRATION = "registration"  # str
    FILES = "files"  # put there by the door that takes them: list
    DECLARATION = "declaration"  # True once declared, else None


LISTS = frozenset({Kind.TEXTS, Kind.CHOICES, Kind.FILES})
YES_OR_NO = frozenset({Kind.YES_NO, Kind.DECLARATION})

LONGEST = {Kind.LONG_TEXT: 5_000, Kind.TEXT: 500, Kind.TEXTS: 200, Kind.TYPED_DATE: 100}
SHORT = 50


@dataclass(frozen=True)
class Option:
    """One answer to choose: the value that is kept, the words shown, and what to know about it."""

    value: str
    words: str
    hint: str = ""
    note: str = ""


@dataclass(frozen=True)
class When:
    """A condition on another answer of the same screen or card: it is one of these values."""

    key: str
    one_of: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class Question:
    """One question: its words, how it is answered, its limits, and when it is asked."""

    key: str  # a dot goes one level down in the document
    words: str
    called: str  # its name in messages and lists: "Date you learned this"
    police_words: str = ""  # its name for officers, where `called` speaks to the partner
    kind: Kind = Kind.TEXT
    hint: str = ""
    options: tuple[Option, ...] = ()
    options_from: str = ""  # the file of `config/` that the options come from
    longest: int = 0  # characters; of each entry in a list of texts; 0 takes the kind's own
    most: int = 20  # entries of a list of texts
    required: str = ""  # what is said if it is missing; empty: may be left blank
    shown_when: When | None = None
    among: str = ""  # must be one of the answers to this question
    opinion: bool = False  # what the partner thinks, kept apart from facts (DPA 2018 s.38)
    sensitive: bool = False  # may name the source or somebody at risk
    in_the_past: bool = False  # a date that cannot lie in the future
    nudges: tuple[str, ...] = ()  # rules of `domain.nudges` that look at the answer
    autocomplete: str = ""
    width: str = ""  # how wide the box is, in characters: "4", "10", "20"; empty: the whole line
    rows: int = 5  # how tall the box of a long text is
    null_when_blank: bool = False  # a blank answer is kept as null, not as ""

    @cached_property
    def limit(self) -> int:
        """How long an answer may be, in characters (a line break counts one)."""
        return self.longest or LONGEST.get(self.kind, SHORT)

    @cached_property
    def name(self) -> str:
        """The name the answer is posted under on a screen that does not repeat."""
        return self.key.replace(".", "-")

    @cached_property
    def path(self) -> tuple[str, ...]:
        """The keys that lead to the answer inside its card."""
        return tuple(self.key.split("."))

    @cached_property
    def options_by_value(self) -> dict[str, Option]:
        """The options, to look up what a value means."""
        return {option.value: option for option in self.options}


@dataclass(frozen=True, kw_only=True)
class Diversion:
    """An answer that sends the partner somewhere better than this form."""

    when: When
    title: str
    words: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class Repeats:
    """A screen that is filled in once for each person, place, vehicle or thing."""

    most: int
    one: str  # "person"
    add: str  # "Add another person"
    none: str  # what is shown while there are none
    police_none: str = ""  # what officers are told where there are none


@dataclass(frozen=True, kw_only=True)
class Screen:
    """One screen: a group of questions, kept under its key in the document."""

    key: str
    number: int  # of the ten steps partners are told about; some steps have two screens
    title: str
    questions: tuple[Question, ...]
    short: str = ""  # its name in the task list, if the title is too long for it
    police_title: str = ""  # its heading for officers, where `title` speaks to the partner
    lead: tuple[str, ...] = ()  # paragraphs above the questions
    optional: bool = False
    repeats: Repeats | None = None
    diversion: Diversion | None = None

    @cached_property
    def by_key(self) -> dict[str, Question]:
        """The questions, by key."""
        return {question.key: question for question in self.questions}

    def field(self, question: Question, card: int | None = None) -> str:
        """Give the name an answer is posted under: `facts`, or `people-0-surname`."""
        return question.name if card is None else f"{self.key}-{card}-{question.name}"
