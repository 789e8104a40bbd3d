"""Somebody joins: invited, goes away half-way, begins with a passkey, loses it, enrols an app."""

from __future__ import annotations

import re

import pyotp
import pytest
from playwright.sync_api import Browser, Page, expect

from domain.letters import Kind
from tests.journeys.looking import looked_at
from tests.journeys.test_officer_decides import browser, enrol
from tests.journeys.test_onboarding_story import administrator, headed
from tests.journeys.test_passkeys import AUTHENTICATOR
from tests.journeys.test_passkeys import address as triage_address
from tests.letters import link

assert administrator
assert browser
assert enrol
assert triage_address  # fixtures
pytestmark = pytest.mark.browser
PASSWORD = "gravel otter lantern quilt mimosa"
WIDTHS = (1280, 390, 320)


@pytest.fixture
def officer(browser: Browser, triage_address: str) -> Page:
    """Somebody at the door of triage, whose browser can make a passkey."""
    view = {"width": 1280, "height": 900}
    page = browser.new_context(base_url=triage_address, viewport=view).new_page()
    tools = page.context.new_cdp_session(page)
    tools.send("WebAuthn.enable")
    tools.send("WebAuthn.addVirtualAuthenticator", {"options": AUTHENTICATOR})
    return page


def invite(page: Page) -> str:
    """Invite an officer; return the address of their page."""
    page.goto("/staff/new")
    page.get_by_label("Full name").fill("Jo Smith")
    page.get_by_label("Username").fill("j.smith")
    page.get_by_label("Work email address").fill("jo@police.example")
    page.get_by_label("Triage officer").check()
    page.get_by_role("button", name="Send the invitation").click()
    headed(page, "Jo Smith")
    expect(page.get_by_role("alert")).to_contain_text("The invitation was sent.")
    return page.url.split("?")[0]


def choose_password(page: Page, token: str) -> None:
    page.goto(f"/first-password/{token}")
    looked_at(page, "join-password", WIDTHS)
    page.get_by_label("New password").fill(PASSWORD)
    page.get_by_label("The same password again").fill(PASSWORD)
    page.get_by_role("button", name="Continue").click()
    headed(page, "Set up your second factor")
    looked_at(page, "join-enrol", WIDTHS)


def sign_in(page: Page) -> None:
    page.goto("/sign-in")
    page.get_by_label("Username").fill("j.smith")
    page.get_by_label("Password", exact=True).fill(PASSWORD)
    page.get_by_role("button", name="Continue").click()
    headed(page, "Enter the code from your app")


def sign_out(page: Page) -> None:
    page.get_by_role("button", name="Sign out").click()
    headed(page, "You have signed out")


def send_link(page: Page, person: str, words: str) -> None:
    """Let somebody set up a second factor again."""
    page.goto(person)
    expect(page.get_by_text(words).first).to_be_visible()
    looked_at(page, "join-person", WIDTHS)
    page.get_by_role("link", name="Let them set up a second factor again").click()
    page.get_by_label("Reason").fill("Rang them on their desk phone")
    page.get_by_role("button", name="End all factors and send the link").click()
    expect(page.get_by_role("alert")).to_contain_text("a link that works for ten minutes was sent")


def come_back(page: Page, token: str) -> None:
    page.goto(f"/second-factor/{token}")
    looked_at(page, "join-come-back", WIDTHS)
    page.get_by_label("Your password").fill(PASSWORD)
    page.get_by_role("button", name="Continue").click()
    headed(page, "Set up your second factor")


def in_the_queue(page: Page) -> None:
    headed(page, "Your recovery codes")
    looked_at(page, "join-codes", WIDTHS)
    page.get_by_role("button", name="I have kept them").click()
    headed(page, "Queue")


def test_an_officer_joins_with_a_passkey_loses_it_and_enrols_an_app(
    administrator: Page,
    officer: Page,
    committed_doors,
) -> None:
    person = invite(administrator)
    choose_password(officer, link(committed_doors, Kind.STAFF_INVITATION))
    officer.context.clear_cookies()  # gone home before a second factor was set up
    sign_in(officer)
    expect(officer.get_by_text("You have not set up a second factor yet")).to_be_visible()
    looked_at(officer, "join-no-factor", WIDTHS)
    administrator.goto("/staff")
    expect(administrator.get_by_role("table").get_by_text("No second factor")).to_be_visible()
    looked_at(administrator, "join-staff", WIDTHS)

    send_link(administrator, person, "chose a password and has no second factor")
    come_back(officer, link(committed_doors, Kind.STAFF_RECOVERY))
    officer.get_by_label("Name of the passkey").fill("work laptop")
    officer.get_by_role("button", name="Make a passkey").click()
    in_the_queue(officer)
    sign_out(officer)
    sign_in(officer)
    officer.get_by_role("button", name="Use a passkey").click()
    headed(officer, "Queue")

    send_link(administrator, person, "work laptop")
    officer.goto("/queue")  # the very next request
    headed(officer, "Sign in")
    come_back(officer, link(committed_doors, Kind.STAFF_RECOVERY))
    officer.get_by_text("I cannot scan it").click()
    secret = officer.get_by_text(re.compile("^[A-Z2-7]{32}$")).inner_text()
    officer.get_by_role("textbox", name="Code").fill(pyotp.TOTP(secret).now())
    officer.get_by_role("button", name="Continue").click()
    in_the_queue(officer)
    sign_out(officer)
    sign_in(officer)
    expect(officer.get_by_role("button", name="Use a passkey")).to_have_count(0)
