"""Onboarding many organisations from a CSV: first a preview, then all of them or none."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, fields
from datetime import date
from typing import Any

from sqlalchemy import func, select

from domain import letters, spreadsheets
from domain.letters import AddressUnusable
from domain.links import LinkKeys
from domain.organisations import invitations
from domain.organisations.onboarding import Particulars
from domain.organisations.tables import Organisation
from domain.permissions import Permission
from domain.unit_of_work import UnitOfWork
from domain.url_tokens import UrlTokens

MOST = 1000
COLUMNS = tuple(field.name for field in fields(Particulars))
DATES = ("agreement_in_force", "agreement_review")


class ImportRefused(ValueError):
    """Rows have problems: nothing was taken in."""


@dataclass(frozen=True)
class Row:
    """One row of the file: its number (the heading is 1), its name, and what is wrong with it."""

    number: int
    name: str
    problems: tuple[str, ...]
    particulars: Particulars | None


@dataclass(frozen=True)
class Preview:
    """What would happen."""

    rows: tuple[Row, ...]

    @property
    def is_good(self) -> bool:
        """Whether every row could be taken in."""
        return bool(self.rows) and not any(row.problems for row in self.rows)


def preview(work: UnitOfWork, text: str) -> Preview:
    """Look at a CSV without taking anything in. Raises TableUnreadable."""
    work.require(Permission.MANAGE_ORGANISATIONS)
    rows = spreadsheets.read(text, COLUMNS, MOST)
    twice = Counter(row["name"].casefold() for row in rows)
    taken = _taken(work, [name for name in twice if name])
    return Preview(
        tuple(
            _previewed(number, row, _problems(row, taken, twice))
            for number, row in enumerate(rows, start=2)
        )
    )


def carry_out(
    work: UnitOfWork, text: str, keys: LinkKeys, url_tokens: UrlTokens
) -> list[Organisation]:
    """Take every row in and invite it, all in one unit of work. Raises ImportRefused."""
    found = preview(work, text)
    if not found.is_good:
        wrong = sum(bool(row.problems) for row in found.rows)
        raise ImportRefused(f"{wrong} of {len(found.rows)} rows have problems; none was taken in")
    return [
        invitations.bring_in(work, row.particulars, keys, url_tokens)
        for row in found.rows
        if row.particulars
    ]


def _previewed(number: int, row: Mapping[str, str], problems: Sequence[str]) -> Row:
    if problems:
        return Row(number, row["name"], tuple(problems), None)
    values: dict[str, Any] = {name: date.fromisoformat(row[name]) for name in DATES}
    values |= {name: row[name] for name in COLUMNS if name not in DATES}
    return Row(number, row["name"], (), Particulars(**values))


def _problems(row: Mapping[str, str], taken: set[str], twice: Counter[str]) -> list[str]:
    problems = [f"{_words(name)} is missing" for name in COLUMNS if not row[name]]
    name = row["name"].casefold()
    if name in taken:
        problems.append("an organisation has this name already")
    if name and twice[name] > 1:
        problems.append("this name is in the file twice")
    if row["mailbox"]:
        problems += _mailbox(row["mailbox"])
    return problems + [problem for field in DATES for problem in _day(field, row[field])]


def _mailbox(typed: str) -> list[str]:
    try:
        letters.checked_address(typed)
    except AddressUnusable:
        return ["mailbox is not an email address"]
    return []


def _day(name: str, typed: str) -> list[str]:
    try:
        date.fromisoformat(typed)
    except ValueError:
        return [f"{_words(name)} is not a date like 2027-03-31"] if typed else []
    return []


def _words(column: str) -> str:
    return column.replace("_", " ")


def _taken(work: UnitOfWork, names: Sequence[str]) -> set[str]:
    lowered = func.lower(Organisation.name)
    found = work.session.scalars(select(lowered).where(lowered.in_(names)))
    return {name.casefold() for name in found}
