"""Looking at the queue: only what is clear by need, what is due first first, paged by keyset."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from typing import Any
from uuid import UUID

from sqlalchemy import Select, and_, select, tuple_
from sqlalchemy.orm import joinedload

from domain.organisations.tables import Organisation
from domain.permissions import Permission
from domain.queue.conditions import LEASED, conditions, given
from domain.queue.filters import NEWEST, SORTED, Filters, Key
from domain.staff.tables import StaffMember
from domain.submissions import Submission
from domain.unit_of_work import UnitOfWork

PAGE = 25


@dataclass(frozen=True)
class Row:
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
    newest_first = filters.view in NEWEST
    by = NEWEST.get(filters.view, SORTED[filters.sort])
    query = _query(filters)
    if after:
        place, key = tuple_(*by), after[len(after) - len(by) :]
        query = query.where(place < key if newest_first else place > key)
    found = work.session.execute(query, given(work)).all()
    rows = [Row(*row[: -len(by)]) for row in found[:PAGE]]
    last = found[PAGE - 1][-len(by) :] if len(found) > PAGE else None
    return Page(rows, (0, *last)[-3:] if last else None)


@lru_cache(maxsize=256)
def _query(filters: Filters) -> Select[*tuple[Any, ...]]:
    """The question of the first page of a list, put together once for whoever asks for it."""
    by = NEWEST.get(filters.view, SORTED[filters.sort])
    order = [column.desc() if filters.view in NEWEST else column for column in by]
    query = _columns().where(*conditions(filters))
    return query.add_columns(*by).order_by(*order).limit(PAGE + 1)


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
    query = _columns().where(Submission.id.in_(list(submission_ids)))
    return {row[0]: Row(*row) for row in work.session.execute(query, given(work))}


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
