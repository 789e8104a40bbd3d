"""Every state that a page of the partners' door can be in, one after another."""

from __future__ import annotations

import io
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta
from functools import wraps
from typing import Any

from flask import Flask

from domain import questions
from domain.letters import Kind
from domain.organisations import Organisation, invitations, mailboxes
from domain.unit_of_work import unit_of_work
from operations import scenarios
from tests import make
from tests.file_samples import picture
from tests.letters import LINK_KEYS, link
from tests.portal import conversing, journeys, passkeys
from tests.portal.browser import Browser, Page
from tests.portal.test_joining import REQUEST

States = Iterator[tuple[str, Page]]

ADMINISTRATOR = make.officer(make.Role.ADMINISTRATOR, "A Winterburn")
NEW = "gravel otter lantern quilt mimosa"
WRONG = {
    "right_place": {},
    "submitter": {},
    "what": {"learned-day": "31", "learned-month": "2", "learned-year": "2026"},
    "people": {"people-0-surname": "Pickles", "people-0-description": "x" * 6_000},
    "why_share": {},
}
"""For each screen that can refuse an answer: what it refuses."""
HINTED = {
    "what": {"facts": "J. D. puts herself at risk. On another note, a van, YD70 ABC."},
    "people": {"people-0-role": "not known", "people-0-surname": "P.", "people-0-phones": "4.4E+11",
               "people-0-address": "12 Tannery Walk, Batley"},
    "places": {"places-0-address": "1 Mill Lane HD1 1AA", "places-0-postcode": "HD1"},
    "vehicles": {"vehicles-0-registration": "ABCDEFG", "vehicles-1-registration": "?"},
}  # fmt: skip
LONG = "Llanfairpwllgwyngyllgogerychwyrndrobwllllantysiliogogoch" * 2
SAID = {"text": "Flat 4, as we were told on Tuesday.", "name": "Marek Oakes-Whitby"}


@dataclass
class Stage:
    """What the states are reached with."""

    app: Flask
    doors: Any
    keyring: Any
    url_tokens: Any
    clock: Any
    partner: Any

    def stranger(self) -> Browser:
        """A browser that nobody has signed in with."""
        return Browser(self.app)

    def signed_in(self, name: str = "Jo Doe") -> Browser:
        """A browser that the partner has signed in with."""
        browser = Browser(self.app)
        browser.sign_in(self.partner.url_token, self.partner.password, your_name=name)
        return browser

    def administrator(self) -> Any:
        """A unit of work in which organisations are looked after."""
        return unit_of_work(self.doors.triage, ADMINISTRATOR, self.clock.now)


def every(stage: Stage) -> States:
    """Come to each state, in an order in which none stands in another's way."""
    for states in (reading, signing_in, joining, keeping_access, filling_in, adding_files, sending,
                   after_sending, guidance, refused):  # fmt: skip
        yield from states(stage)


def reading(stage: Stage) -> States:
    """What anybody may read."""
    browser = stage.stranger()
    policies = [path for path in browser.get("/policies").links if path.startswith("/policies/")]
    inside = ("/", "/policies", *policies, "/cookies", "/accessibility", "/receipts/check")
    for path in inside:
        if not path.endswith(".pdf"):
            yield path, browser.get(path)
    yield "receipt-refused", receipt_checked(browser, b"no receipt")


def receipt_checked(browser: Browser, content: bytes) -> Page:
    """Check a file as a receipt."""
    data = {"csrf_token": browser.token(), "file": (io.BytesIO(content), "receipt.txt")}
    return Page(browser.client.post("/receipts/check", data=data, base_url=browser.base))


def signing_in(stage: Stage) -> States:
    """The way in, refused and open, and out again."""
    browser = stage.stranger()
    yield "sign-in-no-address", browser.get("/sign-in")
    yield "forgotten-no-address", browser.get("/forgotten-password")
    page = browser.get(f"/o/{stage.partner.url_token}")
    yield "sign-in", page
    yield "sign-in-wrong", browser.submit(page, {"password": "wrong"})
    yield "forgotten", browser.get("/forgotten-password")
    yield "forgotten-sent", browser.post("/forgotten-password")
    yield "home-first", stage.signed_in().get("/home")
    for path in ("/signed-out", "/timed-out"):
        yield path, browser.get(path)


