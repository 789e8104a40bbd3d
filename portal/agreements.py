"""How the organisation's agreement stands, as the pages before sending say it."""

from __future__ import annotations

from domain import organisations
from domain.organisations import agreements
from domain.organisations.agreements import AgreementStanding, AgreementState
from domain.unit_of_work import UnitOfWork
from portal import partners, times


def standing(work: UnitOfWork) -> AgreementStanding:
    """Return how the agreement of whoever is signed in stands today."""
    organisation = organisations.find(work, partners.signed_in().session.organisation_id)
    return agreements.standing_of(organisation, times.today())


def check(work: UnitOfWork) -> None:
    """Raise AgreementLapsed if the organisation may not submit today."""
    organisation = organisations.find(work, partners.signed_in().session.organisation_id)
    agreements.check_may_submit(organisation, times.today())


def stopped(agreement: AgreementStanding) -> bool:
    """Say whether nothing may be sent any more."""
    return agreement.state is AgreementState.STOPPED
