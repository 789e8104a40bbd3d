"""Looking at the queue: only what is clear by need, the soonest due first, paged by keyset."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from typing import Any, NamedTuple
from uuid import UUID

from sqlalchemy import ARRAY, ColumnElement, Select, Uuid, and_, any_, bindparam, select, tuple_
from sqlalchemy.orm import joinedload

from domain.lookups import Question, worded
from domain.organisations.tables import Organisation
from domain.permissions import Permission
from domain.queue.conditions import LEASED, conditions, first_of_districts, given
from domain.queue.filters import NEWEST, SORTED, Filters, Key, View
from domain.staff.tables import StaffMember
from domain.submissions import Submission
from domain.unit_of_work import UnitOfWork

PAGE = 25


class Row(NamedTuple):
    """One line of the queue."""

    id: UUID
    reference: str
    organisation: str
    state: str
    priority: str | None
    flagged: bool
    lead_theme: str
    themes: list[str]
    received_at: datetime
    due_at: datetime | None
    owner_id: UUID | None
    owner: str | None
    outcome: str | None
    decided_at: datetime | None
    unread: bool


@dataclass(frozen=True)
class Page:
    """A page of the queue; `next` is the key the following page starts after."""

    rows: list[Row]
    next: Key | None


def listed(work: UnitOfWork, filters: Filters, after: Key | None = None) -> Page:
    """Return a page of the queue."""
    work.require(Permission.SEE_QUEUE)
    by = _order(filters)
    starts = after[-len(by) :] if after else ()
    asked = given(work) | {f"after_{number}": part for number, part in enumerate(starts)}
    found = work.look_up(_query(filters, bool(after)), asked)
    rows = [Row(*row[: -len(by)]) for row in found[:PAGE]]
    last = found[PAGE - 1][-len(by) :] if len(found) > PAGE else None
    return Page(rows, (0, *last)[-3:] if last else None)


def _order(filters: Filters) -> tuple[ColumnElement[Any], ...]:
    return NEWEST.get(filters.view, SORTED[filters.sort])


@lru_cache(maxsize=256)
def _query(filters: Filters, later: bool) -> Question:
    """The question of the first page of a list, or of a later one, for whoever asks for it."""
    by, newest_first = _order(filters), filters.view in NEWEST
    order = [column.desc() if newest_first else column for column in by]
    asked = conditions(filters)
    if later:
        starts = (bindparam(f"after_{number}", type_=one.type) for number, one in enumerate(by))
        place, key = tuple_(*by), tuple_(*starts)
        asked.append(place < key if newest_first else place > key)
    if filters.view is View.TEAM:
        asked = [Submission.id.in_(first_of_districts(asked, order, PAGE + 1))]
    query = _columns().where(*asked).add_columns(*by)
    return worded(query.order_by(*order).limit(PAGE + 1))


def find(work: UnitOfWork, reference: str) -> Submission | None:
    """Return a submission by its reference, unopened; None also where the actor may not see it."""
    work.require(Permission.SEE_QUEUE)
    query = (
        select(Submission)
        .where(Submission.reference == reference)
        .options(joinedload(Submission.organisation), joinedload(Submission.owner))
    )
    return work.session.scalar(query)


def rows(work: UnitOfWork, submission_ids: Collection[UUID]) -> dict[UUID, Row]:
    """Return the lines of certain submissions; of those only that the actor may see."""
    work.require(Permission.SEE_QUEUE)
    if not submission_ids:
        return {}
    asked = given(work) | {"wanted": list(submission_ids)}
    return {row[0]: Row(*row) for row in work.look_up(_WANTED, asked)}


def _columns() -> Select[*tuple[Any, ...]]:
    holds = and_(StaffMember.id == Submission.owner_id, LEASED)
    return (
        select(
            Submission.id,
            Submission.reference,
            Organisation.name,
            Submission.state,
            Submission.priority,
            Submission.flagged,
            Submission.lead_theme,
            Submission.themes,
            Submission.received_at,
            Submission.due_at,
            StaffMember.id,
            StaffMember.name,
            Submission.outcome,
            Submission.decided_at,
            Submission.unread,
        )
        .join(Organisation, Organisation.id == Submission.organisation_id)
        .outerjoin(StaffMember, holds)
    )


_WANTED = worded(_columns().where(Submission.id == any_(bindparam("wanted", type_=ARRAY(Uuid())))))