def joining(stage: Stage) -> States:
    """Asking for access, to the letter's link used twice."""
    browser = stage.stranger()
    page = browser.get("/request-access")
    yield "request-access", page
    yield "request-access-errors", browser.submit(page, {"mailbox": "nowhere"})
    yield "request-sent", browser.submit(page, REQUEST)
    path = f"/request-access/{link(stage.doors, Kind.MAILBOX_CONFIRMATION)}"
    page = browser.get(path)
    yield "request-confirm", page
    yield "request-waiting", browser.submit(page, action=path)
    yield "link-unusable", browser.get(path)


def keeping_access(stage: Stage) -> States:
    """The password chosen and changed, the mailbox changed, who is signed in."""
    with stage.administrator() as work:
        particulars = make.particulars(name="Fernclough Academy", mailbox="a@fernclough.example")
        invitations.bring_in(work, particulars, LINK_KEYS, stage.url_tokens)
    browser, path = stage.stranger(), f"/first-password/{link(stage.doors, Kind.INVITATION)}"
    page = browser.get(path)
    yield "choose-password", page
    yield "choose-password-errors", browser.submit(page, {"new_password": "short"}, path)
    yield "password-chosen", browser.submit(page, {"new_password": NEW, "terms": "yes"}, path)
    with stage.administrator() as work:
        found = work.session.get_one(Organisation, stage.partner.organisation.id)
        mailboxes.change(work, found, "new@ravensike.example", LINK_KEYS)
    path = f"/mailbox/{link(stage.doors, Kind.MAILBOX_CHANGE_LINK)}"
    page = browser.get(path)
    yield "mailbox-confirm", page
    yield "mailbox-confirmed", browser.submit(page, action=path)
    yield from _log_on(stage)


def _log_on(stage: Stage) -> States:
    browser = stage.signed_in(LONG[:80])
    stage.signed_in("")
    yield "passkey-add", browser.get("/log-on/passkey")
    yield "passkey-add-errors", browser.post("/log-on/passkey", {"answer": "{}"})
    passkeys.Desk(stage.app, stage.doors).add(browser)
    yield "log-on", browser.get("/log-on")
    page = browser.get("/log-on/password")
    yield "change-password", page
    wrong = {"password": "wrong", "new_password": "short"}
    yield "change-password-errors", browser.submit(page, wrong, "/log-on/password")
    yield "password-changed", browser.get("/log-on/password-changed")
    yield "colleague-left", browser.get("/log-on/colleague-left")


def filling_in(stage: Stage) -> States:
    """Every screen: empty, with what it refuses, with hints, with several cards."""
    browser = stage.signed_in()
    yield "tasks-empty", browser.get("/submit")
    for screen in questions.SCREENS[:-1]:
        if screen.key != "files":
            yield f"screen-{screen.key}", browser.get(f"/submit/{screen.key}")
    for key, fields in WRONG.items():
        yield f"screen-{key}-errors", browser.post(f"/submit/{key}", fields)
    for key, fields in HINTED.items():
        yield f"after-{key}-hinted", browser.post(f"/submit/{key}", fields)
        yield f"screen-{key}-hinted", browser.get(f"/submit/{key}?add=yes")
    yield "ring-999", browser.post("/submit/right_place", {"danger_now": "yes"})
    yield "tasks", browser.get("/submit")
    yield "check-missing", browser.get("/submit/check")
    yield "home-unsent", browser.get("/home")
    yield "signing-out", browser.post("/sign-out")
    stage.clock.now += timedelta(minutes=31)
    yield "sign-in-kept", browser.post("/submit/what", HINTED["what"], token=browser.token())


def adding_files(stage: Stage) -> States:
    """The files of a form: none, some, one refused."""
    browser = stage.signed_in()
    yield "files", browser.get("/submit/files")
    for name in ("shed.jpg", f"{LONG}.jpg"):
        added = file_added(browser, name, picture())
    yield "files-added", added
    yield "files-refused", file_added(browser, "run.exe", b"MZ")


def file_added(browser: Browser, name: str, content: bytes) -> Page:
    """Add a file to the form."""
    data = {
        "csrf_token": browser.token(),
        "description": f"{LONG} behind number 4",
        "file": (io.BytesIO(content), name),
        "more": "yes",
    }
    answer = browser.client.post("/submit/files", data=data, base_url=browser.base)
    return browser.get(answer.headers["Location"]) if answer.status_code == 303 else Page(answer)


