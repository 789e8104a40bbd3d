"""What both doors share, in a real browser: layout, contrast, accessibility, scripts."""

from __future__ import annotations

import threading
from collections.abc import Iterator

import pytest
from flask import Flask
from playwright.sync_api import Browser, ConsoleMessage, Page
from werkzeug.serving import make_server

from tests.journeys.looking import browser_open, faults, fits, picture
from tests.journeys.sample_pages import pages

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def app() -> Flask:
    return pages()


@pytest.fixture(scope="module")
def address(app: Flask) -> Iterator[str]:
    server = make_server("127.0.0.1", 0, app, threaded=True)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    yield f"http://127.0.0.1:{server.port}"
    server.shutdown()
    thread.join()
    server.server_close()


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with browser_open() as browser:
        yield browser


@pytest.fixture
def page(browser: Browser, address: str) -> Iterator[Page]:
    context = browser.new_context(base_url=address)
    page = context.new_page()
    said: list[str] = []
    page.on("console", lambda message: said.append(message.text) if complains(message) else None)
    page.on("pageerror", lambda error: said.append(str(error)))
    page.on(
        "request", lambda asked: None if asked.url.startswith(address) else said.append(asked.url)
    )
    yield page
    context.close()
    assert said == [], "the console is clean, and nothing is asked of another site"


def complains(message: ConsoleMessage) -> bool:
    """Whether the browser reports a fault; a missing page that was asked for is none."""
    return message.type == "error" and "404" not in message.text


POSITION = "getComputedStyle(document.querySelector('.moj-filter-layout__filter')).position"
LOOKS = ("normal", "high", "forced", "device")


@pytest.mark.parametrize("look", LOOKS)
@pytest.mark.parametrize("path", ["form", "staff", "lost"])
def test_a_page_is_sound_at_every_width_and_contrast(page: Page, path: str, look: str) -> None:
    if look == "forced":
        page.emulate_media(forced_colors="active")
    if look == "device":
        page.emulate_media(contrast="more")
    page.goto("/form")
    if look == "high":
        page.get_by_role("button", name="High contrast").click()
        page.wait_for_selector("html[data-contrast=high]")
    page.goto(f"/{path}")
    for width in (1280, 390, 320):
        page.set_viewport_size({"width": width, "height": 900})
        fits(page, f"{path} at {width}")
        picture(page, f"{path}-{look}-{width}")
    assert faults(page) == []


def test_the_brand_s_colours_are_the_computed_ones(page: Page) -> None:
    page.goto("/form")
    header = "getComputedStyle(document.querySelector('.app-header')).backgroundColor"
    link = "getComputedStyle(document.documentElement).getPropertyValue('--govuk-brand-colour')"
    assert page.evaluate(header) == "rgb(13, 34, 64)"
    assert page.evaluate(link) == "#14325c"


def test_contrast_changes_without_losing_what_was_typed(page: Page) -> None:
    page.goto("/form")
    page.fill("#place", "half a sentence")
    page.get_by_role("button", name="High contrast").click()
    page.wait_for_selector("html[data-contrast=high]")
    assert page.input_value("#place") == "half a sentence"
    text, ground = page.evaluate(
        "(({color, backgroundColor}) => [color, backgroundColor])"
        "(getComputedStyle(document.querySelector('#place')))"
    )
    assert (text, ground) == ("rgb(255, 255, 255)", "rgb(0, 0, 0)")


def test_without_scripts_everything_is_there(browser: Browser, address: str) -> None:
    context = browser.new_context(base_url=address, java_script_enabled=False)
    page = context.new_page()
    page.goto("/form")
    page.get_by_role("button", name="High contrast").click()
    page.wait_for_selector("html[data-contrast=high]")
    assert page.url == f"{address}/form"
    page.get_by_role("button", name="Continue").click()
    assert page.inner_text("h1") == "Sent"
    context.close()


def test_the_error_summary_has_the_focus_and_leads_to_the_box(page: Page) -> None:
    page.goto("/form")
    page.wait_for_selector(".govuk-error-summary:focus")
    assert page.title().startswith("Error: Eight questions")
    page.get_by_role("link", name="The date must include a year").click()
    assert page.evaluate("document.activeElement.id") == "when-year"


def test_a_session_s_end_is_warned_of_and_put_off_in_every_tab(page: Page) -> None:
    page.goto("/form?seconds=4")
    other = page.context.new_page()
    other.goto("/form?seconds=4")
    dialog = "dialog[data-app=timeout][open]"
    other.wait_for_selector(dialog)
    page.bring_to_front()
    page.wait_for_selector(dialog)
    picture(page, "timeout")
    page.get_by_role("button", name="Stay signed in").click()
    page.wait_for_selector(dialog, state="detached")
    other.wait_for_selector(dialog, state="detached")


def test_a_session_that_ends_leaves_the_page(page: Page) -> None:
    page.goto("/form?seconds=2")
    page.wait_for_url("**/ended")
    assert page.inner_text("h1") == "Signed out"


def test_new_arrivals_are_offered_and_asked_for_once(page: Page, app: Flask) -> None:
    app.extensions["polls"].clear()
    page.goto("/staff")
    link = page.get_by_role("link", name="Show 2 new submissions")
    link.wait_for()
    assert app.extensions["polls"] == [None]


def test_single_keys_work_and_can_be_turned_off(page: Page) -> None:
    page.goto("/staff")
    page.wait_for_load_state("networkidle")
    page.keyboard.press("?")
    assert "Take the next one" in page.inner_text("dialog[open]")
    page.keyboard.press("Escape")
    page.keyboard.press("t")
    page.wait_for_url("**/take")
    page.goto("/staff")
    page.get_by_role("button", name="Turn keyboard shortcuts off").click()
    page.goto("/staff")
    page.wait_for_load_state("networkidle")
    page.keyboard.press("t")
    page.keyboard.press("?")
    assert page.url.endswith("/staff")
    assert page.locator("dialog[open]").count() == 0


def test_a_filter_folds_away_on_a_telephone(page: Page) -> None:
    page.set_viewport_size({"width": 390, "height": 800})
    page.goto("/staff")
    # The vendored sheet laid it over the page, and axe said nothing.
    assert page.evaluate(POSITION) == "static"
    page.get_by_role("button", name="Show", exact=True).click()
    assert page.get_by_role("button", name="Apply filters").is_visible()
    page.get_by_role("button", name="Hide", exact=True).click()
    assert page.get_by_role("button", name="Apply filters").is_hidden()


def test_nothing_is_kept_in_the_browser_but_cookies(page: Page) -> None:
    page.goto("/form")
    page.goto("/staff")
    kept = "[localStorage.length, sessionStorage.length]"
    assert page.evaluate(kept) == [0, 0]
    cookies = page.context.cookies()
    assert {cookie["name"] for cookie in cookies} == {"__Host-portal-visit"}
    assert all(cookie["httpOnly"] and cookie["secure"] for cookie in cookies)
