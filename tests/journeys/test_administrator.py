"""An administrator looks after an organisation in a browser: every page clean, at every width."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect
from sqlalchemy import text

from domain.permissions import Role
from tests import make
from tests.journeys.looking import fits
from tests.journeys.test_officer_decides import (
    address,
    browser,
    enrol,
    looked_at,
    sign_in,
)
from tests.journeys.test_onboarding_story import signed_in

__all__ = ["address", "browser", "enrol"]
pytestmark = pytest.mark.browser


def test_an_administrator_suspends_a_partner_and_reviews_who_has_access(
    address,
    browser,
    enrol,
    committed_doors,
    partner_made,
):
    page = sign_in(browser, address, "a.admin", enrol("a.admin", Role.ADMINISTRATOR))
    expect(page.get_by_role("heading", level=1)).to_have_text("Organisations")
    looked_at(page, "organisations")
    page.get_by_role("link", name="Ravensike Homes").click()
    looked_at(page, "organisation")
    page.get_by_role("link", name="Show the unique address").click()
    page.get_by_role("button", name="Show the address").click()
    expect(page.get_by_label("Address")).to_have_value(
        f"https://portal.example/o/{partner_made.url_token}"
    )
    looked_at(page, "unique-address")
    page.go_back()
    page.go_back()
    page.get_by_role("link", name="Suspend").click()
    page.get_by_label("Reason").fill("The password was found on a wall")
    looked_at(page, "suspend")
    page.get_by_role("button", name="Suspend it").click()
    expect(page.get_by_role("alert")).to_contain_text("It is suspended.")
    for path in ("organisations/new", "organisations/import", "requests", "staff", "staff/new"):
        page.goto(f"{address}/{path}")
        looked_at(page, path.replace("/", "-"))
    for path in ("access-review", "permissions", "reference-data"):
        page.goto(f"{address}/{path}")
        looked_at(page, path.replace("/", "-"))


def test_one_of_five_hundred_is_found_on_a_telephone(address, browser, enrol, committed_doors):
    with committed_doors.triage.begin() as session:
        session.execute(text(MANY), {"count": 500})
    page = signed_in(browser, address, "a.admin", enrol("a.admin", Role.ADMINISTRATOR))
    page.set_viewport_size({"width": 390, "height": 844})
    page.goto(f"{address}/organisations")
    expect(page.get_by_text("500 found")).to_be_visible()
    fits(page, "many organisations at 390")
    page.get_by_role("link", name="Next page").click()
    expect(page.get_by_role("link", name="Partner 051")).to_be_visible()
    page.get_by_label("Name, mailbox, contact or agreement").fill("p333@")
    page.get_by_role("button", name="Search").click()
    expect(page.get_by_text("1 found")).to_be_visible()
    looked_at(page, "one-of-many", (390, 320))
    page.get_by_role("link", name="Partner 333").click()
    page.get_by_role("link", name="What you can do").click()
    expect(page.get_by_role("link", name="Suspend")).to_be_in_viewport()


MANY = """
insert into organisation (id, name, sector, kind, district, mailbox, contact_name, contact_role,
    phone, agreement_reference, agreement_purpose, agreement_in_force, agreement_review,
    agreement_owner, standing, failures, created_at, version)
select gen_random_uuid(), 'Partner ' || lpad(n::text, 3, '0') || ' of a rather long name',
    'education', 'school', 'Leeds', 'p' || n || '@partners.example', 'c', 'r', 'p', 'a', 'b',
    '2026-01-01', '2030-01-01', 'o', 'active', 0, now(), 1 from generate_series(1, :count) n
"""


@pytest.fixture
def partner_made(committed_doors, passwords, url_tokens):
    return make.partner(committed_doors, passwords, url_tokens)
