"""Before the log-on: what the portal is for, asking for access, the policies."""

from __future__ import annotations

import re

import pytest
from sqlalchemy import select

from domain.letters import Kind
from domain.organisations.records import AccessRequest, RequestState
from domain.unit_of_work import reading
from tests import make
from tests.letters import kinds, link
from tests.parts import pango

ADMINISTRATOR = make.officer(make.Role.ADMINISTRATOR, "A Winterburn")
REQUEST = {
    "name": "Fernclough  Academy\u202e",
    "sector": "education",
    "district": "Kirklees",
    "contact_name": "Jo Doe",
    "contact_role": "Head",
    "phone": "01632 960003",
    "mailbox": "Safe@Fernclough.example",
    "has_agreement": "no",
    "expected_staff": "12",
    "why": "We see children being picked up.",
}


def requests(doors):
    with reading(doors.triage, ADMINISTRATOR, make.NOW) as work:
        return list(work.session.scalars(select(AccessRequest)))


def test_the_front_page_says_what_it_is_for_and_where_else_to_turn(stranger):
    said = stranger.get("/").text()
    for words in ("ring 999", "101", "What it is not for", "Who may join", "safeguarding referral"):
        assert words in said
    assert "/request-access" in stranger.get("/").links


def test_a_request_is_confirmed_by_its_mailbox_and_waits(stranger, doors):
    page = stranger.submit(stranger.get("/request-access"), REQUEST)
    assert page.heading == "Look in your shared mailbox"
    asked = requests(doors)[0]
    assert (asked.state, asked.name) == (RequestState.UNCONFIRMED, "Fernclough Academy")
    token = link(doors, Kind.MAILBOX_CONFIRMATION)
    looked = stranger.get(f"/request-access/{token}")
    assert stranger.get(f"/request-access/{token}").status == 200
    page = stranger.submit(looked, action=f"/request-access/{token}")
    assert "waits for an administrator" in page.text()
    assert requests(doors)[0].state == RequestState.WAITING
    assert kinds(doors)[-1] == Kind.REQUEST_WAITING


def test_the_link_of_a_request_works_once(stranger, doors):
    stranger.submit(stranger.get("/request-access"), REQUEST)
    token = link(doors, Kind.MAILBOX_CONFIRMATION)
    assert stranger.post(f"/request-access/{token}").status == 200
    for page in (stranger.post(f"/request-access/{token}"), stranger.get("/request-access/none")):
        assert (page.status, page.heading) == (410, "This link cannot be used")


def test_what_is_missing_is_said_beside_its_box(stranger):
    page = stranger.submit(stranger.get("/request-access"), {"mailbox": "nobody"})
    assert page.status == 422
    assert page.title.startswith("Error: ")
    for words in ("Enter your full name", "Choose a sector", "like team@example.org"):
        assert words in page.text()
    assert requests_links(page)


def requests_links(page):
    return {"#name", "#sector", "#mailbox", "#expected_staff"} <= set(page.links)


def test_asking_again_the_same_day_changes_nothing_and_says_the_same(stranger, doors):
    first = stranger.submit(stranger.get("/request-access"), REQUEST)
    again = stranger.submit(stranger.get("/request-access"), REQUEST)
    assert again.text() == first.text()
    assert len(requests(doors)) == 1


def test_one_address_cannot_ask_without_end(stranger):
    for _ in range(10):
        assert stranger.post("/request-access", {}).status == 422
    page = stranger.post("/request-access", {})
    assert page.status == 429
    assert "You can try again in" in page.text()


def test_every_policy_has_a_page_with_version_and_date(stranger):
    found = [path for path in stranger.get("/policies").links if path.startswith("/policies/")]
    assert len(found) == 18
    for path in found:
        page = stranger.get(path)
        assert page.status == 200
        if path != "/policies/print":
            assert re.search(r"Version 1\.\d, 22 November 2026", page.text())
    assert "seven golden rules" in stranger.get("/policies/consent").text().lower()


def test_the_whole_policy_is_one_page_to_print(stranger):
    said = stranger.get("/policies/print").text()
    for words in ("Freedom of Information", "Cookies", "Copyright", "Limitation of liability"):
        assert words in said


@pytest.mark.pango
def test_the_whole_policy_is_a_pdf_made_once(stranger):
    first = stranger.client.get("/policies/policy.pdf", base_url=stranger.base)
    assert first.data.startswith(b"%PDF-")
    assert first.headers["Content-Disposition"].startswith("attachment")
    assert stranger.client.get("/policies/policy.pdf", base_url=stranger.base).data == first.data


def test_without_pango_the_page_to_print_says_nothing_of_a_pdf(stranger, monkeypatch):
    from portal import papers

    monkeypatch.setattr(papers, "work", lambda: False)
    assert "/policies/policy.pdf" not in stranger.get("/policies/print").links
    assert stranger.get("/policies/policy.pdf").status == 404


def test_training_that_is_over_is_not_shown(stranger, clock):
    assert "14 January 2027" in stranger.get("/policies/training").text()
    clock.now = clock.now.replace(year=2028)
    assert "No events are planned" in stranger.get("/policies/training").text()


def test_this_machine_makes_pdf_or_says_so():
    from portal import papers

    assert papers.work() is bool(pango())
