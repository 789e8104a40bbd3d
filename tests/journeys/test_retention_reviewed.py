"""A manager reviews what is due, keeps a register; an auditor asks who saw what."""

from __future__ import annotations

from datetime import timedelta

import pytest
from playwright.sync_api import expect

from domain.permissions import Role
from tests import make
from tests.domain.retention.conftest import office_of
from tests.journeys.test_officer_decides import (  # noqa: F401  # fixtures
    address,
    browser,
    enrol,
    looked_at,
    sign_in,
)

pytestmark = pytest.mark.browser


@pytest.fixture
def office(committed_doors, keyring, passwords, url_tokens, tmp_path):
    partner = make.partner(committed_doors, passwords, url_tokens)
    made = office_of(committed_doors, partner, keyring, tmp_path)
    made.decide()
    with committed_doors.triage.begin() as session:
        seen = session.get_one(type(made.unit.submission), made.submission_id)
        session.connection().exec_driver_sql(
            "update submission set review_on = %s where id = %s",
            (make.NOW.date() - timedelta(days=1), seen.id),
        )
    return made


def test_a_manager_reviews_and_an_auditor_asks(browser, address, office, enrol):  # noqa: F811
    page = sign_in(browser, address, "r.eviewer", enrol("r.eviewer", Role.INTELLIGENCE_MANAGER))
    page.get_by_role("link", name="Retention").click()
    looked_at(page, "retention")
    page.get_by_role("link", name=office.unit.submission.reference).click()
    page.get_by_role("button", name="Record the review").click()
    expect(page.get_by_role("alert")).to_contain_text("Select why")
    looked_at(page, "retention-wrong")
    page.get_by_label("Dispose of it: it never was for the police to hold").check()
    page.get_by_label("Reason", exact=True).fill("Nothing in it is for us.")
    page.get_by_role("button", name="Record the review").click()
    looked_at(page, "retention-proposed")
    page.get_by_role("link", name="Registers").click()
    looked_at(page, "registers")
    page = sign_in(browser, address, "a.udit", enrol("a.udit", Role.AUDITOR))
    page.get_by_role("link", name="Accountability").click()
    looked_at(page, "accountability")
    page.get_by_label("Reference").fill(office.unit.submission.reference)
    page.get_by_role("button", name="Tell it").click()
    looked_at(page, "story")
