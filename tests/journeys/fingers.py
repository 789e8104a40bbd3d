"""The keyboard and nothing else: come to things by Tab, see where one is, press, type, choose."""

from __future__ import annotations

import re

from playwright.sync_api import Page, expect

from tests.journeys.looking import fits

MOST = 80
"""Presses of Tab after which a person has given up."""
LIKE = 12
"""Letters of a name that must stand at a place before assistive technology is asked for all."""
CALLED = re.compile(r"""- '?(?P<role>\w+)(?: "(?P<name>(?:[^"\\]|\\.)*)")?""")
WORDS = """() => {
  const { labels, tagName, textContent } = document.activeElement;
  const words = labels?.[0]?.textContent ?? textContent;
  return tagName === 'BODY' ? '' : words.replace(/\\s+/g, ' ').trim();
}"""
"""What stands at the place one is at: quick to ask at every Tab, near enough to its name."""
SHOWS = """here => {
  const label = here.labels?.[0];
  const look = (part, piece) => {
    const { backgroundColor, boxShadow, borderColor, borderWidth, outlineColor, outlineStyle,
      outlineWidth } = getComputedStyle(part, piece);
    const seen = outlineStyle !== 'none' && outlineColor !== 'rgba(0, 0, 0, 0)';
    return [backgroundColor, boxShadow, borderColor, borderWidth, seen && outlineWidth].join();
  };
  const looks = () => look(here) + (label ? look(label, '::before') : '');
  const { top, bottom, left, right, width, height } = here.getBoundingClientRect();
  const inside = width && height && bottom > 0 && right > 0 && top < innerHeight &&
    left < innerWidth;
  const focused = looks();
  here.blur();
  const left_alone = looks();
  here.focus();
  return Boolean(inside) && focused !== left_alone;
}"""
"""Whether the place is on the screen, and looks otherwise than when the focus is elsewhere."""


def at(page: Page) -> tuple[str, str]:
    """Give the role and the name that assistive technology says of the place one is at."""
    found = CALLED.match(page.locator(":focus").aria_snapshot())
    return (found["role"], found["name"] or "") if found else ("", "")


def come_to(page: Page, role: str, name: str) -> None:
    """Press Tab until the place of that role and name has the focus, and shows it."""
    passed = []
    for _ in range(MOST):
        page.keyboard.press("Tab")
        passed.append(page.evaluate(WORDS))
        if name[:LIKE] in passed[-1] and at(page) == (role, name):
            assert page.locator(":focus").evaluate(SHOWS), f"{name}: the focus cannot be seen"
            return
    raise AssertionError(f"no Tab leads to the {role} “{name}”, only to {passed}")


def press(page: Page, role: str, name: str, key: str = "Enter") -> None:
    """Come to a link or a button, and press it."""
    come_to(page, role, name)
    page.keyboard.press(key)


def write(page: Page, name: str, words: str) -> None:
    """Come to a box, and type."""
    come_to(page, "textbox", name)
    page.keyboard.insert_text(words)


def choose(page: Page, first: str, wanted: str) -> None:
    """Come to radios, which is to the first of them, and go by arrows to the one wanted."""
    come_to(page, "radio", first)
    page.keyboard.press("Space")
    for _ in range(20):
        if wanted in page.evaluate(WORDS) and at(page) == ("radio", wanted):
            return
        page.keyboard.press("ArrowDown")
    raise AssertionError(f"no arrow leads to “{wanted}”")


def arrived(page: Page, heading: str) -> None:
    """Wait for the page of that heading: whole, inside its width, in high contrast."""
    expect(page.get_by_role("heading", level=1)).to_contain_text(heading)
    expect(page.locator("html")).to_have_attribute("data-contrast", "high")
    fits(page, heading)


def darken(page: Page) -> None:
    """Turn high contrast on, as everybody can on every page."""
    press(page, "button", "High contrast", "Space")
    expect(page.locator("html")).to_have_attribute("data-contrast", "high")
    page.wait_for_load_state("load")
