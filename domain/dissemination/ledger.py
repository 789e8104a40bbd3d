"""Reading the ledger: lines and notices, newest first, without what is sealed in them."""

from __future__ import annotations

from collections.abc import Sequence
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import joinedload

from domain.dissemination.tables import Dissemination, DisseminationState, Notice
from domain.permissions import Permission
from domain.reports import Report
from domain.reports.numbers import Prefix, parse
from domain.unit_of_work import UnitOfWork

PAGE = 50


def lines(
    work: UnitOfWork, state: DisseminationState | None = None, after: UUID | None = None
) -> Sequence[Dissemination]:
    """Return a page of the ledger, each line with its report; PROPOSED is the second person's list.

    The following page starts after the last line's id.
    """
    work.require(Permission.READ_REPORTS)
    query = select(Dissemination).options(joinedload(Dissemination.report))
    if state:
        query = query.where(Dissemination.state == state)
    if after:
        query = query.where(Dissemination.id < after)
    return work.session.scalars(query.order_by(Dissemination.id.desc()).limit(PAGE)).all()


def of_report(work: UnitOfWork, report: Report) -> Sequence[Dissemination]:
    """Return the lines of one report, oldest first."""
    work.require(Permission.READ_REPORTS)
    query = select(Dissemination).where(Dissemination.report_id == report.id)
    return work.session.scalars(query.order_by(Dissemination.id)).all()


def notices_of(work: UnitOfWork, report: Report) -> Sequence[Notice]:
    """Return the notices about one report, oldest first."""
    work.require(Permission.READ_REPORTS)
    query = select(Notice).where(Notice.report_id == report.id)
    return work.session.scalars(query.order_by(Notice.id)).all()


def find(work: UnitOfWork, number: str) -> Dissemination | None:
    """Return a line by its number, with its report; None also where the actor may not see it."""
    work.require(Permission.READ_REPORTS)
    query = select(Dissemination).where(Dissemination.number == parse(Prefix.DISSEMINATION, number))
    return work.session.scalar(query.options(joinedload(Dissemination.report)))


def find_notice(work: UnitOfWork, number: str) -> Notice | None:
    """Return a notice by its number, with its report; None also where the actor may not see it."""
    work.require(Permission.READ_REPORTS)
    query = select(Notice).where(Notice.number == parse(Prefix.NOTICE, number))
    return work.session.scalar(query.options(joinedload(Notice.report)))
