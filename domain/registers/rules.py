"""Deadlines, grounds, exemptions and outcomes of the two registers."""

from __future__ import annotations

import calendar
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from domain import clocks, reference


class Register(StrEnum):
    """Which register."""

    SUBJECT = "subject"
    FOI = "foi"


class Kind(StrEnum):
    """Which right somebody asks for."""

    ACCESS = "access"
    RECTIFICATION = "rectification"
    ERASURE = "erasure"
    RESTRICTION = "restriction of processing"


@dataclass(frozen=True)
class Reason:
    """A ground of a restriction, or an exemption."""

    key: str
    words: str


@dataclass(frozen=True)
class Rules:
    """`config/registers.toml`."""

    version: str
    subject_months: int
    foi_working_days: int
    grounds: tuple[Reason, ...]
    exemptions: tuple[Reason, ...]


@dataclass(frozen=True)
class RegisterRule:
    """How requests of a register are answered; outcomes in `restricting` need reasons."""

    prefix: str
    words: str
    outcomes: dict[str, str]
    restricting: frozenset[str]


RULES: dict[Register, RegisterRule] = {
    Register.SUBJECT: RegisterRule(
        prefix="SR",
        words="subject rights request",
        outcomes={
            "met": "Met in full",
            "part": "Met in part",
            "refused": "Restricted: neither confirmed nor denied",
            "nothing": "Nothing is held",
        },
        restricting=frozenset({"part", "refused"}),
    ),
    Register.FOI: RegisterRule(
        prefix="FOI",
        words="freedom of information request",
        outcomes={
            "released": "Released in full",
            "part": "Released in part",
            "refused": "Refused",
            "neither": "Neither confirmed nor denied",
            "nothing": "Nothing is held",
        },
        restricting=frozenset({"part", "refused", "neither"}),
    ),
}


def rules() -> Rules:
    """Return deadlines and reasons. Raises ReferenceDataInvalid."""
    return reference.read("registers.toml", Rules)


def reasons(register: Register) -> tuple[Reason, ...]:
    """Return the grounds, or the exemptions, that a register offers."""
    return rules().grounds if register is Register.SUBJECT else rules().exemptions


def due_on(register: Register, received_on: date) -> date:
    """Return the last day on which a request is answered in time."""
    if register is Register.SUBJECT:
        return _months_after(received_on, rules().subject_months)
    day, left = received_on, rules().foi_working_days
    while left:
        day += timedelta(days=1)
        left -= clocks.clock_table().calendar.is_working_day(day)
    return day


def _months_after(day: date, months: int) -> date:
    year, month = divmod(day.month - 1 + months, 12)
    year, month = day.year + year, month + 1
    return date(year, month, min(day.day, calendar.monthrange(year, month)[1]))
