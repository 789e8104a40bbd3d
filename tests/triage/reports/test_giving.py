"""Giving a report to somebody at the door; the ledger, the copies and the notices."""

from __future__ import annotations

import json

import pytest
from sqlalchemy import select

from domain import exports
from domain.audit import AuditEvent
from domain.exports import Format
from tests import make
from tests.reporting import CONSULTED, CONTENT, COVERT, content
from tests.triage.browser import BASE
from tests.triage.reports.desk import WHO, reference
from triage import printing


def copied(browser, page):
    form = page.form("/copy")
    own = {"Sec-Fetch-Site": "same-origin"}
    return browser.client.post(form.action, data=form.fields, base_url=BASE, headers=own)


def number_of(page):
    return page.heading.split()[0]


def test_a_live_report_is_given_and_its_copy_is_the_same_every_time(desk, doors):
    page = desk.given(reference(desk.sent()))
    assert "It is in the ledger." in page.text()
    first, again = copied(desk.browser, page), copied(desk.browser, page)
    assert first.status_code == 200
    assert first.data == again.data
    assert first.headers["Content-Disposition"].startswith("attachment")
    assert "sandbox" in first.headers["Content-Security-Policy"]
    told = json.loads(first.data)
    assert told["ledger"]["number"] == number_of(page)
    for hidden in ("Ravensike", "Ackroyd", "01632 960112", desk.submission):
        assert hidden.encode() not in first.data
    with doors.triage() as session:
        query = select(AuditEvent).where(AuditEvent.name == "CopyPrinted")
        events = session.scalars(query).all()
    assert len(events) == 2
    assert all(event.facts["recipients"] for event in events)


@pytest.mark.parametrize("form", [one for one in Format if one is not Format.PDF])
def test_every_form_can_be_taken(desk, form):
    page = desk.given(reference(desk.sent()), format=str(form))
    taken = copied(desk.browser, page)
    assert taken.status_code == 200
    assert CONTENT.items[0].text.encode() in taken.data


@pytest.mark.skipif(not exports.pdf_works(), reason="this machine has no Pango")
def test_a_pdf_is_given(desk):
    page = desk.given(reference(desk.sent()), format="pdf")
    assert copied(desk.browser, page).data.startswith(b"%PDF")


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"recipients": []}, "Select at least one recipient"),
        ({"recipients": ["trading-standards"]}, "may not hold OFFICIAL-SENSITIVE"),
        ({"purpose": " "}, "Enter what they need it for"),
        ({"format": ""}, "Select a format"),
    ],
)
def test_what_is_missing_or_not_permitted_is_refused_and_nothing_typed_is_lost(desk, change, said):
    page = desk.given(reference(desk.sent()), **{"caveat": "Not for the courts"} | change)
    assert page.status == 422
    assert said in page.text()
    assert page.form("/dissemination")["caveat"] == "Not for the courts"


def test_all_that_is_missing_is_said_at_once(desk):
    text = desk.given(reference(desk.sent()), recipients=[], purpose="", format="").text()
    for said in ("Select at least one recipient", "Enter what they need it for", "Select a format"):
        assert said in text


def test_only_those_who_may_hold_the_marking_are_offered(desk):
    page = desk.given(reference(desk.sent()), purpose="")
    assert "Trading standards" not in page.text()
    assert page.form("/dissemination").fields["recipients"] == [WHO]


def test_conditions_are_shown_and_consultation_is_asked_for(desk, supervisor):
    report = reference(desk.approved(desk.sent(content(CONSULTED)), supervisor))
    page = desk.given(report)
    assert page.status == 422
    assert "Do not visit the address" in page.text()
    assert "Enter who was consulted" in page.text()
    assert "It is in the ledger." in desk.given(report, consulted="DS Khan agreed").text()


