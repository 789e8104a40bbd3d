"""An officer comes in with the account of the force, in a real browser, and gives our code."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

import pyotp
import pytest
from flask import Response
from playwright.sync_api import Browser, Page, expect
from werkzeug.serving import make_server

from domain import staff
from domain.unit_of_work import unit_of_work
from tests import make, providers
from tests.journeys.looking import browser_open, looked_at
from tests.triage import door
from tests.triage.signing_on import JONES
from triage.single_sign_on.providers import Provider

pytestmark = pytest.mark.browser


def real_time() -> datetime:
    return datetime.now(UTC)


@pytest.fixture
def there(committed_doors, keyring, passwords, url_tokens) -> Iterator[Any]:
    """The door's address, the provider that it believes, and how it forgets it."""
    made = door.parts(committed_doors.triage, keyring, passwords, url_tokens)
    app = door.app(keyring, made)
    server = make_server("127.0.0.1", 0, app, threaded=True)
    url = f"http://localhost:{server.port}"
    here = url + "/sign-in/single"
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    with providers.running(real_time, here + "/back") as provider:
        provider.person = dict(JONES)
        believed = Provider(provider.settings(signs_out=True), here)
        app.extensions["parts"] = replace(made, now=real_time, provider=believed)

        def forgetful() -> None:
            """Have the door know nothing of its provider any more, as after an hour."""
            anew = replace(app.extensions["parts"], provider=Provider(provider.settings(), here))
            app.extensions["parts"] = anew

        yield url, provider, forgetful
    server.shutdown()
    thread.join()
    server.server_close()


@pytest.fixture
def codes(committed_doors) -> pyotp.TOTP:
    member = make.member(committed_doors.triage)
    with unit_of_work(committed_doors.triage, make.SET_UP, make.NOW) as work:
        return pyotp.TOTP(staff.add_totp(work, member, door.FIELD_KEY, "phone"))


@pytest.fixture
def page() -> Iterator[Page]:
    with browser_open() as browser:
        yield _page(browser)


def _page(browser: Browser) -> Page:
    return browser.new_context(viewport={"width": 1280, "height": 900}).new_page()


def first(page: Page, words: str) -> None:
    expect(page.get_by_role("heading", level=1)).to_have_text(words)


def test_there_and_back_with_a_code_and_a_provider_that_goes_away(page, there, codes):
    address, provider, forgetful = there
    page.goto(address + "/queue")
    looked_at(page, "sign-in-single")
    page.get_by_role("button", name="Sign in with your force account").click()
    first(page, "Enter the code from your app")
    page.get_by_label("Code").fill(codes.now())
    page.get_by_role("button", name="Sign in").click()
    first(page, "Queue")
    page.get_by_role("button", name="Sign out").click()
    first(page, "You have signed out")
    looked_at(page, "single-signed-out")
    page.get_by_role("button", name="Sign out of your force account too").click()
    expect(page.get_by_text("You have signed out of your force account too.")).to_be_visible()
    assert provider.asked.count("/end") == 1

    provider.person = {"sub": "nobody", "preferred_username": "nobody"}
    page.goto(address + "/sign-in")
    page.get_by_role("button", name="Sign in with your force account").click()
    first(page, "You are not signed in")
    looked_at(page, "single-refused")
    provider.answers = lambda: Response("down", 502)
    forgetful()
    page.get_by_role("button", name="Try again").click()
    page.get_by_role("button", name="Sign in with your force account").click()
    first(page, "Single sign-on does not answer")
    looked_at(page, "single-away")
