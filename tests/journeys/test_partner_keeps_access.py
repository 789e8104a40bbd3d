"""How an organisation comes to the portal and keeps its way in, in a real browser."""

from __future__ import annotations

from dataclasses import dataclass

import pytest
from playwright.sync_api import Page

from domain.letters import Kind
from domain.organisations import invitations
from domain.unit_of_work import unit_of_work
from tests import make
from tests.journeys.looking import left_by
from tests.journeys.test_partner_submits import (  # fixtures come along by their names
    address,
    chrome,
    looks_right,
    page,
    partner,
    sign_in,
)
from tests.letters import LINK_KEYS, link, secrets

__all__ = ["address", "chrome", "page", "partner"]

pytestmark = pytest.mark.browser
ADMINISTRATOR = make.officer(make.Role.ADMINISTRATOR, "A Winterburn")
FIRST = "gravel otter lantern quilt mimosa"
SECOND = "velvet anchor pigeon thimble oat"
READ = ("/policies", "/policies/consent", "/policies/retention", "/policies/training",
        "/policies/print", "/forgotten-password")  # fmt: skip
INSIDE = ("/guidance", "/guidance/examples", "/guidance/who-sees-what", "/guidance/leaflet")
TYPED = {
    "Name of your organisation": "Fernclough Academy",
    "Your full name": "Jo Doe",
    "Your role": "Head",
    "Work telephone number": "01632 960003",
    "Shared mailbox": "safe@fernclough.example",
    "How many staff are likely to use it?": "12",
    "Why would it help?": "Staff see children being picked up by strangers.",
}


@dataclass(frozen=True)
class Invited:
    """Where the letter of an invitation leads."""

    link: str
    url: str


@pytest.fixture
def invited(committed_doors, url_tokens) -> Invited:
    with unit_of_work(committed_doors.triage, ADMINISTRATOR, make.NOW) as work:
        invitations.bring_in(work, make.particulars(), LINK_KEYS, url_tokens)
    sent = secrets(committed_doors, Kind.INVITATION)
    return Invited(f"/first-password/{sent['link_token']}", f"/o/{sent['url_token']}")


def heading(page: Page) -> str:
    return page.locator("h1").inner_text()


def test_a_stranger_reads_and_asks_for_access(page: Page, committed_doors) -> None:
    page.goto("/")
    looks_right(page, "front")
    page.get_by_role("button", name="Ask for access").click()
    looks_right(page, "request-access")
    page.get_by_role("button", name="Send the request").click()
    assert page.title().startswith("Error: ")
    looks_right(page, "request-access-errors")
    for label, typed in TYPED.items():
        page.get_by_label(label, exact=True).fill(typed)
    for name, value in (("sector", "education"), ("district", "Leeds"), ("has_agreement", "no")):
        page.locator(f'[name="{name}"][value="{value}"]').check(force=True)
    page.get_by_role("button", name="Send the request").click()
    assert heading(page) == "Look in your shared mailbox"
    looks_right(page, "request-sent")
    path = f"/request-access/{link(committed_doors, Kind.MAILBOX_CONFIRMATION)}"
    page.goto(path)
    looks_right(page, "confirm-request")
    page.get_by_role("button", name="Yes, this mailbox is ours").click()
    assert heading(page) == "Your mailbox is confirmed"
    looks_right(page, "request-waiting")
    page.goto(path)
    assert heading(page) == "This link cannot be used"
    looks_right(page, "link-unusable")
    for path in READ:
        page.goto(path)
        looks_right(page, path.strip("/").replace("/", "-"))


def test_an_invited_organisation_chooses_changes_and_ends_its_password(
    page: Page, invited: Invited, committed_doors
) -> None:
    page.goto(invited.link)
    looks_right(page, "choose-password")
    page.get_by_label("New password").fill("too short")
    page.locator('[name="terms"]').check(force=True)
    page.get_by_role("button", name="Choose this password").click()
    assert page.title().startswith("Error: ")
    looks_right(page, "choose-password-errors")
    page.get_by_label("New password").fill(FIRST)
    page.get_by_label("Your name").fill("Jo Doe")
    page.locator('[name="terms"]').check(force=True)
    page.get_by_role("button", name="Choose this password").click()
    assert heading(page) == "Your password is chosen"
    looks_right(page, "password-chosen")
    page.goto("/log-on")
    assert "Jo Doe" in page.locator("main").inner_text()
    looks_right(page, "log-on")
    page.get_by_role("link", name="Change the password").click()
    looks_right(page, "change-password")
    page.get_by_label("Present password").fill(FIRST)
    page.get_by_label("New password").fill(SECOND)
    page.get_by_role("button", name="Change the password").click()
    assert heading(page) == "The password is changed"
    for path in INSIDE:
        page.goto(path)
        looks_right(page, path.strip("/").replace("/", "-"))
    page.goto("/log-on")
    page.get_by_role("link", name="A colleague has left").click()
    looks_right(page, "colleague-left")
    page.get_by_role("button", name="End the password").click()
    assert heading(page) == "Look in your shared mailbox"
    page.goto("/home")
    assert heading(page) == "Sign in"
    page.goto(f"/new-password/{link(committed_doors, Kind.COLLEAGUE_LEFT)}")
    assert heading(page) == "Choose another password"
    looks_right(page, "new-password")


def test_the_keyboard_alone_chooses_a_password(page: Page, invited: Invited) -> None:
    page.goto(invited.link)
    page.locator("body").press("Tab")
    assert page.locator(":focus").inner_text() == "Skip to main content"
    page.keyboard.press("Enter")
    _tab_to(page, "new_password")
    page.keyboard.type(FIRST)
    _tab_to(page, "your_name")
    page.keyboard.type("Jo Doe")
    _tab_to(page, "terms")
    page.keyboard.press("Space")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    page.wait_for_url("**/password-chosen")
    assert heading(page) == "Your password is chosen"


def test_hints_come_as_one_types_and_an_address_is_typed_once(page: Page, partner) -> None:
    sign_in(page, partner)
    page.goto("/submit/people")
    page.locator('[name="people-0-surname"]').fill("Pickles")
    page.locator('[name="people-0-address"]').fill("12 Tannery Walk, Batley")
    left_by(page, page.get_by_role("button", name="Save and continue").last)
    page.goto("/submit/places")
    page.get_by_text("Copy what you have typed already").click()
    page.get_by_label("Begin the new card with").select_option(
        label="The address of person 1 (Pickles)"
    )
    left_by(page, page.get_by_role("button", name="Add the card"))
    assert page.locator("textarea").first.input_value() == "12 Tannery Walk, Batley"
    postcode = page.locator('[name="places-0-postcode"]')
    postcode.fill("WF17 5")
    postcode.press("Tab")
    if page.viewport_size["width"] > 1_000:
        assert "does not look like a UK postcode" in page.locator("main").inner_text()
    looks_right(page, "places-hinted")


def _tab_to(page: Page, name: str) -> None:
    for _ in range(12):
        page.keyboard.press("Tab")
        if page.locator(f':focus[name="{name}"]').count():
            return
    raise AssertionError(f"no Tab leads to {name}")