def sending(stage: Stage) -> States:
    """The longest submission of the demo: checked, not yet declared, sent, received."""
    browser = stage.signed_in()
    longest = max(scenarios.scenarios(), key=lambda each: len(str(each)))
    page = journeys.fill_in(browser, scenarios.posts_of(longest))
    yield "check", page
    yield "check-undeclared", browser.submit(page, {}, "/submit/check")
    page = journeys.send(browser, page)
    yield "receipt", page
    reference = page.title.split(" – ")[0].removeprefix("Received: ")
    yield "home", browser.get("/home")
    yield "sent", browser.get("/sent")
    yield "sent-just-now", browser.get(f"/sent/{reference}")
    yield "proof-not-ready", browser.get(f"/sent/{reference}/proof")
    yield "led-to", browser.get("/sent/led-to")


def after_sending(stage: Stage) -> States:
    """A question, its answer, more information, a withdrawal; one that is closed."""
    browser = stage.signed_in()
    unit = conversing.unit(stage.doors, stage.partner, stage.keyring)
    at, asked = f"/sent/{unit.reference}", unit.ask("Which flat did your tenant name?\n" + LONG)
    yield "home-question", browser.get("/home")
    yield "sent-question", browser.get("/sent")
    yield "one-question", browser.get(at)
    for key in (f"messages/{asked.id}", "add", "withdraw"):
        page = browser.get(f"{at}/{key}")
        yield key.split("/")[0], page
        yield f"{key.split('/')[0]}-errors", browser.submit(page, {"text": ""}, f"{at}/{key}")
        yield f"one-{key.split('/')[0]}", browser.submit(page, SAID, f"{at}/{key}")
    yield from _closed(stage, browser)
    stage.clock.now += timedelta(minutes=31)
    page = browser.post(f"{at}/add", SAID, token=browser.token())
    yield "sign-in-message-kept", page
    signed_in = browser.submit(page, {"password": stage.partner.password}, "/sign-in")
    yield "signed-in-message-kept", signed_in


def _closed(stage: Stage, browser: Browser) -> States:
    unit = conversing.unit(stage.doors, stage.partner, stage.keyring, "k.khan")
    conversing.close(unit)
    page = browser.get(f"/sent/{unit.reference}")
    yield "one-closed", page
    tips = [path for path in page.links if "/messages/" in path]
    yield "tip", browser.get(tips[-1])


def guidance(stage: Stage) -> States:
    """What is read inside."""
    browser = stage.signed_in()
    page = browser.get("/guidance")
    yield "guidance", page
    for path in page.links:
        if path.startswith("/guidance/"):
            yield path, browser.get(path)


def refused(stage: Stage) -> States:
    """What an agreement, a limit, a mistake or a fault answers."""
    browser = stage.signed_in()
    yield "404", browser.get("/submit/nothing")
    yield "405", browser.post("/policies/consent")
    yield "413", browser.post("/submit/what", {"facts": "x" * 1_100_000})
    stage.app.config["SENDS"] = 1
    for _ in range(2):
        limited = browser.post("/submit/check", {})
    yield "429", limited
    same = {"Sec-Fetch-Site": "same-origin"}
    forged = browser.client.post(
        "/submit/what", data={"facts": LONG}, base_url=browser.base, headers=same
    )
    yield "400", Page(forged)
    stage.clock.now = make.NOW.replace(year=2027, month=2, day=20)
    yield "home-agreement-warns", stage.signed_in().get("/home")
    stage.clock.now = make.NOW.replace(year=2027, month=4, day=20)
    browser = stage.signed_in()
    yield "home-agreement-lapsed", browser.get("/home")
    yield "agreement-lapsed", browser.get("/submit/right_place")
    yield from _broken(stage, browser)


def _broken(stage: Stage, browser: Browser) -> States:
    pages = stage.app.view_functions

    @wraps(pages["guidance.listed"])
    def break_down() -> str:
        raise ZeroDivisionError

    stage.app.testing = stage.app.config["PROPAGATE_EXCEPTIONS"] = False
    pages["guidance.listed"] = break_down
    yield "500", browser.get("/guidance")
