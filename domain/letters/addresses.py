"""Where a letter goes: looked up when it is sent, so that it reaches whoever is there now."""

from __future__ import annotations

from sqlalchemy import Table as Columns
from sqlalchemy import any_, literal, or_, select

from domain.letters.kinds import Audience
from domain.letters.tables import Letter
from domain.permissions import Role
from domain.tables import Table
from domain.unit_of_work import UnitOfWork

_ROLES = {
    Audience.ADMINISTRATORS: (Role.ADMINISTRATOR,),
    Audience.SUPERVISORS: (Role.SUPERVISOR,),
    Audience.AUDITORS: (Role.AUDITOR,),
    Audience.REVIEWERS: (Role.SUPERVISOR, Role.INTELLIGENCE_MANAGER),
}


def of(work: UnitOfWork, letter: Letter) -> tuple[str, ...]:
    """Return the addresses of a letter; none, if nobody is there who could read it."""
    if letter.address:
        return (letter.address,)
    audience = Audience(letter.audience)
    if audience is Audience.MAILBOX:
        organisation = _columns("organisation")
        query = select(organisation.c.mailbox).where(organisation.c.id == letter.organisation_id)
    else:
        member = _columns("staff_member")
        query = select(member.c.email).where(member.c.disabled_at.is_(None))
        if audience is Audience.STAFF:
            query = query.where(member.c.id == letter.staff_id)
        else:
            query = query.where(
                or_(*(literal(r.value) == any_(member.c.roles) for r in _ROLES[audience]))
            )
    found = work.session.scalars(query)
    return tuple(sorted({address for address in found if address}))


def _columns(name: str) -> Columns:
    # By name: letters stand below organisations and staff, who write them.
    return Table.metadata.tables[name]
