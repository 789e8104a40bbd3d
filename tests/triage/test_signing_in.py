"""How staff get in: a password, a code, and nothing with the one alone."""

from __future__ import annotations

import json
from datetime import timedelta

import pyotp
import pytest

from domain import staff
from domain.permissions import Role
from domain.unit_of_work import unit_of_work
from tests import make
from tests.triage.door import COOKIE, FIELD_KEY

PASSWORD = "lamp tiger cloud mosaic"
LANDINGS = {
    Role.TRIAGE_OFFICER: "Queue",
    Role.SUPERVISOR: "Queue",
    Role.INTELLIGENCE_MANAGER: "Queue",
    Role.ADMINISTRATOR: "Organisations",
    Role.AUDITOR: "Audit trail",
}


@pytest.fixture
def enrol(triage, passwords):
    """Somebody with a password and an authenticator; returns what makes their codes."""

    def enrolled(role=Role.TRIAGE_OFFICER, username="p.jones"):
        hashed = passwords.hashed(PASSWORD)
        member = make.member(triage.parts.sessions, role, username, password_hash=hashed)
        with unit_of_work(triage.parts.sessions, make.SET_UP, make.NOW) as work:
            secret = staff.add_totp(work, member, FIELD_KEY, "phone")
        return pyotp.TOTP(secret)

    return enrolled


@pytest.fixture
def codes(enrol):
    return enrol()


def give_password(browser, username="p.jones", password=PASSWORD, page=None):
    page = page or browser.get("/sign-in")
    return browser.press(page, "/sign-in", username=username, password=password)


@pytest.mark.parametrize("role", Role)
def test_a_password_and_a_code_lead_to_the_page_of_the_role(triage, enrol, role):
    codes = enrol(role)
    browser = triage.browser()
    page = give_password(browser)
    assert page.heading == "Enter the code from your app"
    before = browser.client.get_cookie(COOKIE).value
    page = browser.press(page, "/sign-in/code", code=codes.at(make.NOW))
    assert page.heading == LANDINGS[role]
    assert browser.client.get_cookie(COOKIE).value != before


@pytest.mark.parametrize(
    ("username", "password"), [("p.jones", "wrong password, quite"), ("nobody", PASSWORD)]
)
def test_a_wrong_password_and_an_unknown_name_get_the_same_answer(
    triage, codes, username, password
):
    page = give_password(triage.browser(), username, password)
    assert page.status == 422
    assert page.title.startswith("Error: Sign in")
    assert "Enter a correct username and password" in page.text()


def test_what_is_missing_is_said(triage):
    page = give_password(triage.browser(), "", "")
    assert page.status == 422
    assert "Enter your username" in page.text()
    assert "Enter your password" in page.text()


def test_a_password_alone_opens_nothing_but_the_page_for_the_code(triage, codes):
    browser = triage.browser()
    give_password(browser)
    for path in ("/", "/queue", "/organisations", "/trail"):
        assert browser.get(path).heading == "Enter the code from your app"
    assert browser.post("/queue/next", {"csrf_token": browser.token()}).heading.startswith("Enter")


def test_a_code_serves_once(triage, codes):
    code = codes.at(make.NOW)
    first, second = triage.browser(), triage.browser()
    pages = [give_password(browser) for browser in (first, second)]
    assert first.press(pages[0], "/sign-in/code", code=code).heading == "Queue"
    refused = second.press(pages[1], "/sign-in/code", code=code)
    assert refused.status == 422
    assert "Each code works once" in refused.text()


def test_too_many_wrong_passwords_have_to_wait_and_are_told_how_long(triage, codes):
    browser = triage.browser()
    pages = [give_password(browser, password="wrong password, quite") for _ in range(11)]
    assert [page.status for page in pages] == [422] * 10 + [429]
    assert 0 < int(pages[-1].headers["Retry-After"]) <= 301
    assert "You can try again in" in pages[-1].text()
    assert give_password(triage.browser(), username="k.khan").status == 422


def test_too_many_wrong_codes_have_to_wait(triage, codes):
    browser = triage.browser()
    page = give_password(browser)
    pages = [browser.press(page, "/sign-in/code", code="000000") for _ in range(11)]
    assert [each.status for each in pages] == [422] * 10 + [429]


def test_an_idle_session_ends_after_fifteen_minutes_and_any_after_ten_hours(triage, officer):
    triage.at(make.NOW + timedelta(minutes=14))
    assert officer.get("/queue").heading == "Queue"
    triage.at(make.NOW + timedelta(minutes=28))
    assert officer.get("/queue").heading == "Queue"
    triage.at(make.NOW + timedelta(minutes=43, seconds=1))
    assert officer.get("/queue").heading == "Sign in"


def test_signing_out_ends_the_session_here_and_there(officer):
    token = officer.client.get_cookie(COOKIE).value
    page = officer.press(officer.get("/queue"), "/sign-out", follow=False)
    assert "storage" in page.headers["Clear-Site-Data"]
    assert officer.client.get_cookie(COOKIE) is None
    officer.client.set_cookie(COOKIE, token, secure=True, path="/")
    assert officer.get("/queue").heading == "Sign in"


def test_staying_signed_in_says_for_how_long(triage, officer):
    page = officer.get("/queue")
    triage.at(make.NOW + timedelta(minutes=12))
    stayed = officer.press(page, "/stay")
    assert json.loads(stayed.html) == {"seconds_left": 900}


def test_who_was_sent_to_sign_in_comes_back_to_the_page(triage, codes):
    browser = triage.browser()
    page = browser.get("/queue?priority=high")
    assert page.form("/sign-in")["next"] == "/queue?priority=high"
    page = give_password(browser, page=page)
    page = browser.press(page, "/sign-in/code", code=codes.at(make.NOW), follow=False)
    assert page.location == "/queue?priority=high"


@pytest.mark.parametrize("where", ["//evil.example", "https://evil.example", "/\\evil.example"])
def test_nobody_is_sent_to_another_site(triage, codes, where):
    browser = triage.browser()
    page = give_password(browser, page=browser.get("/sign-in?next=" + where))
    page = browser.press(page, "/sign-in/code", code=codes.at(make.NOW), follow=False)
    assert page.location == "/"


def test_what_was_typed_when_the_session_ended_comes_back_after_signing_in(
    triage, codes, doors, partner, keyring
):
    sent = make.queued(doors, partner, keyring)
    browser = triage.browser()
    browser.press(give_password(browser), "/sign-in/code", code=codes.at(make.NOW))
    address = f"/submissions/{sent.reference}"
    browser.press(browser.get(address), "/claim")
    page = browser.press(browser.get(address), "/open")
    later = make.NOW + timedelta(minutes=20)
    triage.at(later)
    page = browser.press(page, "/screen", result="no concern", reason='All is\nwell: "<b>"')
    assert page.status == 401
    assert "What you typed is still in this page" in page.text()
    page = give_password(browser, page=page)
    page = browser.press(page, "/sign-in/code", code=codes.at(later))
    assert page.heading == "You are signed in again"
    page = browser.press(page, "/screen")
    assert "The safety screen is recorded." in page.text()
    assert 'Reason: All is well: "<b>"' in browser.press(page, "/open").text()
