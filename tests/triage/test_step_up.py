"""The second factor is asked for again before what is sensitive."""

from __future__ import annotations

from datetime import timedelta

import pyotp
import pytest

from domain import staff
from domain.permissions import Role
from domain.staff import sessions as staff_sessions
from domain.unit_of_work import unit_of_work
from tests import make
from tests.triage import door
from tests.triage.door import COOKIE

LATER = make.NOW + timedelta(minutes=6)


@pytest.fixture
def code(triage):
    """Somebody's browser, six minutes after signing in, and the code their app shows."""
    member, browser = triage.staffed(Role.ADMINISTRATOR, name="a.admin")
    with unit_of_work(triage.parts.sessions, make.SET_UP, make.NOW) as work:
        secret = staff.add_totp(work, member, door.FIELD_KEY, "phone")
    triage.at(LATER)
    return browser, pyotp.TOTP(secret).at(LATER)


def is_fresh(triage, browser):
    token = browser.client.get_cookie(COOKIE, path="/").value
    return staff_sessions.current(triage.parts.sessions, token, LATER).is_fresh(LATER)


def test_the_code_makes_the_session_fresh_and_gives_it_another_token(triage, code):
    browser, digits = code
    before = browser.client.get_cookie(COOKIE, path="/").value
    assert not is_fresh(triage, browser)
    page = browser.press(browser.get("/confirm?next=/organisations"), "/confirm", code=digits)
    assert page.heading == "Organisations"
    assert is_fresh(triage, browser)
    assert staff_sessions.current(triage.parts.sessions, before, LATER) is None


def test_a_wrong_code_makes_nothing_fresh_and_a_code_serves_once(triage, code):
    browser, digits = code
    page = browser.press(browser.get("/confirm"), "/confirm", code="000000")
    assert page.status == 422
    assert not is_fresh(triage, browser)
    assert browser.press(browser.get("/confirm"), "/confirm", code=digits).status == 200
    assert browser.press(browser.get("/confirm"), "/confirm", code=digits).status == 422


def test_it_does_not_lead_away_from_this_site(code):
    browser, digits = code
    asked = browser.get("/confirm?next=https://elsewhere.example/")
    page = browser.press(asked, "/confirm", follow=False, code=digits)
    assert page.location == "/"
