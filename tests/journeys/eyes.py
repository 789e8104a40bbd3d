"""An eye for every state of a page: each width, each look, the machine's eye and the keyboard's.

A page that a test client was given is laid out in a real browser, which gets whatever else it asks
for from the same application. So a test comes to any state of any page without a server. What is
the same on many pages is looked at once: colours and the focus, for each set of classes.
"""

from __future__ import annotations

from typing import Any
from urllib.parse import urlsplit

from axe_playwright_python.base import AXE_SCRIPT
from flask import Flask
from playwright.sync_api import Browser, Page, Route

from tests.journeys.looking import PICTURES, RULES, picture

ONLY_FAULTS = {"resultTypes": ["violations"]}
COLOURS = ONLY_FAULTS | {"runOnly": {"type": "rule", "values": ["color-contrast"]}}
# Colours cost axe more than everything else: they have a look of their own.
BUT_COLOURS = RULES["rules"] | {"color-contrast": {"enabled": False}}
ALL_BUT_COLOURS = RULES | ONLY_FAULTS | {"rules": BUT_COLOURS}
WIDTHS = (1280, 390, 320)
ORDINARY: dict[str, Any] = {"forced_colors": "none", "contrast": "no-preference"}
LOOKS: dict[str, dict[str, Any]] = {
    "ordinary": ORDINARY,
    "high": ORDINARY,
    "forced": {"forced_colors": "active", "contrast": "no-preference"},
    "device": {"forced_colors": "none", "contrast": "more"},
}
BASE = "https://localhost"

SIDEWAYS = "document.documentElement.scrollWidth - innerWidth"
AXE = "options => axe.run(document, options).then(found => found.violations.map(fault =>"
AXE += " fault.id + ': ' + fault.nodes.map(node => node.target + ' ' + node.failureSummary)))"
CONTRAST = "chosen => chosen ? document.documentElement.dataset.contrast = chosen"
CONTRAST += " : delete document.documentElement.dataset.contrast"
CLASSES = (
    "[...document.querySelectorAll('body [class]')].map(each => each.tagName + each.className)"
)
# What nobody would see: an element that looks the same with the focus as without it.
UNSEEN = """() => {
  const traits = ["outline", "boxShadow", "backgroundColor", "color", "border", "textDecoration",
    "width", "position", "clipPath"];
  const of = (element) => [element, ...(element.labels ?? [])].flatMap((each) =>
    ["", "::before", "::after"].map((part) => {
      const style = getComputedStyle(each, part);
      return traits.map((trait) => style[trait]).join("|");
    })).join();
  const wanted = "a[href], button, input, select, textarea, summary, [tabindex='0']";
  const room = document.querySelector("dialog[open]") ?? document;
  return [...room.querySelectorAll(wanted)].filter((element) => {
    if (element.type === "hidden" || element.tabIndex < 0) return false;
    if (element.disabled || !element.checkVisibility()) return false;
    document.activeElement.blur();
    const without = of(element);
    element.focus({ focusVisible: true });
    return document.activeElement === element && without === of(element);
  }).map((element) => element.outerHTML.slice(0, 150));
}"""


class Eye:
    """Looks at pages of one application; `faults` has what is wrong, by the name of the state."""

    def __init__(self, chrome: Browser, app: Flask) -> None:
        """Open a tab that asks the application alone."""
        self._app, self._shown, self._name = app, "", ""
        self._static: dict[str, tuple[bytes, str]] = {}
        self._known: set[str] = set()
        self.faults: list[str] = []
        self.tab: Page = chrome.new_context(reduced_motion="reduce").new_page()
        self.tab.route("**/*", self._answer)
        self.tab.on("console", lambda said: self._complain(said.text, said.type))
        self.tab.on("pageerror", lambda error: self._complain(str(error), "error"))

    def looks_at(self, name: str, page: Any) -> None:
        """Lay out a page that a client was given and look at it from all sides."""
        self._shown = page.html.replace("</body>", '<script src="/axe.js"></script></body>')
        self.tab.goto(f"{BASE}/shown")
        self.looks_again(name)

    def looks_again(self, name: str) -> None:
        """Look at the page as it is now, for instance with its dialog open."""
        self._name = name
        headings = self.tab.locator("h1").count()
        if headings != 1:
            self._fault(f"{headings} headings of the first level")
        self._fits("ordinary", WIDTHS)
        self._is_open_to_all("ordinary", ALL_BUT_COLOURS)
        classes = set(self.tab.evaluate(CLASSES))
        if PICTURES or not classes <= self._known:
            self._known |= classes
            self._in_every_look()

    def _in_every_look(self) -> None:
        for look, media in LOOKS.items():
            self.tab.emulate_media(**media)
            self.tab.evaluate(CONTRAST, "high" if look == "high" else "")
            if look != "ordinary":
                self._fits(look, (320,))
            if look != "forced":  # its colours are the device's, and axe reads the sheet's
                self._is_open_to_all(look, COLOURS)
            if look != "device":
                self._has_its_focus_seen(look)
        self.tab.evaluate(CONTRAST, "")
        self.tab.emulate_media(**ORDINARY)

    def _fits(self, look: str, widths: tuple[int, ...]) -> None:
        for width in widths:
            self.tab.set_viewport_size({"width": width, "height": 900})
            wider = self.tab.evaluate(SIDEWAYS)
            if wider > 0:
                self._fault(f"stands out by {wider} px at {width} ({look})")
            picture(self.tab, f"{self._name}-{look}-{width}")

    def _is_open_to_all(self, look: str, rules: dict[str, Any]) -> None:
        for fault in self.tab.evaluate(AXE, rules):
            self._fault(f"{fault} ({look})")

    def _has_its_focus_seen(self, look: str) -> None:
        for element in self.tab.evaluate(UNSEEN):
            self._fault(f"the focus cannot be seen on {element} ({look})")

    def _fault(self, words: str) -> None:
        self.faults.append(f"{self._name}: {words}")

    def _complain(self, words: str, kind: str) -> None:
        if kind == "error":
            self._fault(f"the console says {words}")

    def _answer(self, route: Route) -> None:
        path = urlsplit(route.request.url).path
        if path == "/shown":
            route.fulfill(body=self._shown, content_type="text/html; charset=utf-8")
        elif path == "/axe.js":
            route.fulfill(body=AXE_SCRIPT, content_type="text/javascript")
        else:
            if path not in self._static:
                found = self._app.test_client().get(path, base_url=BASE)
                self._static[path] = (found.data, found.content_type)
            body, kind = self._static[path]
            route.fulfill(body=body, content_type=kind)
