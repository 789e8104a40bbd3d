"""Members of staff as administrators see them: the list, one of them, their open sessions."""

from __future__ import annotations

from dataclasses import dataclass, fields
from enum import StrEnum
from uuid import UUID

from sqlalchemy import ColumnElement, any_, case, exists, func, literal, or_, select

from domain.permissions import Permission, Role
from domain.staff.sessions import ABSOLUTE, IDLE
from domain.staff.tables import StaffFactor, StaffMember, StaffSession
from domain.throttles.limits import DISABLED_AFTER
from domain.unit_of_work import UnitOfWork

PAGE = 50


class State(StrEnum):
    """Whether somebody can come in, and if not, what they wait for."""

    ACTIVE = "active"
    INVITED = "invited"
    NO_FACTOR = "no second factor"
    STOPPED = "sign-in stopped"
    DISABLED = "disabled"


_HAS_FACTOR = exists().where(
    StaffFactor.staff_id == StaffMember.id, StaffFactor.revoked_at.is_(None)
)
_STATE: ColumnElement[str] = case(
    (StaffMember.disabled_at.is_not(None), State.DISABLED.value),
    (StaffMember.failures >= DISABLED_AFTER, State.STOPPED.value),
    (StaffMember.password_hash.is_(None), State.INVITED.value),
    (~_HAS_FACTOR, State.NO_FACTOR.value),
    else_=State.ACTIVE.value,
)
"""The first of these that is so."""


@dataclass(frozen=True, kw_only=True)
class Search:
    """Whom to look for; empty: everybody. `text` is in a name or a username.

    Whoever has all districts has each of them.
    """

    text: str = ""
    state: State | None = None
    role: Role | None = None
    district: str = ""


@dataclass(frozen=True)
class Line:
    """One account in the list; no districts: all of them."""

    id: UUID
    username: str
    name: str
    roles: list[str]
    districts: list[str]
    state: str


@dataclass(frozen=True)
class Page:
    """A page of the list; `after` is the last username on it if there are more."""

    lines: list[Line]
    after: str | None


def page(work: UnitOfWork, search: Search, after: str | None = None) -> Page:
    """Return the accounts found, by username, that follow the username `after`."""
    work.require(Permission.MANAGE_STAFF)
    columns = [*(getattr(StaffMember, field.name) for field in fields(Line)[:-1]), _STATE]
    query = select(*columns).where(*_conditions(search))
    if after is not None:
        query = query.where(StaffMember.username > after)
    rows = work.session.execute(query.order_by(StaffMember.username).limit(PAGE + 1)).all()
    lines = [Line(*row) for row in rows[:PAGE]]
    return Page(lines, lines[-1].username if len(rows) > PAGE else None)


def count(work: UnitOfWork, search: Search) -> int:
    """Return how many accounts are found."""
    work.require(Permission.MANAGE_STAFF)
    query = select(func.count()).select_from(StaffMember).where(*_conditions(search))
    return work.session.scalar(query) or 0


def find(work: UnitOfWork, staff_id: UUID, to_change: bool = False) -> StaffMember | None:
    """Return somebody's account; locked for whoever is about to change it."""
    work.require(Permission.MANAGE_STAFF)
    lock = {"key_share": True} if to_change else None
    return work.session.get(StaffMember, staff_id, with_for_update=lock)


def open_sessions(work: UnitOfWork, member: StaffMember) -> list[StaffSession]:
    """Return the sessions that are open, the latest seen first."""
    work.require(Permission.MANAGE_STAFF)
    query = select(StaffSession).where(
        StaffSession.staff_id == member.id,
        StaffSession.ended_at.is_(None),
        StaffSession.confirmed_at.is_not(None),
        StaffSession.seen_at > work.now - IDLE,
        StaffSession.opened_at > work.now - ABSOLUTE,
    )
    return list(work.session.scalars(query.order_by(StaffSession.seen_at.desc())))


def _conditions(search: Search) -> list[ColumnElement[bool]]:
    text = search.text.strip()
    named = [
        column.icontains(text, autoescape=True)
        for column in (StaffMember.name, StaffMember.username)
    ]
    works_in = literal(search.district) == any_(StaffMember.districts)
    wanted: list[tuple[object, ColumnElement[bool]]] = [
        (text, or_(*named)),
        (search.state, literal(search.state) == _STATE),
        (search.role, literal(search.role) == any_(StaffMember.roles)),
        (search.district, or_(works_in, func.cardinality(StaffMember.districts) == 0)),
    ]
    return [condition for given, condition in wanted if given]
