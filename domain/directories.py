"""The directory of organisations as a file: who took it is recorded about them."""

from __future__ import annotations

from sqlalchemy import select

from domain import audit, spreadsheets
from domain.organisations import Organisation
from domain.organisations.imports import COLUMNS
from domain.organisations.pages import Search, conditions
from domain.permissions import Permission
from domain.staff import StaffMember
from domain.unit_of_work import UnitOfWork


def exported(work: UnitOfWork, search: Search) -> str:
    """Return all that is found as CSV, which can be read in again; that it left is recorded."""
    work.require(Permission.MANAGE_ORGANISATIONS)
    columns = (*COLUMNS, "standing")
    query = select(*(getattr(Organisation, name) for name in columns))
    query = query.where(*conditions(work, search)).order_by(Organisation.name)
    rows = [tuple(row) for row in work.session.execute(query)]
    who = work.session.get_one(StaffMember, work.actor.id)
    work.record(audit.OrganisationsExported(who, count=len(rows)))
    return spreadsheets.written(columns, rows)
