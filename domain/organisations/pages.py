"""The administrators' list of organisations: filtered, searched, a page at a time."""

from __future__ import annotations

from dataclasses import dataclass, fields
from datetime import timedelta
from uuid import UUID

from sqlalchemy import ColumnElement, ScalarSelect, func, literal_column, select

from domain.organisations.agreements import calendar
from domain.organisations.listing import Line
from domain.organisations.records import AccessRequest, RequestState
from domain.organisations.tables import PIECE, SEARCHED, Organisation, Standing
from domain.permissions import Permission
from domain.throttles.limits import DISABLED_AFTER
from domain.unit_of_work import UnitOfWork

PAGE = 50
MOST_COUNTED = 1_000
"""A list of more than this says so; it is not counted further."""


@dataclass(frozen=True, kw_only=True)
class Search:
    """What to look for; empty: everything.

    `text` is found anywhere in a name, a mailbox, a contact's name or an agreement's reference.
    """

    text: str = ""
    standing: Standing | None = None
    sector: str = ""
    district: str = ""
    review_due: bool = False
    stopped: bool = False
    not_in_yet: bool = False


@dataclass(frozen=True)
class Page:
    """A page of the list; `after` is the last name on it if there are more."""

    lines: list[Line]
    after: str | None


def page(work: UnitOfWork, search: Search, after: str | None = None) -> Page:
    """Return the organisations found, by name, that follow the name `after`."""
    work.require(Permission.MANAGE_ORGANISATIONS)
    columns = [getattr(Organisation, field.name) for field in fields(Line)]
    query = select(*columns).where(*conditions(work, search))
    if after is not None:
        query = query.where(Organisation.name > after)
    rows = work.session.execute(query.order_by(Organisation.name).limit(PAGE + 1)).all()
    lines = [Line(*row) for row in rows[:PAGE]]
    return Page(lines, lines[-1].name if len(rows) > PAGE else None)


def count(work: UnitOfWork, search: Search, most: int | None = None) -> int:
    """Return how many organisations are found; one more than `most` if there are more than that."""
    work.require(Permission.MANAGE_ORGANISATIONS)
    return work.session.scalar(select(_counted(work, search, most))) or 0


@dataclass(frozen=True)
class Waiting:
    """How much waits for an administrator, each number with a list of the same.

    Those of organisations are counted up to one more than `MOST_COUNTED`.
    """

    requests: int
    reviews: int
    stopped: int
    not_in_yet: int


def waiting(work: UnitOfWork) -> Waiting:
    """Count what waits for an administrator: requests, and organisations that need a look."""
    work.require(Permission.MANAGE_ORGANISATIONS)
    asked = select(func.count(AccessRequest.id)).where(AccessRequest.state == RequestState.WAITING)
    counted = [
        _counted(work, search, MOST_COUNTED)
        for search in (
            Search(standing=Standing.ACTIVE, review_due=True),
            Search(standing=Standing.ACTIVE, stopped=True),
            Search(standing=Standing.ACTIVE, not_in_yet=True),
        )
    ]
    row = work.session.execute(select(*counted)).one()
    return Waiting(work.session.scalar(asked) or 0, row[0], row[1], row[2])


def _counted(work: UnitOfWork, search: Search, most: int | None) -> ScalarSelect[int]:
    found = select(Organisation.id).where(*conditions(work, search))
    if most is not None:
        found = found.limit(most + 1)
    return select(func.count()).select_from(found.subquery()).scalar_subquery()


def conditions(work: UnitOfWork, search: Search) -> list[ColumnElement[bool]]:
    """Return what a row has to be like to be found."""
    latest = work.now.date() + timedelta(days=max(calendar().remind_days))
    wanted: list[tuple[object, ColumnElement[bool]]] = [
        (search.standing, Organisation.standing == search.standing),
        (search.sector, Organisation.sector == search.sector),
        (search.district, Organisation.district == search.district),
        (search.review_due, Organisation.agreement_review <= latest),
        (search.stopped, Organisation.failures >= DISABLED_AFTER),
        (search.not_in_yet, Organisation.password_hash.is_(None)),
        (len(search.text.strip()) >= PIECE, _has_pieces_of(search.text.strip())),
        (search.text.strip(), _holds(search.text.strip())),
    ]
    return [condition for given, condition in wanted if given]


def _has_pieces_of(typed: str) -> ColumnElement[bool]:
    """Narrow the rows down by the index; which of them hold the text is still to be looked at."""
    pieces: ColumnElement[list[str]] = literal_column(f"pieces({SEARCHED})")
    return pieces.bool_op("@>")(func.pieces(func.lower(typed)))


def _holds(typed: str) -> ColumnElement[bool]:
    searched: ColumnElement[str] = literal_column(SEARCHED)
    return func.strpos(searched, func.lower(typed)) > 0


def find(work: UnitOfWork, organisation_id: UUID, to_change: bool = False) -> Organisation | None:
    """Return an organisation, whatever its standing; locked for whoever is about to change it."""
    work.require(Permission.MANAGE_ORGANISATIONS)
    lock = {"key_share": True} if to_change else None
    return work.session.get(Organisation, organisation_id, with_for_update=lock)


def named(work: UnitOfWork, name: str) -> Organisation | None:
    """Return the organisation of this name, in capitals or not; exactly this one if there is."""
    work.require(Permission.MANAGE_ORGANISATIONS)
    alike = select(Organisation).where(func.lower(Organisation.name) == func.lower(name.strip()))
    return work.session.scalar(alike.order_by((Organisation.name != name).asc()).limit(1))
