"""The registers on pages: deadlines, grounds and exemptions, sealed words, a neutral letter."""

from __future__ import annotations

from datetime import date

import pytest

from domain.permissions import Role
from domain.registers import Register
from domain.registers.rules import due_on


@pytest.fixture
def manager(triage):
    return triage.staffed(Role.INTELLIGENCE_MANAGER, name="m.anager")[1]


def new(manager, which="subject", **typed):
    received = {"received-day": "2", "received-month": "11", "received-year": "2026"}
    kind = {"kind": "access"} if which == "subject" else {}
    said = {"who": "Alan Wadsworth", "words": "All you hold on me", **received, **kind, **typed}
    page = manager.get(f"/registers/{which}")
    return manager.press(page, f"/registers/{which}", **said)


def test_a_request_is_registered_sealed_and_answered(manager):
    page = new(manager)
    assert "2 December 2026" in page.text()
    assert "Wadsworth" not in page.html
    assert "Alan Wadsworth" in manager.press(page, "/open").text()
    wrong = manager.press(page, "/answer", outcome="refused", words="It would tell him.")
    assert wrong.status == 422
    assert "Select why not all of it is given" in wrong.text()
    done = manager.press(
        page, "/answer", outcome="refused", because="prevention", words="It would tell him."
    )
    assert "neither confirmed nor denied" in done.text()


@pytest.mark.parametrize("outcome", ["refused", "nothing"])
def test_the_letter_never_tells_whether_anything_is_held(manager, outcome):
    page = new(manager)
    page = manager.press(page, "/answer", outcome=outcome, because="others", words="Because.")
    letter = manager.get(next(link for link in page.links if link.endswith("/letter")))
    assert "neither confirms nor denies that any is held" in letter.text()


def test_information_requests_note_the_exemptions(manager):
    page = new(manager, "foi", words="How many submissions?")
    page = manager.press(page, "/answer", outcome="part", because="s.30", words="Sources.")
    assert "s.30" in page.text()


@pytest.mark.parametrize("field", ["who", "words", "received-day", "kind"])
def test_what_is_missing_is_asked_for(manager, field):
    page = new(manager, **{field: ""})
    assert (page.status, page.title.startswith("Error: ")) == (422, True)


def test_deadlines_are_a_month_and_twenty_working_days():
    assert due_on(Register.SUBJECT, date(2027, 1, 31)) == date(2027, 2, 28)
    assert due_on(Register.FOI, date(2026, 12, 18)) == date(2027, 1, 20)


def test_officers_keep_no_register(officer):
    assert officer.get("/registers").status == 403
