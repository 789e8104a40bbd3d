"""Files and what follows the sending, in a real browser, with script and without."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page

from tests import make
from tests.domain.messages.conftest import QUESTION, Unit
from tests.file_samples import pdf, photograph
from tests.journeys.looking import left_by
from tests.journeys.test_partner_submits import (
    POSTS,
    address,
    chrome,
    fill_in,
    looks_right,
    page,
    partner,
    sign_in,
)

__all__ = ["address", "chrome", "page", "partner"]
pytestmark = pytest.mark.browser
PHOTO = {"name": "shed.jpg", "mimeType": "image/jpeg", "buffer": photograph()}
LOG = {"name": "log.pdf", "mimeType": "application/pdf", "buffer": pdf()}
WRONG = {"name": "run.exe", "mimeType": "application/x-msdownload", "buffer": b"MZ"}


def add(page: Page, file: dict[str, object], description: str = "") -> None:
    page.get_by_label("What does it show?").fill(description)
    page.locator('input[type="file"]').set_input_files(file)
    page.get_by_role("button", name="Add", exact=True).click()


def ask_about(doors, partner, keyring, reference: str) -> None:
    """Screen it and ask about it, as an officer does."""
    member = make.member(doors.triage)
    officer = make.officer(id=member.id, name=member.name)
    unit = Unit(doors, partner, keyring, officer, reference)
    unit.screen()
    unit.ask()


def say(page: Page, label: str, button: str) -> None:
    page.get_by_label(label).fill("Flat 4, as the tenant told us on Tuesday.")
    page.get_by_label("Your full name").fill("Marek Oakes-Whitby")
    left_by(page, page.get_by_role("button", name=button))


def test_files_are_sent_a_question_answered_and_more_is_added(
    page: Page, partner, committed_doors, keyring
) -> None:
    sign_in(page, partner)
    for key, fields in POSTS[:-1]:
        if key != "files":
            page.goto(f"/submit/{key}")
            fill_in(page, fields)
            left_by(page, page.get_by_role("button", name="Save and continue").last)
    page.goto("/submit/files")
    looks_right(page, "files")
    add(page, WRONG)
    page.get_by_text("There is a problem").wait_for()
    looks_right(page, "files-refused")
    add(page, PHOTO, "The shed behind number 4, 3 November")
    page.get_by_text("1 file added").wait_for()
    add(page, LOG)
    page.get_by_text("2 files added").wait_for()
    looks_right(page, "files-added")
    left_by(page, page.get_by_role("button", name="Save and continue"))
    page.get_by_role("heading", name="Check your answers").wait_for()
    assert "shed.jpg: The shed" in page.locator("main").inner_text()
    page.locator('[name="declaration"]').check(force=True)
    left_by(page, page.get_by_role("button", name="Send it to the police"))
    assert "2 files, held until" in page.locator("main").inner_text()
    looks_right(page, "receipt-files")
    reference = page.url.rsplit("/", 2)[1]
    ask_about(committed_doors, partner, keyring, reference)
    page.goto("/sent")
    looks_right(page, "sent")
    page.get_by_role("link", name=f"Question about {reference}").click()
    assert QUESTION in page.locator("main").inner_text()
    looks_right(page, "question")
    say(page, "Your answer", "Send the answer")
    page.get_by_text("We have your answer").wait_for()
    looks_right(page, "sent-one")
    page.get_by_role("button", name="Add information").click()
    looks_right(page, "add")
    say(page, "What do you want to add?", "Add it")
    page.get_by_text("We have what you added").wait_for()
    for path, name in ((f"/sent/{reference}/withdraw", "withdraw"), ("/sent/led-to", "led-to")):
        page.goto(path)
        looks_right(page, name)
    page.goto(f"/sent/{reference}/proof")
    looks_right(page, "not-ready")
    page.goto("/receipts/check")
    looks_right(page, "receipt-check")
