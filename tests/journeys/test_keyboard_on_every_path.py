"""Before the form and after it: each of a partner's paths on a telephone's width, in high contrast,
with the keyboard alone, and without scripts; and with them where they change what keys do.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.journeys.fingers import arrived, choose, come_to, darken, press, write
from tests.journeys.test_after_sending import PHOTO
from tests.journeys.test_partner_submits import address, chrome, partner
from tests.portal import conversing

__all__ = ["address", "chrome", "partner"]
pytestmark = pytest.mark.browser
SHED = "The shed behind number 4"
CHOOSERS = {
    "page": "Choose a file",
    "scripted": "Choose a file , No file chosen Choose file or drop file",
}
"""What the file chooser is called, without scripts and once the design system has dressed it."""
PRINTED = "window.print = () => { document.title = 'Printed'; };"


@contextmanager
def narrow(chrome: Browser, address: str, *, script: bool) -> Iterator[Page]:
    context = chrome.new_context(
        base_url=address, viewport={"width": 390, "height": 844}, java_script_enabled=script
    )
    yield context.new_page()
    context.close()


@pytest.fixture
def page(chrome: Browser, address: str) -> Iterator[Page]:
    with narrow(chrome, address, script=False) as page:
        yield page


@pytest.fixture
def scripted(chrome: Browser, address: str) -> Iterator[Page]:
    with narrow(chrome, address, script=True) as page:
        page.add_init_script(PRINTED)
        yield page


def sign_in(page: Page, partner) -> None:
    page.goto(f"/o/{partner.url_token}")
    darken(page)
    write(page, "Your organisation’s password", partner.password)
    press(page, "button", "Sign in")
    arrived(page, "Ravensike Homes")


def say(page: Page, label: str, button: str) -> None:
    write(page, label, "Flat 4, as the tenant told us on Tuesday.")
    write(page, "Your full name", "Marek Oakes-Whitby")
    press(page, "button", button, "Space")


def test_access_is_asked_for_and_a_policy_is_read(page: Page) -> None:
    page.goto("/")
    darken(page)
    press(page, "button", "Ask for access")
    arrived(page, "Ask for access")
    write(page, "Name of your organisation", "Fernclough Academy")
    choose(page, "Commerce", "Education")
    choose(page, "Bradford", "Kirklees")
    write(page, "Your full name", "Jo Doe")
    write(page, "Your role", "Head")
    write(page, "Work telephone number", "01632 960003")
    write(page, "Shared mailbox", "safe@fernclough.example")
    choose(page, "Yes", "No, or I do not know")
    write(page, "How many staff are likely to use it?", "12")
    write(page, "Why would it help?", "We see children being picked up.")
    press(page, "button", "Send the request", "Space")
    arrived(page, "Look in your shared mailbox")
    press(page, "link", "Policies")
    arrived(page, "Policies")
    press(page, "link", "Your rights")
    arrived(page, "Your rights")
    press(page, "link", "All policies")
    arrived(page, "Policies")


@pytest.mark.parametrize("by", CHOOSERS)
def test_a_file_comes_and_goes_and_guidance_leads_to_the_leaflet(
    request: pytest.FixtureRequest, partner, by: str
) -> None:
    page: Page = request.getfixturevalue(by)
    sign_in(page, partner)
    page.goto("/submit/files")
    write(page, "What does it show? (optional)", SHED)
    come_to(page, "button", CHOOSERS[by])
    page.locator('input[type="file"]').set_input_files(PHOTO)
    press(page, "button", "Add")
    expect(page.get_by_role("heading", name="1 file added")).to_be_visible()
    expect(page.locator("main")).to_contain_text(SHED)
    arrived(page, "Files")
    press(page, "button", "Remove shed.jpg", "Space")
    expect(page.get_by_role("heading", name="Add a file")).to_be_visible()
    expect(page.locator("main")).not_to_contain_text("shed.jpg")
    arrived(page, "Files")
    if by == "scripted":
        press(page, "button", "Menu")
    press(page, "link", "Guidance")
    arrived(page, "Guidance")
    press(page, "link", "A leaflet for your staff, to print")
    arrived(page, "Ravensike Homes: tell")
    if by == "scripted":
        press(page, "button", "Print this leaflet", "Space")
        expect(page).to_have_title("Printed")


def test_more_is_said_of_what_was_sent(page: Page, partner, committed_doors, keyring) -> None:
    unit = conversing.unit(committed_doors, partner, keyring)
    unit.ask()
    sign_in(page, partner)
    press(page, "link", "What you have sent")
    arrived(page, "What you have sent")
    press(page, "link", f"Question about {unit.reference}")
    arrived(page, "We have a question")
    say(page, "Your answer", "Send the answer")
    expect(page.get_by_text("We have your answer")).to_be_visible()
    arrived(page, unit.reference)
    press(page, "link", "What you have sent")
    arrived(page, "What you have sent")
    press(page, "link", unit.reference)
    arrived(page, unit.reference)
    press(page, "button", "Add information")
    arrived(page, "Add information")
    say(page, "What do you want to add?", "Add it")
    expect(page.get_by_text("We have what you added")).to_be_visible()
    arrived(page, unit.reference)
    press(page, "link", "Ask for it to be withdrawn")
    arrived(page, "Ask for it to be withdrawn")
    say(page, "Why should it be withdrawn?", "Ask for it to be withdrawn")
    arrived(page, unit.reference)
    expect(page.get_by_text("You asked to withdraw it")).to_be_visible()
