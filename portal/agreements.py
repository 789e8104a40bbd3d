"""How the organisation's agreement stands, as the pages before sending say it."""

from __future__ import annotations

from domain.organisations import agreements
from domain.organisations.agreements import Agreement, AgreementStanding, AgreementState
from portal import partners, times


def standing() -> AgreementStanding:
    """Return how the agreement of whoever is signed in stands today."""
    return agreements.standing_of(partners.signed_in().agreement, times.today())


def check() -> Agreement:
    """Return the agreement; raise AgreementLapsed if nothing may be submitted under it today."""
    agreement = partners.signed_in().agreement
    agreements.check_may_submit(agreement, times.today())
    return agreement


def stopped(agreement: AgreementStanding) -> bool:
    """Say whether nothing may be sent any more."""
    return agreement.state is AgreementState.STOPPED
