"""A partner's staff add passkeys in a real browser, sign in with them, and see one out."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect
from werkzeug.serving import make_server

from config import brands, database
from config.settings import PortalSettings
from domain.files import FolderStore
from domain.relying_parties import party
from operations.database.grants import PORTAL
from portal import Parts, create_app
from portal.set_up import receipt_keys
from tests import make
from tests.journeys.looking import browser_open, looked_at
from tests.journeys.test_passkeys import AUTHENTICATOR
from tests.letters import LINK_KEYS

pytestmark = pytest.mark.browser
HOME = "Ravensike Homes"
REFUSES = """() => { navigator.credentials.get =
    () => Promise.reject(new DOMException("", "NotAllowedError")) }"""


@pytest.fixture
def partner(committed_doors, secrets_of) -> make.Partner:
    return make.partner(committed_doors, *secrets_of)


@pytest.fixture
def address(committed, committed_doors, secrets_of, keyring, tmp_path) -> Iterator[str]:
    settings = PortalSettings(
        database_url=committed.url(PORTAL),
        keys=keyring.folder / "portal",
        public_keys=keyring.folder / "public",
        name="portal",
        secret_key=b"a key for tests only, 32 bytes..",
        brand=brands.load(),
    )
    lookups = database.lookups(settings.database_url)
    server = make_server("127.0.0.1", 0, None, threaded=True)
    url = f"http://localhost:{server.port}"
    parts = Parts(
        sessions=committed_doors.portal,
        lookups=lookups,
        passwords=secrets_of[0],
        url_tokens=secrets_of[1],
        link_keys=LINK_KEYS,
        recipients=lambda: keyring.recipients,
        store=FolderStore(tmp_path / "files"),
        own_keys=keyring.portal,
        receipt_keys=receipt_keys(keyring.folder / "public"),
        party=party(url, "The portal", b"f" * 32),
    )
    server.app = create_app(settings, parts)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    yield url
    server.shutdown()
    thread.join()
    server.server_close()
    lookups.dispose()


@pytest.fixture(scope="module")
def chrome() -> Iterator[Browser]:
    with browser_open() as browser:
        yield browser


@pytest.fixture
def page(chrome: Browser, address: str) -> Iterator[Page]:
    context = chrome.new_context(base_url=address, viewport={"width": 1280, "height": 900})
    yield context.new_page()
    context.close()


def with_device(page: Page) -> Any:
    """Give the browser an authenticator made of software."""
    tools = page.context.new_cdp_session(page)
    tools.send("WebAuthn.enable")
    tools.send("WebAuthn.addVirtualAuthenticator", {"options": AUTHENTICATOR})
    return tools


def first(page: Page, words: str) -> None:
    expect(page.get_by_role("heading", level=1)).to_have_text(words)


def give_password(page: Page, partner: make.Partner) -> None:
    page.goto(f"/o/{partner.url_token}")
    page.get_by_label("Your organisation’s password").fill(partner.password)
    page.get_by_role("button", name="Sign in").click()
    first(page, HOME)


def add(page: Page, name: str, device: str, password: str) -> None:
    page.goto("/log-on/passkey")
    page.get_by_label("Your name").fill(name)
    page.get_by_label("This device").fill(device)
    page.get_by_label("Your organisation’s password").fill(password)
    page.get_by_role("button", name="Add the passkey").click()


def test_a_passkey_is_added_used_seen_by_colleagues_and_ended(page, partner):
    with_device(page)
    give_password(page, partner)
    page.goto("/log-on/passkey")
    looked_at(page, "portal-add-passkey")
    add(page, "Ann Other", "front desk laptop", "not the password")
    expect(page.get_by_text("The password is not right")).to_be_visible()
    add(page, "Ann Other", "front desk laptop", partner.password)
    first(page, "Your log-on")
    expect(page.get_by_role("rowheader", name="Ann Other")).to_be_visible()
    looked_at(page, "portal-log-on-with-passkey")

    page.get_by_role("button", name="Sign out").click()
    page.goto("/sign-in")
    expect(page.get_by_role("button", name="Use a passkey")).to_be_visible()
    looked_at(page, "portal-sign-in-passkey")
    page.get_by_role("button", name="Use a passkey").click()
    first(page, HOME)
    page.goto("/log-on/colleague-left")
    looked_at(page, "portal-colleague-left-passkeys")
    page.get_by_label("Ann Other, on front desk laptop").check()
    page.get_by_role("button", name="End the password and sign everybody out").click()
    page.goto("/sign-in")
    page.get_by_role("button", name="Use a passkey").click()
    expect(
        page.get_by_role("alert").get_by_text("You can use the password instead")
    ).to_be_visible()
    looked_at(page, "portal-passkey-refused")


def test_a_browser_without_a_passkey_says_so_and_the_password_still_serves(page, partner):
    tools = with_device(page)
    page.goto(f"/o/{partner.url_token}")
    tools.send("WebAuthn.disable")
    page.evaluate(REFUSES)
    page.get_by_role("button", name="Use a passkey").click()
    expect(page.get_by_text("No passkey was used")).to_be_visible()
    give_password(page, partner)


def test_without_javascript_there_is_no_dead_button(chrome, address, partner):
    context = chrome.new_context(
        base_url=address, viewport={"width": 320, "height": 800}, java_script_enabled=False
    )
    page = context.new_page()
    give_password(page, partner)
    page.goto("/log-on/passkey")
    expect(page.get_by_text("This browser cannot make a passkey")).to_be_visible()
    expect(page.get_by_role("button", name="Add the passkey")).to_have_count(0)
    page.get_by_role("button", name="Sign out").click()
    page.goto("/sign-in")
    expect(page.get_by_role("button", name="Use a passkey")).to_have_count(0)
    expect(page.get_by_role("button", name="Sign in")).to_have_count(1)
    context.close()
