"""An officer signs in, takes what is due first, opens, screens and decides it; an auditor looks."""

from __future__ import annotations

import threading
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

import pyotp
import pytest
from playwright.sync_api import Browser, Page, expect
from werkzeug.serving import make_server

from domain import staff
from domain.permissions import Role
from domain.submissions import Submission
from domain.unit_of_work import reading, unit_of_work
from tests import make
from tests.file_samples import picture
from tests.files import Desk, at_desk
from tests.journeys.fingers import press
from tests.journeys.looking import WIDTHS, browser_open, fits, looked_at
from tests.triage import door

pytestmark = pytest.mark.browser
PASSWORD = "lamp tiger cloud mosaic"
NASTY = (
    "<script>document.title = 'taken over'</script>{{ 7 * 7 }}\n=SUM(A1) \u202eesrever <b>bold</b>"
)


@pytest.fixture
def address(committed_doors, keyring, passwords, url_tokens, store) -> Iterator[str]:
    made = door.parts(committed_doors.triage, keyring, passwords, url_tokens)
    app = door.app(keyring, made)
    app.extensions["parts"] = replace(made, now=lambda: datetime.now(UTC), store=store)
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
def sent(committed_doors, keyring, passwords, url_tokens) -> Any:
    partner = make.partner(committed_doors, passwords, url_tokens)
    what = make.ANSWERS["what"] | {"facts": make.ANSWERS["what"]["facts"] + "\n\n" + NASTY}
    for _ in range(2):
        make.queued(committed_doors, partner, keyring)
    return make.queued(committed_doors, partner, keyring, make.ANSWERS | {"what": what})


@pytest.fixture
def sent_with_a_file(committed_doors, keyring, passwords, url_tokens, store) -> str:
    """The address of a submission with a photograph that was checked."""
    desk = Desk(committed_doors, None, keyring, store, None, "")
    file = at_desk(desk, passwords, url_tokens).sent("shed.jpg", picture())
    with reading(committed_doors.triage, make.officer(), make.NOW) as work:
        return f"/submissions/{work.session.get_one(Submission, file.submission_id).reference}"


@pytest.fixture
def enrol(committed_doors, passwords) -> Any:
    def enrolled(username: str, role: Role) -> pyotp.TOTP:
        sessions = committed_doors.triage
        member = make.member(sessions, role, username, password_hash=passwords.hashed(PASSWORD))
        with unit_of_work(sessions, make.SET_UP, make.NOW) as work:
            return pyotp.TOTP(staff.add_totp(work, member, door.FIELD_KEY, "phone"))

    return enrolled


def sign_in(
    browser: Browser, address: str, username: str, codes: pyotp.TOTP, widths: Sequence[int] = WIDTHS
) -> Page:
    """Sign somebody in, looking at the pages of it at these widths."""
    page = browser.new_context(viewport={"width": 1280, "height": 900}).new_page()
    page.errors = []  # type: ignore[attr-defined]  # what the browser complains of
    page.on("console", lambda said: page.errors.append(said.text) if said.type == "error" else None)
    page.goto(address)
    looked_at(page, "sign-in", widths)
    page.get_by_label("Username").fill(username)
    page.get_by_label("Password", exact=True).fill(PASSWORD)
    page.get_by_role("button", name="Continue").click()
    page.get_by_label("Code").fill(codes.now())
    looked_at(page, "code", widths)
    page.get_by_role("button", name="Sign in").click()
    return page


def a_wrong_filter_stays_open(page: Page, address: str) -> None:
    """On a telephone the filter is folded away, but not where the summary of problems leads to."""
    page.set_viewport_size({"width": 390, "height": 844})
    page.goto(f"{address}/queue?since=yesterday&priority=x")
    fits(page, "queue-wrong")
    page.get_by_role("link", name="Enter a real date to begin with").click()
    expect(page.get_by_label("Arrived from")).to_be_focused()
    page.set_viewport_size({"width": 1280, "height": 900})


