"""Searching at the triage door: by the body of a form, shown by the search's id."""

from __future__ import annotations

import pytest
from sqlalchemy import select

from domain import audit
from domain.permissions import Role
from domain.search import finding
from domain.unit_of_work import reading
from tests import make


@pytest.fixture
def sent(doors, partner, keyring):
    return make.queued(doors, partner, keyring)


def look(browser, **typed):
    return browser.press(browser.get("/search"), "/search", **typed)


@pytest.mark.parametrize(
    "typed",
    [
        {"text": "TJ20HBX"},
        {"text": "hazel court"},
        {"vrm": "TJ20 ???"},
        {"name": "Allan Wodsworth", "purpose": "a call to 101"},
        {"dob": "03/11/1971", "purpose": "a call to 101"},
        {"theme": "drugs"},
        {"state": "to screen"},
        {"received_from-day": "20", "received_from-month": "11", "received_from-year": "2026"},
    ],
)
def test_it_is_found_by(officer, sent, typed):
    page = look(officer, **typed)
    assert sent.reference in page.text("table")
    assert "1 found, newest first" in page.text()


def test_a_reference_is_found_however_it_is_typed(officer, sent):
    assert sent.reference in look(officer, text=sent.reference.lower()).text("table")


def test_what_is_found_is_shown_without_content(officer, sent):
    page = look(officer, text="cuckooed")
    assert sent.reference in page.text("table")
    for hidden in ("Wadsworth", "Hazel Court", "TJ2O"):
        assert hidden not in page.html


def test_no_address_holds_what_was_looked_for(officer, sent):
    form = officer.get("/search").form("/search")
    sent_on = officer.post("/search", form.fields | {"text": "hazel court"}, follow=False)
    assert sent_on.status == 303
    assert sent_on.location.removeprefix("/search/").count("-") == 4
    page = officer.get(sent_on.location)
    assert page.form("/search")["text"] == "hazel court"
    assert not any("hazel" in link.lower() for link in page.links)


def test_a_person_is_only_looked_for_with_a_purpose(officer, sent):
    page = look(officer, name="Alan Wadsworth")
    assert page.status == 422
    assert "Enter what you look for this for" in page.text()
    assert page.form("/search")["name"] == "Alan Wadsworth"


def test_whoever_is_cleared_always_says_why(triage, sent):
    page = look(triage.staffed(name="c.leared", cleared=True)[1], text="hazel court")
    assert page.status == 422
    assert "Enter what you look for this for" in page.text()


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ({}, "Enter what to look for"),
        ({"text": "the"}, "Enter something more particular"),
        ({"phone": "no"}, "Enter a phone number"),
        ({"received_to-day": "31", "received_to-month": "2", "received_to-year": "2026"},
         "Received to must be a real date"),
    ],
)  # fmt: skip
def test_what_cannot_be_looked_for_is_said_beside_its_box(officer, typed, said):
    page = look(officer, **typed)
    assert page.status == 422
    assert page.text().count(said) == 2
    assert all(page.form("/search")[name] == value for name, value in typed.items())


def test_nothing_found_comes_with_advice(officer, sent):
    page = look(officer, vrm="AB12 CDE")
    assert "Nothing was found" in page.text()
    assert "use fewer words" in page.text()


def test_another_s_search_is_not_found(officer, triage, sent):
    form = officer.get("/search").form("/search")
    mine = officer.post("/search", form.fields | {"text": "hazel"}, follow=False).location
    other = triage.staffed(name="k.khan")[1]
    assert other.get(mine).status == 404
    assert officer.get(f"{mine}?after=x").status == 400


def test_pages_follow_each_other(officer, doors, partner, keyring, monkeypatch):
    sent = {make.queued(doors, partner, keyring).reference for _ in range(3)}
    monkeypatch.setattr(finding, "PAGE", 2)
    first = look(officer, text="hazel court")
    second = officer.get(next(link for link in first.links if "after=" in link))
    seen = [link.removeprefix("/submissions/") for page in (first, second)
            for link in page.links if link.startswith("/submissions/")]  # fmt: skip
    assert len(seen) == len(set(seen)) == 3
    assert set(seen) == sent


def test_a_search_is_recorded_by_its_fields_alone(officer, doors, sent):
    look(officer, name="Alan Wadsworth", purpose="a call to 101")
    query = select(audit.AuditEvent).where(audit.AuditEvent.name == "SearchMade")
    with reading(doors.triage, make.officer(Role.AUDITOR)) as work:
        (event,) = work.session.scalars(query)
        facts = {"fields": ["name"], "shown": 1, "purposeful": True, "own_name": False}
        assert event.facts == facts
        assert b"adsworth" not in event.canonical


def test_an_auditor_does_not_search(triage):
    assert triage.staffed(Role.AUDITOR, "a.audit")[1].get("/search").status == 403
