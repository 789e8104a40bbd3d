"""Every submission of the demo, through the screens, is found again word for word by triage."""

from __future__ import annotations

import pytest
from sqlalchemy import select

from domain import openings
from domain.permissions import Role
from domain.submissions import Submission
from domain.unit_of_work import reading
from operations import scenarios
from tests import make
from tests.portal import journeys

ALL = scenarios.scenarios()


def opened(doors, keyring, reference):
    with reading(doors.triage, make.officer(Role.TRIAGE_OFFICER, cleared=True)) as work:
        found = work.session.scalars(
            select(Submission).where(Submission.reference == reference)
        ).one()
        return openings.answers_of(work, found, keyring.triage)


@pytest.mark.parametrize("scenario", ALL, ids=[each["slug"] for each in ALL])
def test_what_a_partner_typed_is_what_an_officer_reads(browser, doors, keyring, scenario):
    page = journeys.fill_in(browser, scenarios.posts_of(scenario))
    assert page.heading == "Check your answers"
    receipt = journeys.send(browser, page)
    assert receipt.heading == "We have received it"
    reference = receipt.title.split(" – ")[0].removeprefix("Received: ")
    assert opened(doors, keyring, reference) == scenarios.answers_of(scenario)