def test_an_officer_decides_and_an_auditor_sees_it(browser, address, sent, enrol):
    page = sign_in(browser, address, "p.jones", enrol("p.jones", Role.TRIAGE_OFFICER))
    expect(page.get_by_role("heading", level=1)).to_have_text("Queue")
    looked_at(page, "queue")
    a_wrong_filter_stays_open(page, address)
    page.goto(f"{address}/submissions/{sent.reference}")
    looked_at(page, "closed")
    page.get_by_role("button", name="Take", exact=True).click()
    page.get_by_role("button", name="Open", exact=True).click()
    expect(page.get_by_text("document.title = 'taken over'")).to_be_visible()
    assert page.title().startswith(("(Overdue)", sent.reference))
    looked_at(page, "screen")
    page.get_by_label("Yes, and I told somebody").check()
    page.get_by_label("Who did you tell?").fill("DS Khan, MASH")
    note = page.get_by_label("Add a note")
    note.fill("Ring the landlord")
    page.get_by_role("button", name="Record the safety screen").click()
    expect(page.get_by_role("alert")).to_contain_text("Enter how you told them")
    expect(note).to_have_value("Ring the landlord")
    looked_at(page, "screen-wrong")
    page.get_by_label("How?").fill("By phone")
    page.get_by_label("When?").fill("Just now")
    page.locator("#reason").fill("A vulnerable man is held in his own flat")
    page.get_by_role("button", name="Record the safety screen").click()
    page.get_by_label("Referred", exact=True).check()
    page.get_by_label("Where to").select_option("safeguarding")
    page.get_by_label("Who took it").fill("DS Khan")
    today = datetime.now(UTC)
    when = page.get_by_role("group", name="When")
    for part, value in (("Day", today.day), ("Month", today.month), ("Year", today.year)):
        when.get_by_label(part).fill(str(value))
    page.get_by_label("Reason").fill("MASH leads")
    looked_at(page, "decision")
    page.get_by_role("button", name="Record the decision").click()
    expect(page.get_by_role("alert")).to_contain_text("Your decision is recorded.")
    expect(page.get_by_text("A vulnerable man is held in his own flat")).to_be_visible()
    looked_at(page, "decided")
    page.get_by_role("button", name="Take next in the queue").click()
    expect(page.get_by_text("You have this submission")).to_be_visible()
    assert not [said for said in page.errors if "422" not in said]
    page.get_by_role("button", name="Sign out").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("You have signed out")

    auditor = sign_in(browser, address, "a.audit", enrol("a.audit", Role.AUDITOR))
    expect(auditor.get_by_role("heading", level=1)).to_have_text("Audit trail")
    table = auditor.get_by_role("table")
    for happened in ("took", "opened", "screened", "decided"):
        expect(
            table.get_by_text(f"P.Jones {happened} submission {sent.reference}").first
        ).to_be_visible()
    assert "vulnerable man" not in auditor.content()
    looked_at(auditor, "trail")


def test_an_officer_looks_at_a_file_by_keyboard_and_takes_it_as_it_was_sent(
    browser, address, sent_with_a_file, enrol
):
    page = sign_in(browser, address, "p.jones", enrol("p.jones", Role.TRIAGE_OFFICER), ())
    expect(page.get_by_role("heading", level=1)).to_have_text("Queue")
    page.goto(f"{address}{sent_with_a_file}")
    page.get_by_role("button", name="Open", exact=True).click()
    page.get_by_label("Add a note").fill("Not sent yet")
    looked_at(page, "files", (1280, 320))
    with page.context.expect_page() as beside:
        press(page, "button", "Look at the clean copy of shed.jpg (opens in a new tab)")
    expect(beside.value.locator("img")).to_be_visible()
    beside.value.close()
    expect(page.get_by_label("Add a note")).to_have_value("Not sent yet")
    page.get_by_text("Take it as it was sent", exact=True).click()
    looked_at(page, "files-original", (390,))
    with page.expect_download() as taken:
        page.get_by_role("button", name="Take the file as it was sent").click()
    assert taken.value.suggested_filename.endswith("-1.jpg")
