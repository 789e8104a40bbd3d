"""How the organisation's agreement stands, as the pages before sending say it."""

from __future__ import annotations

from domain.organisations import agreements
from domain.organisations.agreements import Agreement, AgreementStanding, AgreementState
from domain.unit_of_work import UnitOfWork
from portal import times


def standing(work: UnitOfWork) -> AgreementStanding:
    """Return how the agreement of whoever is signed in stands today."""
    return agreements.standing_of(agreements.of_actor(work), times.today())


def check(work: UnitOfWork) -> Agreement:
    """Return the agreement; raise AgreementLapsed if nothing may be submitted under it today."""
    agreement = agreements.of_actor(work)
    agreements.check_may_submit(agreement, times.today())
    return agreement


def stopped(agreement: AgreementStanding) -> bool:
    """Say whether nothing may be sent any more."""
    return agreement.state is AgreementState.STOPPED
