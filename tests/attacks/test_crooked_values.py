"""Addresses and forms that no page of ours makes: answered in words, hindering nobody else."""

from __future__ import annotations

import pytest

from domain import ids
from domain.permissions import Role
from domain.queue import saved_views
from domain.unit_of_work import reading, unit_of_work
from tests import make
from triage import limits

OFFICERS = (
    "/queue?district=%00",
    "/queue?until=9999-12-31",
    "/queue?since=0001-01-01",
    "/queue/arrivals?since=0001-01-01T00:00:00%2B23:59",
    "/reports?district=%00",
    "/break-glass/item/%00",
)
MANAGERS = ("/numbers?until=0001-01-01", "/numbers?until=9999-12-31", "/numbers/safety?until=%00")
ADMINISTRATORS = ("/organisations?text=%00", "/staff?text=%00", "/staff?after=%00")
AUDITORS = ("/trail?person=%00",)


@pytest.mark.parametrize(
    ("role", "address"),
    [
        *((Role.TRIAGE_OFFICER, one) for one in OFFICERS),
        *((Role.INTELLIGENCE_MANAGER, one) for one in MANAGERS),
        *((Role.ADMINISTRATOR, one) for one in ADMINISTRATORS),
        *((Role.AUDITOR, one) for one in AUDITORS),
    ],
)
def test_an_address_that_no_page_leads_to_is_not_understood(triage, role, address):
    browser = triage.staffed(role)[1]
    assert browser.get(address).status in (400, 422)


@pytest.mark.parametrize(
    "crooked", [{"until": "9999-12-31"}, {"since": "0001-01-01"}, {"district": "Leeds\0"}]
)
def test_a_shared_view_cannot_close_the_queue_to_colleagues(triage, crooked):
    attacker = triage.staffed(name="a.ttacker")[1]
    typed = {"csrf_token": attacker.token(), "name": "Late", "shared": "yes"}
    assert attacker.post("/queue/views", typed | crooked).status == 400
    assert triage.staffed(name="c.olleague")[1].get("/queue").status == 200


@pytest.mark.parametrize("name", ["La\u202ete", "Late\u200b", "La\u2066te"])
def test_the_name_of_a_shared_view_hides_and_turns_nothing(doors, name):
    actor = make.member(doors.triage).as_actor(ids.new())
    with (
        unit_of_work(doors.triage, actor, make.NOW) as work,
        pytest.raises(saved_views.ViewRefused),
    ):
        saved_views.save(work, name, "/queue", shared=True, first=False)


def test_shared_views_do_not_crowd_out_a_colleague_s_own(doors):
    actors = [make.member(doors.triage, username=f"o.{n}").as_actor(ids.new()) for n in range(3)]
    colleague, *attackers = actors
    with unit_of_work(doors.triage, colleague, make.NOW) as work:
        saved_views.save(work, "Mine", "/queue?view=mine", shared=False, first=True)
    for attacker in attackers:
        with unit_of_work(doors.triage, attacker, make.NOW) as work:
            for number in range(saved_views.MOST):
                saved_views.save(work, f"!{number}", "/queue", shared=True, first=True)
    with reading(doors.triage, colleague, make.NOW) as work:
        assert saved_views.listed(work)[0].name == "Mine"


@pytest.mark.parametrize(
    "crooked",
    [{"since": "9999-12-31"}, {"person": "\0"}, {"until": "yesterday"}, {"person": "nobody"}],
)
@pytest.mark.parametrize("kind", ["csv", "txt"])
def test_what_a_person_saw_is_not_taken_away_for_crooked_days_or_names(triage, crooked, kind):
    auditor = triage.staffed(Role.AUDITOR, "a.audit")[1]
    typed = {"person": "a.audit", "since": "2026-01-01", "until": "2026-01-02"} | crooked
    typed |= {"csrf_token": auditor.token()}
    assert auditor.post(f"/accountability/person.{kind}", typed).status == 422


def test_a_day_that_has_no_next_one_is_no_day_to_search_until(triage):
    browser = triage.staffed()[1]
    typed = {"received_to-day": "31", "received_to-month": "12", "received_to-year": "9999"}
    page = browser.post("/search", typed | {"csrf_token": browser.token(), "text": "hazel court"})
    assert page.status == 422


def test_a_name_that_the_database_cannot_hold_is_not_understood_at_the_door(triage):
    browser = triage.browser()
    typed = {"username": "p.jones\0", "password": "a wrong one", "csrf_token": browser.token()}
    assert browser.post("/sign-in", typed).status == 400


def test_made_up_sessions_do_not_make_room_for_more_pages(triage, monkeypatch):
    monkeypatch.setattr(limits, "room_of_address", lambda: "5 per minute")
    browser = triage.browser()
    seen = []
    for number in range(7):
        browser.client.set_cookie("__Host-triage-session", f"made up {number}", secure=True)
        seen.append(browser.get("/sign-in").status)
    assert seen == [200] * 5 + [429] * 2
