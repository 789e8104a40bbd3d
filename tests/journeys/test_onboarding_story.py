"""One organisation's whole way, through both doors: it asks, is brought in, sends, is stopped."""

from __future__ import annotations

from datetime import UTC, datetime

import pyotp
import pytest
from playwright.sync_api import Browser, Page, expect

from domain import questions
from domain.letters import Kind
from domain.permissions import Role
from tests.journeys.looking import looked_at
from tests.journeys.test_officer_decides import PASSWORD, browser, enrol
from tests.journeys.test_partner_keeps_access import FIRST, TYPED
from tests.journeys.test_partner_submits import POSTS, fill_in
from tests.journeys.test_partner_submits import address as portal_address
from tests.journeys.test_passkeys import address as triage_address
from tests.letters import link, secrets

assert browser
assert enrol
assert portal_address
assert triage_address  # fixtures
pytestmark = pytest.mark.browser
WIDTHS = (1280, 390, 320)
PARTICULARS = {
    "What kind of organisation": "school",
    "Reference of the agreement": "ISA/2026/7",
    "Purpose of the agreement": "prevention of crime",
    "Who owns the agreement": "Head",
    "Where the signed copy is": "Records store, box 7",
    "Submissions in an hour (optional)": "60",
}


@pytest.fixture
def visitor(browser: Browser, portal_address: str) -> Page:
    """Somebody at the portal."""
    view = {"width": 1280, "height": 900}
    return browser.new_context(base_url=portal_address, viewport=view).new_page()


@pytest.fixture
def administrator(browser: Browser, triage_address: str, enrol) -> Page:
    """An administrator who has signed in."""
    codes = enrol("a.admin", Role.ADMINISTRATOR)
    return signed_in(browser, triage_address, "a.admin", codes)


def signed_in(browser: Browser, address: str, username: str, codes: pyotp.TOTP) -> Page:
    page = browser.new_context(base_url=address, viewport={"width": 1280, "height": 900}).new_page()
    page.goto("/sign-in")
    page.get_by_label("Username").fill(username)
    page.get_by_label("Password", exact=True).fill(PASSWORD)
    page.get_by_role("button", name="Continue").click()
    page.get_by_label("Code").fill(codes.now())
    page.get_by_role("button", name="Sign in").click()
    headed(page, "Organisations")
    return page


def headed(page: Page, words: str) -> None:
    """Wait for the page of this heading: a click alone does not."""
    expect(page.get_by_role("heading", level=1)).to_contain_text(words)


def ask_for_access(page: Page, doors) -> None:
    page.goto("/request-access")
    for label, typed in TYPED.items():
        page.get_by_label(label, exact=True).fill(typed)
    for name, value in (("sector", "education"), ("district", "Leeds"), ("has_agreement", "no")):
        page.locator(f'[name="{name}"][value="{value}"]').check(force=True)
    page.get_by_role("button", name="Send the request").click()
    headed(page, "Look in your shared mailbox")
    page.goto(f"/request-access/{link(doors, Kind.MAILBOX_CONFIRMATION)}")
    page.get_by_role("button", name="Yes, this mailbox is ours").click()
    headed(page, "Your mailbox is confirmed")


def bring_in(page: Page) -> None:
    page.goto("/requests")
    looked_at(page, "story-requests", WIDTHS)
    page.get_by_role("link", name="Fernclough Academy").click()
    looked_at(page, "story-request", WIDTHS)
    for label, typed in PARTICULARS.items():
        page.get_by_label(label, exact=True).fill(typed)
    this_year = datetime.now(UTC).year
    for group, year in (("In force from", this_year - 1), ("Review date", this_year + 1)):
        dates = page.get_by_role("group", name=group)
        for part, value in (("Day", 1), ("Month", 1), ("Year", year)):
            dates.get_by_label(part).fill(str(value))
    page.get_by_label("District").select_option("Leeds")
    page.get_by_role("button", name="Approve and invite").click()
    headed(page, "Fernclough Academy")
    expect(page.get_by_text("The invitation was sent to the shared mailbox.")).to_be_visible()
    expect(page.get_by_text("Records store, box 7")).to_be_visible()
    expect(page.get_by_text("60 submissions in an hour")).to_be_visible()
    looked_at(page, "story-organisation", WIDTHS)


def choose_password(page: Page, token: str) -> None:
    page.goto(f"/first-password/{token}")
    page.get_by_label("New password").fill(FIRST)
    page.get_by_label("Your name").fill("Jo Doe")
    page.locator('[name="terms"]').check(force=True)
    page.get_by_role("button", name="Choose this password").click()
    headed(page, "Your password is chosen")


def send(page: Page) -> None:
    page.goto("/home")
    page.get_by_role("button", name="Tell us something").click()
    for key, fields in POSTS[:-1]:
        headed(page, questions.BY_KEY[key].title)
        fill_in(page, fields)
        page.get_by_role("button", name="Save and continue").last.click()
    headed(page, "Check your answers")
    page.locator('[name="declaration"]').check(force=True)
    page.get_by_role("button", name="Send it to the police").click()
    headed(page, "We have received it")


def act(page: Page, link_words: str, button: str, reason: str | None = None) -> None:
    page.get_by_role("link", name=link_words, exact=True).click()
    if reason:
        page.get_by_label("Reason").fill(reason)
    page.get_by_role("button", name=button).click()


def come_in(page: Page, token: str) -> None:
    page.goto(f"/o/{token}")
    page.get_by_label("Your organisation’s password").fill(FIRST)
    page.get_by_role("button", name="Sign in").click()
    headed(page, "Fernclough Academy")


def test_an_organisation_asks_is_brought_in_sends_is_stopped_and_comes_back(
    visitor, administrator, committed_doors
):
    ask_for_access(visitor, committed_doors)
    bring_in(administrator)
    organisation = administrator.url.split("?")[0]
    sent = secrets(committed_doors, Kind.INVITATION)
    choose_password(visitor, sent["link_token"])
    send(visitor)

    act(administrator, "Suspend", "Suspend it", "Found on a wall")
    expect(administrator.get_by_role("alert")).to_contain_text("It is suspended.")
    visitor.goto("/home")  # the very next request
    headed(visitor, "Sign in")
    looked_at(administrator, "story-suspended", WIDTHS)
    act(administrator, "Reinstate", "Reinstate it", "The wall was painted")
    expect(administrator.get_by_role("alert")).to_contain_text("It is reinstated.")
    come_in(visitor, sent["url_token"])

    administrator.get_by_role("link", name="Replace the unique address").click()
    administrator.get_by_label("7 days").check()
    administrator.get_by_role("button", name="Replace the address").click()
    expect(administrator.get_by_role("alert")).to_contain_text("The address was replaced")
    renewed = secrets(committed_doors, Kind.URL_CHANGED)["url_token"]
    assert renewed != sent["url_token"]
    for token in (sent["url_token"], renewed):
        come_in(visitor, token)

    act(administrator, "Welcome letter", "Make the letter")
    headed(administrator, "Welcome to the")
    letter = administrator.locator("main").inner_text()
    assert f"/o/{renewed}" in letter
    assert FIRST not in administrator.content()
    looked_at(administrator, "story-welcome", WIDTHS)
    administrator.emulate_media(media="print")
    expect(administrator.get_by_text(f"/o/{renewed}")).to_be_visible()
    expect(administrator.get_by_role("link", name="Organisations")).not_to_be_visible()
    administrator.emulate_media(media="screen")
    administrator.goto(f"{organisation}/history")
    for happened in ("suspended", "reinstated", "onboarded"):
        expect(administrator.get_by_text(happened).first).to_be_visible()
