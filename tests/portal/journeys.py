"""Filling in the form screen by screen, as a person without JavaScript does."""

from __future__ import annotations

from tests.portal.browser import Browser, Page

CARDS = ("people-", "places-", "vehicles-", "things-")


def fill_in(browser: Browser, posts: list[tuple[str, dict[str, list[str]]]]) -> Page:
    """Open and post every screen; the page to check the answers."""
    page = browser.get("/submit/right_place")
    for key, fields in posts:
        if key == "check":
            continue
        page = browser.get(f"/submit/{key}")
        assert page.status == 200
        later = {name for name in fields if "-0-" not in name and name.startswith(CARDS)}
        assert set(fields) - later <= page.names
        page = browser.post(f"/submit/{key}", fields, token=page.fields["csrf_token"][0])
        assert page.status == 200, page.text()
    return browser.get("/submit/check")


def send(browser: Browser, page: Page) -> Page:
    """Declare and send; the receipt."""
    return browser.submit(page, {"declaration": "yes"}, "/submit/check")
