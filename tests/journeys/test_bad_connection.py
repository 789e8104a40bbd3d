"""Nothing that was typed is lost: without a connection, or when a session ends."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from domain.organisations import open_sessions
from domain.unit_of_work import unit_of_work
from portal.partners import Partner
from tests import make
from tests.journeys.test_partner_submits import address, chrome, partner, sign_in

__all__ = ["address", "chrome", "partner"]
pytestmark = pytest.mark.browser
STORY = "A white van came at 9pm.\nTwo men carried boxes in."


@pytest.fixture
def page(chrome: Browser, address: str) -> Iterator[Page]:
    context = chrome.new_context(base_url=address, viewport={"width": 390, "height": 844})
    yield context.new_page()
    context.close()


@pytest.fixture
def about_to_end(monkeypatch: pytest.MonkeyPatch) -> pytest.MonkeyPatch:
    """Pages are told that their session ends in a few seconds."""
    monkeypatch.setattr(Partner, "seconds_left", lambda *_: 4)
    return monkeypatch


@pytest.fixture
def adding(page: Page, partner, committed_doors, keyring) -> Page:
    """A page on which information is added to what was sent."""
    sent = make.submission(committed_doors, partner, keyring)
    sign_in(page, partner)
    page.goto(f"/sent/{sent}/add")
    return page


def test_without_a_connection_what_was_typed_stays_and_is_sent_once_it_is_back(page, partner):
    sign_in(page, partner)
    page.goto("/submit/what")
    page.get_by_label("What do you know?").fill(STORY)
    page.context.set_offline(True)
    save = page.get_by_role("button", name="Save and continue")
    save.click()
    expect(page.get_by_role("alert")).to_contain_text("what you typed is still on this page")
    expect(page.get_by_label("What do you know?")).to_have_value(STORY)
    page.context.set_offline(False)
    expect(page.get_by_role("alert")).to_contain_text("You are connected again")
    save.click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Who")
    page.goto("/submit/what")
    expect(page.get_by_label("What do you know?")).to_have_value(STORY)


def test_a_message_is_carried_past_the_end_of_its_session(
    adding, partner, committed_doors, about_to_end
):
    page = adding
    page.reload()
    page.get_by_label("What do you want to add?").fill(STORY)
    expect(page.get_by_role("dialog")).to_contain_text("You are about to be signed out")
    with unit_of_work(committed_doors.portal, partner.actor()) as work:
        open_sessions.end_all(work, partner.organisation, "left alone")
    expect(page.get_by_role("heading", level=1)).to_have_text("Sign in")
    expect(page.locator("main")).to_contain_text("What you typed is kept")
    about_to_end.undo()
    page.get_by_label("Your organisation’s password").fill(partner.password)
    page.get_by_role("button", name="Sign in").click()
    page.get_by_role("button", name="Go on with what you typed").click()
    expect(page.get_by_label("What do you want to add?")).to_have_value(STORY)
    page.get_by_label("Your full name").fill("Jo Doe")
    page.get_by_role("button", name="Add it").click()
    expect(page.locator("main")).to_contain_text("We have what you added")


def test_a_message_is_not_thrown_away_when_staying_is_asked_for_without_a_connection(
    adding, about_to_end
):
    page = adding
    page.reload()
    page.get_by_label("What do you want to add?").fill(STORY)
    dialog = page.get_by_role("dialog")
    expect(dialog).to_be_visible()
    page.context.set_offline(True)
    page.get_by_role("button", name="Stay signed in").click()
    expect(dialog).to_contain_text("There is no connection")
    expect(page.get_by_label("What do you want to add?")).to_have_value(STORY)
    about_to_end.undo()
    page.context.set_offline(False)
    expect(page.get_by_label("What do you want to add?")).to_have_value(STORY)
    assert "/add" in page.url
