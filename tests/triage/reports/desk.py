"""An officer's desk in tests: forms of reports filled in as a whole, and worked step by step."""

from __future__ import annotations

from dataclasses import dataclass, fields
from typing import Any

from domain.dissemination import directory
from domain.grades import Grade
from domain.reports import Content
from tests.reporting import CONTENT
from tests.triage.browser import Browser, Page
from tests.triage.door import Door

WHO = directory()[0].key


def graded(where: str, text: str, grade: Grade) -> dict[str, str]:
    """The boxes of one text with its grade."""
    names = (one.name for one in fields(Grade) if one.name != "scheme")
    return {f"{where}.text": text} | {
        f"{where}.grade.{name}": getattr(grade, name) for name in names
    }


def boxes(content: Content = CONTENT) -> dict[str, Any]:
    """A whole sheet as a browser sends it."""
    year, month, day = content.information_date.split("-")
    simple = ("title", "marking", "district", "retention_group", "risk_to_source")
    found: dict[str, Any] = {name: getattr(content, name) for name in simple}
    found |= {
        "point_of_contact": content.point_of_contact,
        "themes": list(content.themes),
        "information_date-day": day,
        "information_date-month": month,
        "information_date-year": year,
        "sensitive": "yes" if content.sensitive else "",
    }
    for place, item in enumerate(content.items):
        found |= graded(f"items.{place}", item.text, item.grade)
    found |= graded("provenance", content.provenance.text, content.provenance.grade)
    for place, one in enumerate(content.subjects):
        found |= {f"subjects.{place}.is": str(one.kind), f"subjects.{place}.role": one.role}
        found |= {f"subjects.{place}.{key}": said for key, said in one.fields.items()}
    return found


@dataclass
class Desk:
    """A browser, and the submission it works on."""

    door: Door
    browser: Browser
    submission: str

    @property
    def address(self) -> str:
        return f"/submissions/{self.submission}"

    def screen(self) -> Page:
        """Take it, open it, and screen it for safety."""
        self.browser.press(self.browser.get(self.address), "/claim")
        page = self.browser.press(self.browser.get(self.address), "/open")
        return self.browser.press(page, "/screen", result="no concern", reason="Nobody is at risk")

    def begin(self, content: Content = CONTENT, press: str = "save", **more: Any) -> Page:
        """Save a report from an empty sheet."""
        page = self.browser.get(f"{self.address}/report")
        form = page.form("/report")
        sent = {"csrf_token": form["csrf_token"], "press": press} | boxes(content) | more
        return self.browser.post(form.action, sent)

    def again(self, page: Page, content: Content = CONTENT, press: str = "save", **more: Any):
        """Send the sheet of a page again, as this content has it."""
        form = page.form("/sheet")
        kept = {name: form[name] for name in ("csrf_token", "version", "number")}
        return self.browser.post(form.action, kept | {"press": press} | boxes(content) | more)

    def sent(self, content: Content = CONTENT) -> Page:
        """The page of a report that was written, checked and sent."""
        page = self.begin(content, press="check")
        assert page.heading.startswith("Check report"), page.text()
        return self.browser.press(page, "/send")

    def approved(self, page: Page, by: Browser) -> Page:
        """The page of a report that a second person opened and approved."""
        address = f"/reports/{reference(page)}"
        return by.press(by.press(by.get(address), "/open"), "/approval")

    def given(self, reference_: str, **more: Any) -> Page:
        """The ledger's page after giving a live report to somebody."""
        if self.browser.get(f"/reports/{reference_}").has_form("/open"):
            self.browser.press(self.browser.get(f"/reports/{reference_}"), "/open")
        page = self.browser.get(f"/reports/{reference_}/dissemination")
        typed = {"recipients": [WHO], "purpose": "To visit", "format": "json"} | more
        return self.browser.press(page, "/dissemination", **typed)


def reference(page: Page) -> str:
    """The reference of the report that a page is about."""
    words = page.heading.replace("Check report", "Report").split()
    return words[words.index("Report") + 1]
