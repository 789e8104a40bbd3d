"""Limits set for one organisation for a time, with a reason; the ordinary ones apply otherwise."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from uuid import UUID

from sqlalchemy import select

from domain import audit, ids, lookups
from domain.audit import AuditEvent
from domain.lookups import Lookups
from domain.organisations.records import OrganisationLimit
from domain.organisations.tables import Organisation
from domain.permissions import Permission
from domain.problems import reason_given
from domain.unit_of_work import UnitOfWork

LONGEST = timedelta(days=366)
MOST = 100_000
LATELY = timedelta(days=1)
MOST_SHOWN = 100
_AT = "select limits from organisation_known_at(%(token_hash)s, %(now)s)"


class LimitName(StrEnum):
    """What is limited."""

    WRONG_PASSWORDS = "wrong passwords in five minutes"
    SUBMISSIONS = "submissions in an hour"
    REQUESTS = "pages in a minute"
    UPLOADS = "files in an hour"


class LimitUnusable(ValueError):
    """The amount or the expiry is not one a limit can have."""


@dataclass(frozen=True)
class Wanted:
    """A limit to set: of what, how much, why, until when (aware)."""

    name: LimitName
    amount: int
    reason: str
    expires_at: datetime


@dataclass(frozen=True)
class Reached:
    """An organisation that a limit stopped: which, and when last (aware)."""

    organisation_id: UUID
    name: str
    limit: str
    at: datetime


def set_for(work: UnitOfWork, organisation: Organisation, wanted: Wanted) -> None:
    """Set a limit in place of the ordinary one, and of one set before.

    Raises LimitUnusable or NotAccepted.
    """
    work.require(Permission.MANAGE_ORGANISATIONS)
    _check(work, wanted)
    for earlier in _in_force(work, organisation.id, wanted.name):
        earlier.lifted_at = work.now
    facts = asdict(wanted) | {"reason": wanted.reason.strip()}
    limit = OrganisationLimit(
        organisation_id=organisation.id, set_at=work.now, set_by=work.actor.name, **facts
    )
    work.session.add(limit)
    said = {"limit": facts.pop("name"), **facts}
    work.record(audit.OrganisationLimitSet(organisation, **said))


def lift(work: UnitOfWork, organisation: Organisation, name: LimitName) -> None:
    """Let the ordinary limit apply again."""
    work.require(Permission.MANAGE_ORGANISATIONS)
    for limit in _in_force(work, organisation.id, name):
        limit.lifted_at = work.now
        work.record(audit.OrganisationLimitLifted(organisation, limit=name))


def of(work: UnitOfWork, organisation_id: UUID) -> dict[LimitName, int]:
    """Return the limits that are set for an organisation now (a partner sees its own alone)."""
    return {LimitName(limit.name): limit.amount for limit in _in_force(work, organisation_id)}


def at_the_door(where: Lookups, url_hash: bytes, now: datetime) -> Mapping[str, int]:
    """Return the limits of whoever a URL belongs to; asking about nobody's URL costs the same."""
    found = lookups.first(where, _AT, {"token_hash": url_hash, "now": now})
    return (found and found[0]) or {}


def reached(work: UnitOfWork, name: LimitName) -> None:
    """Record that the actor's organisation was answered with a limit, for administrators to see."""
    work.require(Permission.KEEP_LOG_ON)
    organisation = work.session.get_one(Organisation, work.actor.organisation_id)
    work.record(audit.PartnerLimited(organisation, limit=name))


def reached_lately(work: UnitOfWork) -> list[Reached]:
    """Return which organisations a limit stopped in the last day, the latest first, each once."""
    work.require(Permission.MANAGE_ORGANISATIONS)
    since = work.now - LATELY
    query = select(AuditEvent).where(
        AuditEvent.name == audit.PartnerLimited.__name__,
        AuditEvent.id > ids.first_at(since),
        AuditEvent.at > since,
    )
    found: dict[tuple[UUID, str], Reached] = {}
    for event in work.session.scalars(query.order_by(AuditEvent.id.desc()).limit(MOST_SHOWN)):
        limit = str(event.facts.get("limit", "unknown"))
        title = str(event.document.get("title", "unknown"))
        named = Reached(event.subject_id, title, limit, event.at)
        found.setdefault((event.subject_id, limit), named)
    return list(found.values())


def listed(work: UnitOfWork, organisation_id: UUID) -> list[OrganisationLimit]:
    """Return every limit that was ever set for an organisation, the newest first."""
    work.require(Permission.MANAGE_ORGANISATIONS)
    query = select(OrganisationLimit).where(OrganisationLimit.organisation_id == organisation_id)
    return list(work.session.scalars(query.order_by(OrganisationLimit.id.desc())))


def _in_force(
    work: UnitOfWork, organisation_id: UUID, name: LimitName | None = None
) -> list[OrganisationLimit]:
    query = select(OrganisationLimit).where(
        OrganisationLimit.organisation_id == organisation_id,
        OrganisationLimit.lifted_at.is_(None),
        OrganisationLimit.expires_at > work.now,
    )
    if name:
        query = query.where(OrganisationLimit.name == name)
    return list(work.session.scalars(query.order_by(OrganisationLimit.id)))


def _check(work: UnitOfWork, wanted: Wanted) -> None:
    reason_given(wanted.reason)
    if not 1 <= wanted.amount <= MOST:
        raise LimitUnusable(f"Enter a number from 1 to {MOST}")
    if not work.now < wanted.expires_at <= work.now + LONGEST:
        raise LimitUnusable("Enter a day when it ends, at most a year from today")
