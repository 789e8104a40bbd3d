"""A housing officer on a telephone's width, with the keyboard alone and in high contrast.

From the unique address to the receipt: every box is come to by Tab, in the order it is read in.
"""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from operations import scenarios
from tests.journeys.looking import fits
from tests.journeys.test_partner_submits import address, chrome, partner

__all__ = ["address", "chrome", "partner"]
pytestmark = pytest.mark.browser
POSTS = scenarios.posts_of(scenarios.scenarios()[0])
HERE = """() => {
  const { name, value, type, textContent } = document.activeElement;
  return { name, value, type, words: textContent.trim() };
}"""


@pytest.fixture
def page(chrome: Browser, address: str) -> Iterator[Page]:
    context = chrome.new_context(base_url=address, viewport={"width": 390, "height": 844})
    yield context.new_page()
    context.close()


def tab_to(page: Page, is_it) -> dict[str, str]:
    """Press Tab until something is come to; it must lie ahead, not behind."""
    for _ in range(150):
        page.keyboard.press("Tab")
        here = page.evaluate(HERE)
        if is_it(here):
            return here
    raise AssertionError("no Tab leads there")


def press(page: Page, words: str) -> None:
    tab_to(page, lambda here: here["words"] == words)
    page.keyboard.press("Enter")


def answer(page: Page, name: str, values: list[str]) -> None:
    """Answer one question with keys: text is typed, a box ticked, a radio come to by arrows."""
    here = page.evaluate(HERE)
    if here["name"] != name:
        here = tab_to(page, lambda found: found["name"] == name)
    if here["type"] == "radio":
        _choose(page, values[0])
    elif here["type"] == "checkbox":
        for value in values:
            if page.evaluate(HERE)["value"] != value:
                tab_to(page, lambda found, value=value: found["value"] == value)
            page.keyboard.press("Space")
    elif here["type"] == "select-one":
        words = page.locator(f'[name="{name}"] option[value="{values[0]}"]').inner_text()
        page.keyboard.type(words)
    else:
        page.keyboard.insert_text(values[0])


def _choose(page: Page, value: str) -> None:
    page.keyboard.press("Space")
    for _ in range(12):
        if page.evaluate(HERE)["value"] == value:
            return
        page.keyboard.press("ArrowDown")
    raise AssertionError(f"no arrow leads to {value}")


def fill_in(page: Page, fields: dict[str, list[str]]) -> None:
    order = page.locator("main form [name]").evaluate_all("all => all.map(each => each.name)")
    first = {name: values for name, values in fields.items() if name in order}
    for name in sorted(first, key=order.index):
        if first[name] != [""]:
            answer(page, name, first[name])
    press(page, "Save and continue")


def test_a_case_is_sent_with_the_keyboard_alone_on_a_narrow_screen_in_high_contrast(page, partner):
    page.goto(f"/o/{partner.url_token}")
    press(page, "High contrast")
    expect(page.locator("html")).to_have_attribute("data-contrast", "high")
    tab_to(page, lambda here: here["name"] == "password")
    page.keyboard.type(partner.password)
    press(page, "Sign in")
    expect(page.get_by_role("heading", level=1)).to_have_text("Ravensike Homes")
    press(page, "Tell us something")
    for key, fields in POSTS[:-1]:
        page.wait_for_url(f"**/submit/{key}*")
        fits(page, key)
        fill_in(page, fields if key != "files" else {})
    expect(page.get_by_role("heading", level=1)).to_have_text("Check your answers")
    tab_to(page, lambda here: here["name"] == "declaration")
    page.keyboard.press("Space")
    press(page, "Send it to the police")
    expect(page.get_by_role("heading", level=1)).to_have_text("We have received it")
    fits(page, "receipt")
