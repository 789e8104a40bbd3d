"""The one way to look at a page in the real browser: whole, inside its width, shut to nobody."""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Locator, Page, expect, sync_playwright

from tests.parts import chromium

FLAGS = (
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
)
TAGS = ("wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa")
WIDTHS = (1280, 1024, 390, 320)
# The design system's own script says with aria-expanded that a radio reveals a question: people who
# hear the page are told of it, though the standard does not list it for radios.
KNOWN = {"aria-allowed-attr": {"enabled": False}}
RULES = {"runOnly": {"type": "tag", "values": TAGS}, "rules": KNOWN}
PATIENCE = 20_000
"""Milliseconds for what must be visible: a busy machine is not a fault of the page."""
PICTURES = os.environ.get("SCREENSHOTS")
CUT_OFF = """[...document.querySelectorAll('.moj-filter-layout__content')]
    .some(box => box.scrollWidth > box.clientWidth)"""


@contextmanager
def browser_open() -> Iterator[Browser]:
    """A browser that asks nothing of anybody outside; closed at the end."""
    expect.set_options(timeout=PATIENCE)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium(), args=FLAGS)
        yield browser
        browser.close()


def faults(page: Page) -> list[tuple[str, Any]]:
    """What axe finds against WCAG 2.2 A and AA, with the first place of each; best: nothing."""
    found = Axe().run(page, options=RULES)
    return [(each["id"], each["nodes"][0]["html"]) for each in found.response["violations"]]


def picture(page: Page, name: str) -> None:
    """Keep a picture of the whole page for whoever set SCREENSHOTS to a folder."""
    if PICTURES:
        page.screenshot(path=Path(PICTURES) / f"{name}.png", full_page=True)


def fits(page: Page, name: str) -> None:
    """Check that nothing stands out over the side of a page that has come in whole.

    Just after a click, the new page may have no document yet: wait until it has loaded.
    """
    page.wait_for_load_state("load")
    wide = page.evaluate("document.documentElement.scrollWidth - innerWidth")
    assert wide <= 0, f"{name}: stands out by {wide} px"
    assert not page.evaluate(CUT_OFF), f"{name}: the last column is out of sight"


def left_by(page: Page, button: Locator) -> None:
    """Press a button that leaves the page, and wait for the page that follows.

    A form asks first whether the service answers, so its next page is not under way at once.
    """
    with page.expect_navigation():
        button.click()


def looked_at(page: Page, name: str, widths: Sequence[int] = WIDTHS) -> None:
    """Look at the page at each width: it fits, a picture; axe at the widest and the narrowest."""
    before = page.viewport_size or {"width": 1280, "height": 900}
    for width in widths:
        page.set_viewport_size({"width": width, "height": 900})
        fits(page, f"{name} at {width}")
        picture(page, f"{name}-{width}")
        found = faults(page) if width in (max(widths), min(widths)) else []
        assert not found, f"{name} at {width}: {found}"
    page.set_viewport_size(before)
