"""An officer searches, sees what matches, links it and puts an identifier right."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from domain.permissions import Role
from tests import make
from tests.journeys.test_officer_decides import (
    address,
    browser,
    enrol,
    looked_at,
    sign_in,
)

__all__ = ["address", "browser", "enrol"]
pytestmark = pytest.mark.browser


@pytest.fixture
def sent(committed_doors, keyring, passwords, url_tokens):
    partner = make.partner(committed_doors, passwords, url_tokens)
    return [make.queued(committed_doors, partner, keyring) for _ in range(3)]


def test_an_officer_searches_links_and_corrects(browser, address, sent, enrol):
    page = sign_in(browser, address, "s.uper", enrol("s.uper", Role.SUPERVISOR))
    page.get_by_role("link", name="Search", exact=True).click()
    looked_at(page, "search")
    page.get_by_role("button", name="Search", exact=True).click()
    expect(page.get_by_role("alert")).to_contain_text("Enter what to look for")
    looked_at(page, "search-wrong")
    page.get_by_label("Search", exact=True).fill("AB12 CDE")
    page.get_by_role("button", name="Search", exact=True).click()
    expect(page.get_by_role("heading", name="Nothing was found")).to_be_visible()
    looked_at(page, "search-nothing")
    page.get_by_label("Search", exact=True).fill("TJ20HBX hazel court")
    page.get_by_role("button", name="Search", exact=True).click()
    expect(page.get_by_role("heading", name="3 found, newest first")).to_be_visible()
    assert "TJ20" not in page.url
    looked_at(page, "search-found")
    page.get_by_role("link", name=sent[2].reference).click()
    expect(page.get_by_role("heading", name="Matches (2)")).to_be_visible()
    page.get_by_role("button", name="Open", exact=True).click()
    expect(page.get_by_text("same vehicle: TJ20HBX").first).to_be_visible()
    page.get_by_text("Link it to another").click()
    page.get_by_label("Which?").first.select_option(sent[0].reference)
    page.get_by_label("Corroborates").check()
    page.get_by_label("Independent: neither has it from the other").check()
    page.get_by_label("How does each know it without the other?").fill("Each was there on its own")
    form = page.locator("form", has=page.get_by_role("button", name="Link them"))
    form.get_by_label("Why?").fill("Housing and the school both saw it themselves")
    looked_at(page, "joined")
    page.get_by_role("button", name="Link them").click()
    expect(page.get_by_text("Independent sources")).to_be_visible()
    page.get_by_text("Correct or reject one").click()
    form = page.locator("form", has=page.get_by_role("button", name="Change it"))
    form.get_by_label("Which?").select_option(index=1)
    form.get_by_label("It is no identifier, or not of this").check()
    form.get_by_label("Why?").fill("A house name")
    looked_at(page, "rejecting")
    page.get_by_role("button", name="Change it").click()
    expect(page.get_by_text("Rejected by S.Uper: A house name")).to_be_visible()
    looked_at(page, "rejected")
    page.get_by_role("link", name="Matching", exact=True).click()
    page.get_by_label("What is it?").select_option("phone")
    page.get_by_label("Value", exact=True).fill("01632 960 999")
    page.get_by_label("Why does it join nothing?").fill("A hostel's switchboard")
    page.get_by_role("button", name="Exclude it").click()
    expect(page.get_by_role("cell", name="A hostel's switchboard")).to_be_visible()
    looked_at(page, "matching")
