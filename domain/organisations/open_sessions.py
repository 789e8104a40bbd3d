"""The sessions that are open on a shared log-on: who, where, since when; ended singly or all."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import Select, select

from domain import audit, object_rules
from domain.actors import NotPermitted
from domain.organisations.sessions import ABSOLUTE, IDLE, PartnerSession
from domain.organisations.tables import Organisation
from domain.permissions import Permission
from domain.unit_of_work import UnitOfWork


@dataclass(frozen=True)
class OpenSession:
    """One session: `opened_by` is the name its opener gave, declared and unverified."""

    id: UUID
    opened_by: str | None
    device: str
    address: str
    opened_at: datetime
    seen_at: datetime


def listed(work: UnitOfWork, organisation_id: UUID) -> list[OpenSession]:
    """Return the open sessions of an organisation, the latest seen first. Raises NotPermitted."""
    _check(work, organisation_id)
    found = work.session.scalars(_open(work, organisation_id))
    return [
        OpenSession(s.id, s.opened_by, s.device, s.address, s.opened_at, s.seen_at) for s in found
    ]


def end_all(
    work: UnitOfWork, organisation: Organisation, because: str, but: UUID | None = None
) -> int:
    """End every session of an organisation (but one); return how many ended."""
    ended = 0
    for session in work.session.scalars(_open(work, organisation.id)):
        if session.id != but:
            session.ended_at, session.ended_because = work.now, because
            work.record(audit.PartnerSessionEnded(organisation, because=because))
            ended += 1
    return ended


def end(work: UnitOfWork, organisation_id: UUID, session_id: UUID, because: str) -> None:
    """End one session of an organisation, if it is open. Raises NotPermitted."""
    _check(work, organisation_id)
    query = _open(work, organisation_id).where(PartnerSession.id == session_id)
    if session := work.session.scalar(query):
        session.ended_at, session.ended_because = work.now, because
        organisation = work.session.get_one(Organisation, organisation_id)
        work.record(audit.PartnerSessionEnded(organisation, because=because))


def _check(work: UnitOfWork, organisation_id: UUID) -> None:
    """Its own sessions are a partner's affair; any organisation's are an administrator's."""
    if object_rules.is_own_organisation(work.actor, organisation_id):
        work.require(Permission.KEEP_LOG_ON)
    elif not work.actor.may(Permission.MANAGE_ORGANISATIONS):
        raise NotPermitted(f"{work.actor.name} may not see these sessions")


def _open(work: UnitOfWork, organisation_id: UUID) -> Select[PartnerSession]:
    return (
        select(PartnerSession)
        .where(
            PartnerSession.organisation_id == organisation_id,
            PartnerSession.ended_at.is_(None),
            PartnerSession.seen_at > work.now - IDLE,
            PartnerSession.opened_at > work.now - ABSOLUTE,
        )
        .order_by(PartnerSession.seen_at.desc())
    )
