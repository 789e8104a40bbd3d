"""Lists of the partner organisations: for administrators, and to choose one to filter by."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from sqlalchemy import select

from domain.actors import NotPermitted
from domain.lookups import worded
from domain.organisations.tables import Organisation
from domain.permissions import Permission
from domain.unit_of_work import UnitOfWork

MOST = 1000
"""Partners are a few hundred; a list is never longer than this."""

_MAY_CHOOSE = (Permission.SEE_QUEUE, Permission.READ_TRAIL, Permission.MANAGE_ORGANISATIONS)

_NAMES = worded(select(Organisation.id, Organisation.name).order_by(Organisation.name).limit(MOST))


@dataclass(frozen=True)
class Line:
    """One organisation in the administrators' list."""

    id: UUID
    name: str
    sector: str
    district: str
    standing: str
    agreement_reference: str
    agreement_review: date


def listed(work: UnitOfWork) -> list[Line]:
    """Return every organisation, by name."""
    work.require(Permission.MANAGE_ORGANISATIONS)
    query = select(
        Organisation.id,
        Organisation.name,
        Organisation.sector,
        Organisation.district,
        Organisation.standing,
        Organisation.agreement_reference,
        Organisation.agreement_review,
    )
    rows = work.session.execute(query.order_by(Organisation.name).limit(MOST))
    return [Line(*row) for row in rows]


def names(work: UnitOfWork) -> dict[UUID, str]:
    """Return every organisation's name by its id, in order. Raises NotPermitted."""
    if not any(work.actor.may(permission) for permission in _MAY_CHOOSE):
        raise NotPermitted(f"{work.actor.name} may not see which organisations there are")
    return {key: name for key, name in work.look_up(_NAMES, {})}
