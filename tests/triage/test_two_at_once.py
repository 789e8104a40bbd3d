"""Two officers at once on each action: one page is older than what the other did, and says so."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import pytest

from domain.permissions import Role
from tests import make
from tests.triage.browser import Browser, Page

REASON = "Nobody is at risk"


@dataclass
class Two:
    """Two supervisors' browsers and the submission both look at."""

    first: Browser
    second: Browser
    address: str
    other: str

    def page(self, browser: Browser) -> Page:
        return browser.get(self.address)

    def press(self, browser: Browser, ending: str, **typed: Any) -> Page:
        return browser.press(self.page(browser), ending, **typed)

    def opened(self) -> None:
        """Both have it open; neither has taken it."""
        for browser in (self.first, self.second):
            self.press(browser, "/open")

    def taken(self) -> None:
        self.opened()
        self.press(self.first, "/claim")

    def screened(self) -> None:
        self.taken()
        self.press(self.first, "/screen", result="no concern", reason=REASON)

    def closed(self) -> None:
        self.screened()
        self.press(self.first, "/decision", outcome="not pertinent", reason="Nothing in it")

    def linked(self) -> None:
        self.opened()
        self.link(self.first, self.page(self.first))

    def link(self, browser: Browser, page: Page) -> Page:
        given = {"other": self.other, "relation": "related to", "link_reason": "The same flat"}
        return browser.press(page, "/link", **given)

    def rejected(self) -> None:
        self.opened()
        self.reject(self.first, self.page(self.first))

    def reject(self, browser: Browser, page: Page) -> Page:
        chosen = page.html.split('name="wrong"')[1].split('<option value="')[2].split('"')[0]
        return browser.press(
            page, "/correction", wrong=chosen, change="rejected", reject_reason="Not a name"
        )

    def restore(self, browser: Browser, page: Page) -> Page:
        key = page.html.split('name="rejected" value="')[1].split('"')[0]
        form = page.form("/restoration")
        return browser.post(form.action, form.fields | {"rejected": key})

    def take_over(self, browser: Browser, page: Page) -> Page:
        return browser.press(page, "/takeover", reason="Off sick")


@pytest.fixture
def two(triage, doors, partner, keyring):
    sent, other = (make.queued(doors, partner, keyring) for _ in range(2))
    first = triage.staffed(Role.SUPERVISOR, "f.irst")[1]
    second = triage.staffed(Role.SUPERVISOR, "s.econd")[1]
    return Two(first, second, f"/submissions/{sent.reference}", other.reference)


Press = Callable[[Two, Browser, Page], Page]


def pressing(ending: str, **typed: Any) -> Press:
    return lambda _two, browser, page: browser.press(page, ending, **typed)


def handing(_two: Two, browser: Browser, page: Page) -> Page:
    colleague = page.html.split('id="to"')[1].split('<option value="')[2].split('"')[0]
    return browser.press(page, "/handover", to=colleague, note="Yours")


TAKE_OVER: Press = Two.take_over
CHANGED = "The submission has changed since you opened this page"
REOPEN = pressing("/reopening", reason="There is more to it")
CLEAR = pressing("/feedback", coarse="")

TABLE: dict[str, tuple[str, Press, Press, int, str]] = {
    "take it": ("opened", pressing("/claim"), pressing("/claim"), 409, "has this submission"),
    "put it back": ("taken", TAKE_OVER, pressing("/release"), 200, "do not have this"),
    "screen it": (
        "taken", TAKE_OVER, pressing("/screen", result="no concern", reason=REASON), 409, CHANGED,
    ),
    "decide it": (
        "screened", TAKE_OVER, pressing("/decision", outcome="not pertinent", reason="x"), 409,
        CHANGED,
    ),
    "hand it over": ("taken", TAKE_OVER, handing, 409, CHANGED),
    "reopen it": ("closed", REOPEN, REOPEN, 409, CHANGED),
    "clear an outcome": ("closed", REOPEN, CLEAR, 409, CHANGED),
    "link it": (
        "opened", lambda two, b, page: two.link(b, page), lambda two, b, page: two.link(b, page),
        422, "linked like that already",
    ),
    "reject an identifier": (
        "opened", lambda two, b, page: two.reject(b, page),
        lambda two, b, page: two.reject(b, page), 422, "rejected already",
    ),
    "restore an identifier": (
        "rejected", lambda two, b, page: two.restore(b, page),
        lambda two, b, page: two.restore(b, page), 409, "was not rejected",
    ),
}  # fmt: skip
"""By action: how it stands, what the second does, then the first, and what that one is told."""


