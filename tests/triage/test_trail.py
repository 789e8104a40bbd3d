"""The audit trail as an auditor sees it."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from domain.permissions import Role
from tests import make, reporting

NOBODYS = "K7MH-9PXQ-6RM"


@pytest.fixture
def auditor(triage):
    return triage.staffed(Role.AUDITOR, name="a.audit")[1]


@pytest.fixture
def sent(doors, partner, keyring):
    return make.queued(doors, partner, keyring)


def test_events_are_sentences_without_content(auditor, sent):
    page = auditor.get("/trail")
    assert f"Intake took in submission {sent.reference}: priority high" in page.text("table")
    assert f"Ravensike Homes sent submission {sent.reference}" in page.text("table")
    assert "Collection" in page.text("table")
    assert "Wadsworth" not in page.html


def test_reading_the_trail_is_in_the_trail(auditor):
    auditor.get("/trail?person=a.audit")
    assert "A.Audit read the audit trail: person a.audit" in auditor.get("/trail").text("table")


@pytest.mark.parametrize(
    ("filters", "found"),
    [
        ("person=p.jones", "P.Jones opened"),
        ("person=Jones", "P.Jones opened"),
        ("reference={reference}", "P.Jones opened"),
        ("organisation={organisation}", "Ravensike Homes sent"),
        ("name=SubmissionOpened", "P.Jones opened"),
        ("operation=consultation", "P.Jones opened"),
        ("since-day=1&since-month=1&since-year=2020", "P.Jones opened"),
        ("until-day=31&until-month=12&until-year=2199", "P.Jones opened"),
        ("until-day=1&until-month=1&until-year=2020", "No event matches"),
        ("name=OutcomeDecided", "No event matches"),
    ],
)
def test_filters(auditor, officer, sent, filters, found):
    address = f"/submissions/{sent.reference}"
    officer.press(officer.get(address), "/open")
    filters = filters.format(reference=sent.reference, organisation=sent.organisation_id)
    assert found in auditor.get(f"/trail?{filters}").text()


@pytest.mark.parametrize(
    ("filters", "said"),
    [
        ("person=nobody+of+that+name", "Nobody on the staff has that name or username"),
        ("reference=nonsense", "A reference has 11 letters and digits"),
        (f"reference={NOBODYS}", "There is no submission or report with that"),
        ("since-day=31&since-month=2&since-year=2026", "Enter a real date"),
        ("until-day=1", "Enter a real date"),
        ("since-day=1&since-month=1&since-year=0001", "Enter a year after 2000"),
    ],
)
def test_what_cannot_be_looked_for_is_said(auditor, filters, said):
    page = auditor.get(f"/trail?{filters}")
    assert page.status == 422
    assert page.title.startswith("Error: ")
    assert said in page.text()


@pytest.mark.parametrize("filters", ["name=x", "operation=x", "organisation=x"])
def test_a_filter_that_there_is_not_is_asked_for_again_with_the_others_kept(auditor, filters):
    page = auditor.get(f"/trail?person=a.audit&{filters}")
    assert page.status == 422
    assert "Choose one from the list" in page.text()
    assert page.form("/trail")["person"] == "a.audit"
    assert auditor.get("/trail?before=x").status == 400


def test_an_item_is_found_with_its_reports_and_what_was_given_of_them(
    auditor, doors, partner, keyring
):
    unit = reporting.unit(doors, partner, keyring)
    report = unit.live()
    for reference in (unit.submission.reference, report.reference):
        page = auditor.get(f"/trail?reference={reference}")
        assert report.reference in page.text("table"), reference
    assert f"took in submission {unit.submission.reference}" not in page.text("table")
    story = auditor.get(f"/trail?reference={unit.submission.reference}").links
    assert any("/accountability/item?reference=" in link for link in story)


def test_pages_follow_each_other(auditor, doors, partner, keyring):
    for _ in range(27):
        make.queued(doors, partner, keyring)
    first = auditor.get("/trail")
    older = next(link for link in first.links if "before=" in link)
    second = auditor.get(older)
    assert "sent submission" in second.text("table")
    assert "Newest events" in second.text()


def test_today_is_within_the_dates(auditor, sent):
    today = datetime.now(UTC)
    day = f"since-day={today.day}&since-month={today.month}&since-year={today.year}"
    assert sent.reference in auditor.get(f"/trail?{day}").text("table")


def test_a_refusal_is_in_the_trail(auditor, officer):
    page = officer.get("/trail")
    assert (page.status, page.heading) == (403, "You cannot open this page")
    said = "P.Jones was refused: read the audit trail"
    assert said in auditor.get("/trail?name=PermissionRefused").text("table")
