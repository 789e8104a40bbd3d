"""A manager reviews what is due, keeps a register; an auditor asks who saw what."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest
from playwright.sync_api import expect

from domain.permissions import Role
from tests import make
from tests.domain.retention.conftest import office_of
from tests.journeys.test_officer_decides import (
    address,
    browser,
    enrol,
    looked_at,
    sign_in,
)

__all__ = ["address", "browser", "enrol"]
pytestmark = pytest.mark.browser
NARROW = (1280, 320)


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


def test_a_manager_reviews_and_an_auditor_asks(browser, address, office, enrol):
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
    ask_for_all_that_is_held(page, office)
    the_second_person_agrees(browser, address, office, enrol)
    page = sign_in(browser, address, "a.udit", enrol("a.udit", Role.AUDITOR))
    page.get_by_role("link", name="Accountability").click()
    looked_at(page, "accountability")
    page.get_by_label("Reference").fill(office.unit.submission.reference)
    page.get_by_role("button", name="Tell it").click()
    looked_at(page, "story")
    today = date.today()
    page.goto(f"{address}/accountability")
    page.get_by_label("Username").fill("r.eviewer")
    for name in ("From", "To"):
        group = page.get_by_role("group", name=name)
        for part, number in (("Day", today.day), ("Month", today.month), ("Year", today.year)):
            group.get_by_label(part).fill(str(number))
    page.get_by_role("button", name="Show what they saw").click()
    expect(page.get_by_role("table")).to_contain_text("looked for all that is held")
    looked_at(page, "what-a-person-saw", NARROW)


def ask_for_all_that_is_held(page, office):
    """The manager registers a request, looks for the person, and reads what was found."""
    page.get_by_label("Who asks?").fill("Alan Wadsworth")
    page.get_by_label("Which right?").select_option("access")
    for part, number in (("Day", "2"), ("Month", "11"), ("Year", "2026")):
        page.get_by_label(part).fill(number)
    page.get_by_label("What do they ask for?").fill("All that you hold on me")
    page.get_by_role("button", name="Register").click()
    looked_at(page, "request", NARROW)
    page.get_by_role("link", name="Look for all that is held on them").click()
    page.get_by_label("Name", exact=True).fill("Alan Wadsworth")
    page.get_by_role("button", name="Look for all that is held").click()
    expect(page.get_by_text("1 submission is about somebody like this")).to_be_visible()
    expect(page.get_by_role("link", name=office.unit.submission.reference)).to_be_visible()
    looked_at(page, "all-that-is-held")
    page.get_by_role("link", name="Back to").click()
    page.get_by_role("link", name="Pass on what is put right in a report").click()
    page.get_by_role("button", name="Tell everybody who was given it").click()
    expect(page.get_by_role("alert")).to_contain_text("There is no report with that number")
    looked_at(page, "correction-wrong", NARROW)


def the_second_person_agrees(browser, address, office, enrol):
    """Another person lets it go, the worker destroys it, and the certificate says so."""
    page = sign_in(browser, address, "s.econd", enrol("s.econd", Role.SUPERVISOR))
    page.goto(f"{address}/retention/{office.unit.submission.reference}")
    looked_at(page, "retention-second", NARROW)
    page.get_by_role("button", name="Agree to dispose of it").click()
    expect(page.get_by_role("button", name="Agree to dispose of it")).to_have_count(0)
    assert office.work_off(datetime.now(UTC))
    page.goto(f"{address}/retention/{office.unit.submission.reference}/certificate")
    expect(page.get_by_role("main")).to_contain_text(office.review().digest)
    looked_at(page, "certificate", NARROW)
