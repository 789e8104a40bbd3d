"""Reviews on pages: a reason, a second person, a hold, a certificate; the auditor's questions."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from domain.permissions import Role
from domain.retention import ReviewState
from tests.domain.retention.conftest import MUCH_LATER, office_of


@pytest.fixture
def office(doors, partner, keyring, tmp_path):
    made = office_of(doors, partner, keyring, tmp_path)
    made.decide()
    return made


@pytest.fixture
def two(triage, office):
    triage.at(MUCH_LATER)
    return [triage.staffed(Role.SUPERVISOR, name=name)[1] for name in ("f.irst", "s.econd")]


def test_two_people_dispose_of_it_and_a_certificate_says_so(office, two):
    first, second = two
    reference = office.unit.submission.reference
    assert reference in first.get("/retention").text("table")
    page = first.get(f"/retention/{reference}")
    wrong = first.press(page, "/review", ground="dispose:never pertinent", reason="")
    assert wrong.status == 422
    assert "Enter the reason" in wrong.text()
    page = first.press(page, "/review", ground="dispose:never pertinent", reason="Not for us.")
    assert "a second person has to agree" in page.text()
    refused = first.post(f"/retention/{reference}/agree", {"csrf_token": first.token()})
    assert (refused.status, "You proposed it" in refused.text()) == (422, True)
    page = second.get(f"/retention/{reference}")
    assert "Not for us." in page.text()
    second.press(page, "/agree")
    assert office.work_off()
    certificate = second.get(f"/retention/{reference}/certificate").text()
    assert office.review().digest in certificate
    assert "F.Irst" in certificate
    assert reference in second.get("/retention?show=disposed+of").text("table")


def test_the_second_person_gives_their_second_factor_again(office, two, triage):
    first, second = two
    address = f"/retention/{office.unit.submission.reference}"
    first.press(first.get(address), "/review", ground="dispose:held elsewhere", reason="There.")
    page = second.get(address)
    triage.at(MUCH_LATER + timedelta(minutes=6))
    asked = second.press(page, "/agree")
    assert (asked.status, asked.has_form("/confirm")) == (401, True)
    assert office.review().state == ReviewState.PROPOSED


def test_a_second_person_keeps_it(office, two):
    first, second = two
    address = f"/retention/{office.unit.submission.reference}"
    first.press(first.get(address), "/review", ground="dispose:held elsewhere", reason="There.")
    page = second.press(second.get(address), "/keep", reason="It may matter.")
    assert "Kept by the second person, S.Econd" in page.text()


def test_what_is_kept_shows_its_next_review(office, two):
    address = f"/retention/{office.unit.submission.reference}"
    page = two[0].press(two[0].get(address), "/review", ground="retain:risk remains", reason="Yes.")
    assert "Retained, until 16 January 2027" in page.text()


def test_a_hold_is_placed_and_lifted(office, two):
    address = f"/retention/{office.unit.submission.reference}"
    page = two[0].press(two[0].get(address), "/hold", hold_reason="An inquest.")
    assert "Placed by F.Irst" in page.text()
    assert not page.has_form("/review")
    page = two[1].press(two[1].get(address), "/lift", hold_reason="It is over.")
    assert page.has_form("/review")


@pytest.mark.parametrize("address", ["?show=nonsense", "/K7MH-9PXQ-6RT", "/x/certificate"])
def test_what_there_is_not_is_not_shown(two, address):
    assert two[0].get(f"/retention{address}").status in (400, 404)


@pytest.fixture
def auditor(triage):
    triage.at(datetime.now(UTC))
    return triage.staffed(Role.AUDITOR, name="a.audit")[1]


def test_the_story_of_an_item_is_told_in_order(office, auditor):
    page = auditor.get(f"/accountability/item?reference={office.unit.submission.reference}")
    told = page.text()
    assert told.index("Ravensike Homes sent") < told.index("A.Uthor decided")
    assert "read the story of" in auditor.get("/trail").text("table")


def test_the_purposes_of_the_trail_are_shown(auditor):
    page = auditor.get("/accountability")
    assert "DPA 2018 s.62(4)" in page.text()
    assert "Nothing unusual was found" in page.text()


def test_looking_again_and_again_is_unusual(office, triage, auditor):
    member, officer = triage.staffed(name="n.osy")
    for _ in range(5):
        page = officer.get(f"/submissions/{office.unit.submission.reference}")
        page = officer.press(page, "/open")
        officer.press(page, "/close")
    told = auditor.get("/accountability").text("table")
    assert "N.Osy" in told
    assert f"submission {office.unit.submission.reference} 5 times in 7 days" in told


def test_what_a_person_saw_is_answered_and_taken_away(office, triage, auditor):
    _, officer = triage.staffed(name="n.osy")
    officer.press(officer.get(f"/submissions/{office.unit.submission.reference}"), "/open")
    today = datetime.now(UTC)
    days = "&".join(
        f"{name}-day={today.day}&{name}-month={today.month}&{name}-year={today.year}"
        for name in ("since", "until")
    )
    page = auditor.get(f"/accountability/person?person=n.osy&{days}")
    assert "N.Osy opened submission" in page.text("table")
    assert auditor.get(page.form("person.csv").action).heading == "Accountability"
    assert "took away what" not in auditor.get("/trail").text("table")
    written = auditor.press(page, "person.csv")
    assert written.headers["Content-Type"].startswith("text/csv")
    assert "N.Osy opened" in written.html
    assert "took away what" in auditor.get("/trail").text("table")


@pytest.mark.parametrize("query", ["item?reference=x", "item?reference=K7MH-9PXQ-6RM", "person"])
def test_what_cannot_be_answered_is_said(auditor, query):
    page = auditor.get(f"/accountability/{query}")
    assert (page.status, page.title.startswith("Error: ")) == (422, True)
