"""A partner's whole story in a real browser: from the unique address to the receipt."""

from __future__ import annotations

import threading
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, BrowserContext, Page
from werkzeug.serving import make_server

from config import brands, database
from config.settings import PortalSettings
from domain import questions
from domain.files import FolderStore
from operations import scenarios
from operations.database.grants import PORTAL
from portal import Parts, create_app
from portal.set_up import receipt_keys
from tests import make
from tests.journeys.looking import browser_open, fits, left_by, picture
from tests.letters import LINK_KEYS

pytestmark = pytest.mark.browser
POSTS = scenarios.posts_of(scenarios.scenarios()[0])


@pytest.fixture
def partner(committed_doors, passwords, url_tokens) -> make.Partner:
    return make.partner(committed_doors, passwords, url_tokens)


@pytest.fixture
def address(committed, committed_doors, secrets_of, keyring, tmp_path) -> Iterator[str]:
    passwords, url_tokens = secrets_of
    settings = PortalSettings(
        database_url=committed.url(PORTAL),
        keys=keyring.folder / "portal",
        public_keys=keyring.folder / "public",
        name="portal",
        secret_key=b"a key for tests only, 32 bytes..",
        brand=brands.load(),
    )
    lookups = database.lookups(settings.database_url)
    parts = Parts(
        sessions=committed_doors.portal,
        lookups=lookups,
        passwords=passwords,
        url_tokens=url_tokens,
        link_keys=LINK_KEYS,
        recipients=lambda: keyring.recipients,
        store=FolderStore(tmp_path / "files"),
        own_keys=keyring.portal,
        receipt_keys=receipt_keys(keyring.folder / "public"),
    )
    server = make_server("127.0.0.1", 0, create_app(settings, parts), threaded=True)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    yield f"http://127.0.0.1:{server.port}"
    server.shutdown()
    thread.join()
    server.server_close()
    lookups.dispose()


@pytest.fixture(scope="module")
def chrome() -> Iterator[Browser]:
    with browser_open() as browser:
        yield browser


@pytest.fixture(params=[(1280, True), (390, False)], ids=["wide", "narrow-without-script"])
def page(chrome: Browser, address: str, request: pytest.FixtureRequest) -> Iterator[Page]:
    width, script = request.param
    context: BrowserContext = chrome.new_context(
        base_url=address, viewport={"width": width, "height": 900}, java_script_enabled=script
    )
    yield context.new_page()
    context.close()


def looks_right(page: Page, name: str) -> None:
    """Nothing stands out over the side; a picture. Each state is looked at whole elsewhere."""
    width = page.viewport_size["width"]
    picture(page, f"portal-{name}-{width}")
    if _scripted(page):
        fits(page, name)


def sign_in(page: Page, partner: make.Partner) -> None:
    page.goto(f"/o/{partner.url_token}")
    assert page.url.endswith("/sign-in")
    looks_right(page, "sign-in")
    page.get_by_label("Your organisation’s password").fill(partner.password)
    page.get_by_role("button", name="Sign in").click()
    assert page.locator("h1").inner_text() == "Ravensike Homes"


def fill_in(page: Page, fields: dict[str, list[str]]) -> None:
    """Type and tick as the scenario says, adding a card where it has one more."""
    for name, values in fields.items():
        if not page.locator(f'[name="{name}"]').count():
            left_by(page, page.locator('[name="add"]'))
        box = page.locator(f'[name="{name}"]').first
        kind = box.evaluate("each => each.type") if _scripted(page) else _kind(page, name)
        if kind in ("radio", "checkbox"):
            for value in values:
                page.locator(f'[name="{name}"][value="{value}"]').check(force=True)
        elif kind == "select-one":
            box.select_option(values[0])
        else:
            box.fill(values[0])


def _scripted(page: Page) -> bool:
    return page.viewport_size["width"] > 1_000


def _kind(page: Page, name: str) -> str:
    page.locator(f'[name="{name}"]').first.wait_for(state="attached")  # the card just added
    html = page.content().split(f'name="{name}"')[0].rsplit("<", 1)[-1].split()[0]
    if html == "select":
        return "select-one"
    return page.locator(f'[name="{name}"]').first.get_attribute("type") or "text"


def test_a_partner_tells_what_it_knows_and_keeps_the_receipt(page: Page, partner) -> None:
    page.goto("/")
    looks_right(page, "front")
    sign_in(page, partner)
    looks_right(page, "home")
    page.get_by_role("button", name="Tell us something").click()
    for key, fields in POSTS[:-1]:
        assert page.locator("h1").inner_text() == questions.BY_KEY[key].title
        fill_in(page, fields)
        looks_right(page, key)
        left_by(page, page.get_by_role("button", name="Save and continue").last)
    assert page.locator("h1").inner_text() == "Check your answers"
    looks_right(page, "check")
    page.go_back()
    page.go_forward()
    page.reload()
    assert "Wadsworth" in page.locator("main").inner_text()
    page.locator('[name="declaration"]').check(force=True)
    left_by(page, page.get_by_role("button", name="Send it to the police"))
    assert page.locator("h1").inner_text() == "We have received it"
    looks_right(page, "receipt")
    receipt = page.url
    page.reload()
    assert page.locator("h1").inner_text() == "We have received it"
    page.goto("/home")
    assert page.url != receipt
    assert receipt.rsplit("/", 2)[1] in page.locator("main").inner_text()
    looks_right(page, "home-sent")


def test_errors_lead_to_the_box_and_danger_leads_to_999(page: Page, partner) -> None:
    sign_in(page, partner)
    page.goto("/submit/submitter")
    left_by(page, page.get_by_role("button", name="Save and continue"))
    assert page.title().startswith("Error: ")
    looks_right(page, "errors")
    page.get_by_role("link", name="Enter your full name").click()
    page.goto("/submit")
    looks_right(page, "tasks")
    page.goto("/submit/right_place")
    page.locator('[name="danger_now"][value="yes"]').check(force=True)
    left_by(page, page.get_by_role("button", name="Save and continue"))
    assert page.locator("h1").inner_text() == "Ring 999 now"
    looks_right(page, "stop")
    for path in ("/cookies", "/accessibility", "/timed-out"):
        page.goto(path)
        looks_right(page, path.strip("/"))
