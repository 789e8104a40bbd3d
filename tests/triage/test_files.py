"""Files at the triage door: listed where a submission is open, looked at, or taken as sent."""

from __future__ import annotations

from dataclasses import replace

import pytest
from sqlalchemy import select

from domain.audit import AuditEvent
from domain.submissions import Submission
from domain.unit_of_work import reading
from tests import make
from tests.file_samples import picture
from tests.triage.browser import BASE


@pytest.fixture
def page_of(triage, desk):
    """Open a submission with a file in it, as an officer whose door reads the desk's store."""
    triage.app.extensions["parts"] = replace(triage.parts, store=desk.store)

    def opened(officer, file):
        with reading(desk.doors.triage, make.officer(), make.NOW) as work:
            reference = work.session.get_one(Submission, file.submission_id).reference
        return officer.press(officer.get(f"/submissions/{reference}"), "/open")

    return opened


def recorded(desk, file):
    with reading(desk.doors.triage, make.SET_UP, make.NOW) as work:
        query = select(AuditEvent.name).where(AuditEvent.subject_id == file.id)
        return set(work.session.scalars(query))


def ask(browser, page, ending):
    """Press a button whose answer is a file, not a page."""
    form = page.form(ending)
    own = {"Sec-Fetch-Site": "same-origin"}
    return browser.client.post(form.action, data=form.fields, base_url=BASE, headers=own)


def test_an_officer_looks_at_the_clean_copy_and_takes_the_original_on_purpose(
    officer, desk, page_of
):
    content = picture()
    file = desk.sent("shed.jpg", content)
    page = page_of(officer, file)
    assert "shed.jpg" in page.text()
    copy = ask(officer, page, "/copy")
    assert (copy.status_code, copy.mimetype) == (200, "image/jpeg")
    assert "attachment" not in copy.headers.get("Content-Disposition", "")
    assert "FileDownloaded" not in recorded(desk, file)
    original = ask(officer, page, "/original")
    assert original.data == content
    assert original.headers["Content-Disposition"].startswith("attachment; filename=")
    assert "sandbox" in original.headers["Content-Security-Policy"]
    assert {"FileViewed", "FileDownloaded"} <= recorded(desk, file)


def test_a_file_is_listed_once_and_the_history_names_it_by_its_number(officer, desk, page_of):
    file = desk.sent("shed.jpg", picture())
    page = page_of(officer, file)
    assert page.html.count("Files</h2>") == 1
    assert "File 1. Photograph" in page.text()
    assert "Ravensike Homes sent file 1" in page.text()
    assert str(file.id) not in page.text()
    assert str(file.submission_id) not in page.text()


def test_a_copy_opens_beside_the_page_so_that_what_is_typed_there_stays(officer, desk, page_of):
    page = page_of(officer, desk.sent("shed.jpg", picture()))
    shown = page.html.split("/copy")[1].split("</form>")[0]
    assert 'target="_blank" rel="noopener"' in shown
    assert "(opens in a new tab)" in shown


def test_a_file_that_is_held_is_named_and_cannot_be_had(officer, desk, page_of):
    held = desk.add("shed.jpg", picture())
    desk.send()
    page = page_of(officer, desk.file(held))
    assert "Held: being checked" in page.text()
    assert not page.has_form("/copy")
    assert not page.has_form("/original")


def test_no_file_is_had_from_a_submission_that_is_not_open(officer, desk, page_of):
    file = desk.sent("shed.jpg", picture())
    page = page_of(officer, file)
    officer.press(page, "/close")
    answer = ask(officer, page, "/original")
    assert answer.status_code == 409
    assert "Open the submission first" in answer.text
    assert "What you typed" not in answer.text
