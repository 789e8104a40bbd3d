"""Whether an organisation may come in: suspended, reinstated, closed, merged, let in again."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from uuid import UUID

from sqlalchemy import select

from domain import audit
from domain.actors import Actor
from domain.organisations import open_sessions, urls
from domain.organisations.tables import Organisation, Standing
from domain.permissions import Permission
from domain.problems import reason_given
from domain.throttles.limits import DISABLED_AFTER
from domain.unit_of_work import UnitOfWork


class Step(StrEnum):
    """What may be done about an organisation's standing."""

    SUSPEND = "suspend"
    REINSTATE = "reinstate"
    CLOSE = "close"
    MERGE = "merge"


STEPS: Mapping[Step, frozenset[Standing]] = {
    Step.SUSPEND: frozenset({Standing.ACTIVE}),
    Step.REINSTATE: frozenset({Standing.SUSPENDED}),
    Step.CLOSE: frozenset({Standing.ACTIVE, Standing.SUSPENDED}),
    Step.MERGE: frozenset({Standing.ACTIVE, Standing.SUSPENDED}),
}
"""From which standings each step is possible."""


class StandingForbids(ValueError):
    """As the organisation stands, that cannot be done."""


@dataclass(frozen=True)
class Stopped:
    """An organisation whose sign-in stopped after too many wrong passwords."""

    id: UUID
    name: str
    failures: int


def may(actor: Actor, step: Step, organisation: Organisation) -> bool:
    """Say whether the actor may take the step now."""
    return (
        actor.may(Permission.MANAGE_ORGANISATIONS)
        and Standing(organisation.standing) in STEPS[step]
    )


def suspend(work: UnitOfWork, organisation: Organisation, reason: str) -> None:
    """Keep an organisation out at once; its sessions end."""
    reason = _check(work, Step.SUSPEND, organisation, reason)
    organisation.standing = Standing.SUSPENDED
    open_sessions.end_all(work, organisation, "the organisation was suspended")
    work.record(audit.OrganisationSuspended(organisation, reason=reason))


def reinstate(work: UnitOfWork, organisation: Organisation, reason: str) -> None:
    """Let a suspended organisation in again, with the URL and password it had."""
    reason = _check(work, Step.REINSTATE, organisation, reason)
    organisation.standing = Standing.ACTIVE
    work.record(audit.OrganisationReinstated(organisation, reason=reason))


def close(work: UnitOfWork, organisation: Organisation, reason: str) -> None:
    """End an organisation's part in the service; what it sent stays."""
    reason = _check(work, Step.CLOSE, organisation, reason)
    _end(work, organisation, "the organisation was closed")
    work.record(audit.OrganisationClosed(organisation, reason=reason))


def merge(work: UnitOfWork, organisation: Organisation, into: Organisation, reason: str) -> None:
    """Close an organisation that goes on as part of another; what it sent stays its own.

    Raises StandingForbids if the other is closed, or the same.
    """
    reason = _check(work, Step.MERGE, organisation, reason)
    if into.id == organisation.id or into.standing != Standing.ACTIVE:
        raise StandingForbids("Choose another organisation that is active to merge it into")
    organisation.merged_into = into.id
    _end(work, organisation, "the organisation was merged into another")
    work.record(
        audit.OrganisationMerged(organisation, other=into.name, other_id=into.id, reason=reason)
    )


def is_stopped(organisation: Organisation) -> bool:
    """Say whether sign-in stopped after too many wrong passwords."""
    return organisation.failures >= DISABLED_AFTER


def stopped(work: UnitOfWork) -> list[Stopped]:
    """Return every organisation whose sign-in stopped after too many wrong passwords."""
    work.require(Permission.MANAGE_ORGANISATIONS)
    query = select(Organisation.id, Organisation.name, Organisation.failures)
    query = query.where(Organisation.failures >= DISABLED_AFTER).order_by(Organisation.name)
    return [Stopped(*row) for row in work.session.execute(query)]


def unlock(work: UnitOfWork, organisation: Organisation, reason: str) -> None:
    """Let an organisation try its password again. Raises NotAccepted or StandingForbids."""
    work.require(Permission.MANAGE_ORGANISATIONS)
    if not is_stopped(organisation):
        raise StandingForbids("Its sign-in is not stopped")
    organisation.failures = 0
    work.record(audit.OrganisationUnlocked(organisation, reason=reason_given(reason)))


def _end(work: UnitOfWork, organisation: Organisation, because: str) -> None:
    organisation.standing = Standing.CLOSED
    open_sessions.end_all(work, organisation, because)
    urls.end_all(work, organisation)


def _check(work: UnitOfWork, step: Step, organisation: Organisation, reason: str) -> str:
    work.require(Permission.MANAGE_ORGANISATIONS)
    if Standing(organisation.standing) not in STEPS[step]:
        raise StandingForbids(f"{organisation.name} is {organisation.standing} already")
    return reason_given(reason)