@pytest.mark.parametrize("action", TABLE)
def test_the_first_page_is_told_what_the_second_did(two, action):
    stands, theirs, mine, status, words = TABLE[action]
    getattr(two, stands)()
    old, new = two.page(two.first), two.page(two.second)
    assert theirs(two, two.second, new).status == 200
    answer = mine(two, two.first, old)
    assert (answer.status, words in answer.text()) == (status, True), answer.text()[:600]


def test_of_two_who_take_over_the_second_is_told(two, triage):
    two.taken()
    third = triage.staffed(Role.SUPERVISOR, "t.hird")[1]
    old = two.page(third)
    two.take_over(two.second, two.page(two.second))
    answer = two.take_over(third, old)
    assert (answer.status, CHANGED in answer.text()) == (409, True)


def test_of_two_who_undo_a_link_the_second_is_told(two):
    two.linked()
    old = two.page(two.first)
    form = next(one.action for one in old.forms if "/unlink/" in one.action)
    assert two.press(two.second, form, undo_reason="Another flat").status == 200
    answer = two.first.press(old, form, undo_reason="Not the same")
    assert (answer.status, "undone already" in answer.text()) == (422, True)


def test_what_both_write_is_both_kept(two):
    two.opened()
    pages = [(browser, two.page(browser)) for browser in (two.first, two.second)]
    for browser, page in pages:
        browser.press(page, "/note", note=f"Noted by {id(browser)}")
    said = two.page(two.first).text()
    assert all(f"Noted by {id(browser)}" in said for browser, _ in pages)


def test_why_a_link_was_undone_is_in_the_history(two):
    two.linked()
    page = two.page(two.first)
    form = next(one.action for one in page.forms if "/unlink/" in one.action)
    two.first.press(page, form, undo_reason="It was the flat above")
    assert "It was the flat above" in two.page(two.first).text()


WHAT_WAS_TYPED: dict[str, tuple[str, Press, Press, str, str]] = {
    "screen": (
        "taken", TAKE_OVER, pressing("/screen", result="no concern", reason="Yours"), "/screen",
        "reason",
    ),
    "decide": (
        "screened", TAKE_OVER, pressing("/decision", outcome="not pertinent", reason="Yours"),
        "/decision", "reason",
    ),
    "hand over": ("taken", TAKE_OVER, handing, "/handover", "note"),
    "reopen": ("closed", REOPEN, pressing("/reopening", reason="Yours"), "/reopening", "reason"),
    "note": (
        "opened", lambda two, *_: two.press(two.first, "/close"), pressing("/note", note="Yours"),
        "/note", "note",
    ),
}  # fmt: skip
"""By form: how it stands, what happens meanwhile, what is typed, and where it stands again."""


@pytest.mark.parametrize("form", WHAT_WAS_TYPED)
def test_what_was_typed_into_a_form_that_came_too_late_stands_in_the_page(two, form):
    stands, theirs, mine, ending, box = WHAT_WAS_TYPED[form]
    getattr(two, stands)()
    old, new = two.page(two.first), two.page(two.second)
    theirs(two, two.second, new)
    answer = mine(two, two.first, old)
    assert (answer.status, answer.form(ending)[box]) == (409, "Yours")


def test_what_stands_in_other_forms_comes_back_with_a_page_that_came_too_late(two):
    two.screened()
    old = two.page(two.first)
    two.take_over(two.second, two.page(two.second))
    beside = {"beside/note/note": "Ring the landlord", "beside/link/link_reason": "The same car"}
    typed = {"outcome": "not pertinent", "reason": "Nothing in it"}
    form = old.form("/decision")
    answer = two.first.post(form.action, form.fields | typed | beside)
    assert (answer.status, answer.form("/decision")["reason"]) == (409, "Nothing in it")
    assert answer.form("/note")["note"] == "Ring the landlord"
    assert answer.form("/link")["link_reason"] == "The same car"


def test_what_stands_in_other_forms_outlives_a_form_that_was_taken(two):
    two.screened()
    form = two.page(two.first).form("/note")
    beside = {"beside/decision/outcome": "referred", "beside/decision/reason": "Others do it"}
    answer = two.first.post(form.action, form.fields | {"note": "Rang them"} | beside)
    assert "The note is kept" in answer.text()
    decision = answer.form("/decision")
    assert (decision["outcome"], decision["reason"]) == ("referred", "Others do it")
    assert answer.form("/note")["note"] == ""
