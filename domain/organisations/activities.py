"""What an administrator sees of one organisation: figures and history, never what it sent."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import func, or_, select

from domain.audit import AuditEvent
from domain.organisations import open_sessions
from domain.organisations.records import TermsAcceptance
from domain.organisations.sessions import PartnerSession
from domain.organisations.tables import Organisation
from domain.permissions import Permission
from domain.unit_of_work import UnitOfWork

PAGE = 50
SHOWN = (
    "AccessRequest%",
    "Agreement%",
    "Mailbox%",
    "Organisation%",
    "PartnerLimited",
    "PartnerPasskey%",
    "PartnerRefused",
    "PartnerS%",
    "TermsAccepted",
)
"""Events about administration and sign-in; those about submissions are none of it."""


@dataclass(frozen=True)
class Activity:
    """Figures of one organisation."""

    open_sessions: int
    last_seen_at: datetime | None
    failures: int
    terms_version: str | None
    terms_accepted_at: datetime | None


def of(work: UnitOfWork, organisation: Organisation) -> Activity:
    """Return an organisation's figures."""
    work.require(Permission.MANAGE_ORGANISATIONS)
    seen = select(func.max(PartnerSession.seen_at))
    terms = select(TermsAcceptance).where(TermsAcceptance.organisation_id == organisation.id)
    accepted = work.session.scalar(terms.order_by(TermsAcceptance.id.desc()).limit(1))
    return Activity(
        open_sessions=len(open_sessions.listed(work, organisation.id)),
        last_seen_at=work.session.scalar(
            seen.where(PartnerSession.organisation_id == organisation.id)
        ),
        failures=organisation.failures,
        terms_version=accepted.terms_version if accepted else None,
        terms_accepted_at=accepted.accepted_at if accepted else None,
    )


def history(
    work: UnitOfWork, organisation: Organisation, before: UUID | None = None
) -> list[AuditEvent]:
    """Return what was done about an organisation, the newest first, a page before an event's id."""
    work.require(Permission.MANAGE_ORGANISATIONS)
    query = select(AuditEvent).where(
        AuditEvent.organisation_id == organisation.id,
        or_(*(AuditEvent.name.like(pattern) for pattern in SHOWN)),
    )
    if before:
        query = query.where(AuditEvent.id < before)
    return list(work.session.scalars(query.order_by(AuditEvent.id.desc()).limit(PAGE)))
