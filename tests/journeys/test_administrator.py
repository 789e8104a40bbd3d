"""An administrator looks after an organisation in a browser: every page clean, at every width."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from domain.permissions import Role
from tests import make
from tests.journeys.test_officer_decides import (  # noqa: F401  # its fixtures
    address,
    browser,
    enrol,
    looked_at,
    sign_in,
)

pytestmark = pytest.mark.browser


def test_an_administrator_suspends_a_partner_and_reviews_who_has_access(
    address,  # noqa: F811
    browser,  # noqa: F811
    enrol,  # noqa: F811
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
    for path in ("access-review",):
        page.goto(f"{address}/{path}")
        looked_at(page, path.replace("/", "-"))


@pytest.fixture
def partner_made(committed_doors, passwords, url_tokens):
    return make.partner(committed_doors, passwords, url_tokens)