def test_a_sensitive_report_waits_for_a_second_person(desk, supervisor):
    report = reference(desk.approved(desk.sent(content(COVERT)), supervisor))
    page = desk.given(report)
    assert "It waits for a second person to authorise it." in page.text()
    assert not page.has_form("/copy")
    assert not page.has_form("/authorisation")
    address = f"/ledger/{number_of(page)}"
    assert number_of(page) in supervisor.get("/ledger?view=waiting").text("table")
    done = supervisor.press(supervisor.get(address), "/authorisation")
    assert "You authorised it." in done.text()
    assert copied(desk.browser, desk.browser.get(address)).status_code == 200
    token = supervisor.get(address).form("/copy")["csrf_token"]
    late = supervisor.post(f"{address}/refusal", {"csrf_token": token, "reason": "No"})
    assert late.status == 409


def test_a_second_person_refuses_with_a_reason(desk, supervisor):
    report = reference(desk.approved(desk.sent(content(COVERT)), supervisor))
    address = f"/ledger/{number_of(desk.given(report))}"
    assert supervisor.press(supervisor.get(address), "/refusal").status == 422
    done = supervisor.press(supervisor.get(address), "/refusal", reason="Too many would know")
    assert "Too many would know" in done.text()


def test_everybody_who_was_given_it_is_told_that_it_was_wrong(desk):
    report = reference(desk.sent())
    line = desk.given(report)
    page = desk.browser.get(f"/reports/{report}/notice")
    refused = desk.browser.press(page, "/notice")
    assert refused.status == 422
    assert desk.browser.press(page, "/notice", kind="recall").status == 422
    notice = desk.browser.press(page, "/notice", kind="recall", words="Destroy it")
    assert "Destroy it" in notice.text()
    form = notice.form("/acknowledgement")
    copy = form.action.replace("acknowledgement", "copy")
    handed = desk.browser.client.post(
        copy, data=form.fields | {"recipient": WHO}, base_url=BASE,
        headers={"Sec-Fetch-Site": "same-origin"},
    )  # fmt: skip
    assert handed.headers["Content-Disposition"].startswith("attachment")
    assert desk.browser.post(copy, form.fields | {"recipient": "nobody"}).heading == notice.heading
    noted = desk.browser.post(
        notice.form("/acknowledgement").action,
        notice.form("/acknowledgement").fields | {"recipient": WHO},
    )
    assert "noted by P.Jones" in noted.text()
    assert "Recalled" in desk.browser.get(f"/ledger/{number_of(line)}").heading


@pytest.mark.parametrize(
    ("kind", "said"), [("recall", "Do not rely on any of it"), ("correction", "Part of it was")]
)
def test_a_notice_is_handed_over_with_its_marking_and_what_to_do(kind, said):
    told = {"kind": kind, "number": "DN-1", "report": "IR-1", "marking": "OFFICIAL-SENSITIVE"}
    told |= {"issued_at": make.NOW, "recipient": "Regional unit", "words": "<b>It is 16"}
    page = printing.notice(told | {"lines": [("DL-1", 2), ("DL-2", 3)]})
    assert page.count('<p class="marking marking-') == 2
    for words in (said, f"{kind.capitalize()} of report IR-1", "DL-1, version 2; DL-2, version 3",
                  "Regional unit", "&lt;b&gt;It is 16", "Name the notice"):  # fmt: skip
        assert words in page, words


def test_a_draft_is_given_to_nobody(desk):
    page = desk.begin()
    address = f"/reports/{reference(page)}/dissemination"
    assert desk.browser.get(address).heading.startswith("Report")
    typed = {"csrf_token": page.form("/sheet")["csrf_token"], "recipients": [WHO]}
    refused = desk.browser.post(address, typed | {"purpose": "x", "format": "json"})
    assert refused.status == 409


def test_an_export_asks_for_the_second_factor_once_more(desk, triage):
    page = desk.given(reference(desk.sent()))
    triage.at(make.NOW.replace(minute=10))
    assert copied(desk.browser, page).status_code == 401


def test_the_ledger_refuses_what_there_is_not(desk):
    assert desk.browser.get("/ledger?view=x").status == 422
    assert desk.browser.get("/ledger?after=x").status == 400
    assert desk.browser.get("/ledger/DL-K7MH-9PXQ-6RM").status == 404
    assert desk.browser.get("/notices/nonsense").status == 404
