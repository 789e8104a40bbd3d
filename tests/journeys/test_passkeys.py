"""Somebody adds a passkey in a real browser, signs in with it, confirms with it and removes it."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

import pyotp
import pytest
from playwright.sync_api import Browser, Page, expect
from werkzeug.serving import make_server

from domain import staff
from domain.permissions import Role
from domain.relying_parties import party
from domain.unit_of_work import unit_of_work
from tests import make
from tests.journeys.looking import looked_at
from tests.journeys.test_officer_decides import PASSWORD, browser
from tests.triage import door

pytestmark = pytest.mark.browser
AUTHENTICATOR = {
    "protocol": "ctap2",
    "transport": "internal",
    "hasResidentKey": True,
    "hasUserVerification": True,
    "isUserVerified": True,
    "automaticPresenceSimulation": True,
}
assert browser  # a fixture


@pytest.fixture
def address(committed_doors, keyring, passwords, url_tokens) -> Iterator[str]:
    made = door.parts(committed_doors.triage, keyring, passwords, url_tokens)
    app = door.app(keyring, made)
    server = make_server("127.0.0.1", 0, app, threaded=True)
    url = f"http://localhost:{server.port}"
    app.extensions["parts"] = replace(
        made,
        now=lambda: datetime.now(UTC),
        party=party(url, "Triage", door.FIELD_KEY),
    )
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    yield url
    server.shutdown()
    thread.join()
    server.server_close()


@pytest.fixture
def codes(committed_doors, passwords) -> pyotp.TOTP:
    sessions = committed_doors.triage
    hashed = passwords.hashed(PASSWORD)
    member = make.member(sessions, Role.TRIAGE_OFFICER, "p.jones", password_hash=hashed)
    with unit_of_work(sessions, make.SET_UP, make.NOW) as work:
        return pyotp.TOTP(staff.add_totp(work, member, door.FIELD_KEY, "phone"))


@pytest.fixture
def page(browser: Browser) -> Page:
    page = browser.new_context(viewport={"width": 1280, "height": 900}).new_page()
    page.set_default_timeout(15_000)
    return page


@pytest.fixture
def device(page: Page) -> Any:
    """The browser's own authenticator, made of software: what asks it, and its name."""
    tools = page.context.new_cdp_session(page)
    tools.send("WebAuthn.enable")
    added = tools.send("WebAuthn.addVirtualAuthenticator", {"options": AUTHENTICATOR})
    return tools, added["authenticatorId"]


def give_password(page: Page, address: str) -> None:
    page.goto(address + "/sign-in")
    page.get_by_label("Username").fill("p.jones")
    page.get_by_label("Password", exact=True).fill(PASSWORD)
    page.get_by_role("button", name="Continue").click()


def first(page: Page, words: str) -> None:
    expect(page.get_by_role("heading", level=1)).to_have_text(words)


def test_a_passkey_is_added_used_asked_for_again_and_removed(page, device, address, codes):
    give_password(page, address)
    page.get_by_label("Code").fill(codes.now())
    page.get_by_role("button", name="Sign in").click()
    first(page, "Queue")
    page.get_by_role("link", name="Your sign-in").click()
    looked_at(page, "your-sign-in")
    page.get_by_role("button", name="Add an authenticator app").click()
    looked_at(page, "add-app")
    page.goto(address + "/your-sign-in/password")
    looked_at(page, "own-password")
    page.goto(address + "/your-sign-in")
    page.get_by_role("button", name="Add a passkey").click()
    looked_at(page, "add-passkey")
    page.get_by_label("Name").fill("work laptop")
    page.get_by_role("button", name="Add the passkey").click()
    first(page, "Your sign-in")
    expect(page.get_by_text("Passkey, added")).to_be_visible()
    looked_at(page, "with-passkey")

    page.get_by_role("button", name="Sign out").click()
    give_password(page, address)
    looked_at(page, "code-or-passkey")
    page.get_by_role("button", name="Use a passkey").click()
    first(page, "Queue")

    page.goto(address + "/confirm?next=/your-sign-in")
    looked_at(page, "confirm-with-passkey")
    page.get_by_role("button", name="Use a passkey").click()
    first(page, "Your sign-in")
    page.get_by_role("button", name="Make new recovery codes").click()
    first(page, "Your recovery codes")
    looked_at(page, "recovery-codes")
    code = page.locator("li strong").first.inner_text()
    page.get_by_role("button", name="I have kept them").click()
    expect(page.get_by_text("You have 10 left")).to_be_visible()

    page.get_by_role("link", name="Change work laptop").click()
    looked_at(page, "one-factor")
    page.get_by_role("button", name="Remove work laptop").click()
    expect(page.get_by_text("work laptop")).to_have_count(0)
    page.get_by_role("button", name="Sign out").click()
    give_password(page, address)
    expect(page.get_by_role("button", name="Use a passkey")).to_have_count(0)
    page.get_by_label("Code").fill(code)
    page.get_by_role("button", name="Sign in").click()
    first(page, "Queue")


def test_a_device_that_does_not_check_the_person_is_not_let_in(page, device, address, codes):
    give_password(page, address)
    page.get_by_label("Code").fill(codes.now())
    page.get_by_role("button", name="Sign in").click()
    page.goto(address + "/your-sign-in/passkey")
    page.get_by_role("button", name="Add the passkey").click()
    first(page, "Your sign-in")
    page.get_by_role("button", name="Sign out").click()
    give_password(page, address)
    tools, name = device
    tools.send("WebAuthn.setUserVerified", {"authenticatorId": name, "isUserVerified": False})
    page.get_by_role("button", name="Use a passkey").click()
    expect(page.get_by_text("No passkey was used")).to_be_visible()
    page.goto(address + "/queue")
    expect(page.get_by_label("Code")).to_be_visible()
