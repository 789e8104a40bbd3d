"""The way in and out."""

from __future__ import annotations

from datetime import timedelta

import pytest

from domain.organisations import Organisation, Standing
from domain.unit_of_work import unit_of_work
from portal.doors import WRONG
from tests import make

# Between wrong passwords one waits a little longer each time.
PAUSES = (0, 0, 0, 1, 2, 4, 8, 15, 30, 30)


@pytest.fixture
def other(doors, passwords, url_tokens):
    return make.partner(doors, passwords, url_tokens, name="Fernclough Academy")


def try_password(browser, token, password):
    return browser.submit(browser.get(f"/o/{token}"), {"password": password})


def test_the_url_leads_to_a_clean_address_and_the_password_opens_the_door(stranger, partner):
    there = stranger.get(f"/o/{partner.url_token}", follow=False)
    assert (there.status, there.location) == (303, "/sign-in")
    page = stranger.get("/sign-in")
    assert page.heading == "Sign in"
    assert partner.url_token not in page.html
    home = stranger.submit(page, {"password": partner.password})
    assert home.heading == "Ravensike Homes"
    assert home.title == "Ravensike Homes – Partnership Intelligence Portal"


def test_an_unknown_url_a_suspended_organisation_and_a_wrong_password_look_alike(
    app, doors, partner, other
):
    from tests.portal.browser import Browser

    with unit_of_work(doors.triage, make.SET_UP, make.NOW) as work:
        suspended = work.session.get_one(Organisation, other.organisation.id)
        suspended.standing = Standing.SUSPENDED
        work.record(make.organisations.onboarding.audit.OrganisationUrlIssued(suspended))
    shown = set()
    for token, password in (
        ("no-such-token", partner.password),
        (other.url_token, other.password),
        (partner.url_token, "not the password"),
    ):
        page = try_password(Browser(app), token, password)
        assert page.status == 422
        assert WRONG in page.text()
        shown.add((page.title, page.text(), tuple(sorted(page.names, key=str))))
    assert len(shown) == 1


def test_after_ten_wrong_passwords_one_has_to_wait_and_others_do_not(app, partner, other, clock):
    from tests.portal.browser import Browser

    here = Browser(app)
    for pause in PAUSES:
        assert try_password(here, partner.url_token, "wrong").status == 422
        clock.now += timedelta(seconds=pause)
    page = try_password(here, partner.url_token, partner.password)
    assert page.status == 429
    assert int(page.headers["Retry-After"]) > 60
    assert "You can try again in" in page.text()
    assert try_password(Browser(app), other.url_token, other.password).status == 200


def test_a_browser_that_signed_in_before_keeps_getting_in_during_an_attack(
    app, browser, partner, clock
):
    from tests.portal.browser import Browser

    attacker = Browser(app)
    for pause in PAUSES:
        try_password(attacker, partner.url_token, "wrong")
        clock.now += timedelta(seconds=pause)
    assert try_password(attacker, partner.url_token, partner.password).status == 429
    assert try_password(browser, partner.url_token, partner.password).heading == "Ravensike Homes"


def test_each_sign_in_gets_a_session_of_its_own(browser, partner):
    first = browser.cookie("session")
    try_password(browser, partner.url_token, partner.password)
    assert browser.cookie("session") != first


def test_signing_out_ends_the_session_at_the_server(browser, partner):
    token = browser.cookie("session")
    page = browser.post("/sign-out", follow=False)
    assert (page.status, page.location) == (303, "/signed-out")
    assert page.headers["Clear-Site-Data"] == '"cache", "storage"'
    assert browser.cookie("session") is None
    browser.client.set_cookie("__Host-portal-session", token, secure=True)
    assert browser.get("/home", follow=False).location.startswith("/sign-in")


def test_signing_out_asks_before_it_throws_a_form_away(browser):
    browser.post("/submit/submitter", {"name": "Ann Other"})
    page = browser.post("/sign-out")
    assert page.heading == "You have not sent your form"
    assert browser.submit(page, {"sure": "yes"}, "/sign-out").heading == "You are signed out"


def test_a_session_left_alone_ends_and_the_page_leads_back_after_signing_in(
    browser, partner, clock
):
    clock.now += timedelta(minutes=31)
    page = browser.get("/submit/what")
    assert page.heading == "Sign in"
    assert browser.submit(page, {"password": partner.password}).heading == "What happened"


def test_what_was_typed_when_the_session_had_ended_is_there_after_signing_in(
    browser, partner, clock
):
    browser.post(
        "/submit/submitter", {"name": "Ann Other", "role": "Nurse", "phone": "01632 960001"}
    )
    screen = browser.get("/submit/what")
    clock.now += timedelta(minutes=31)
    typed = "Two men.\r\nA white van <b>& 'more'"
    page = browser.submit(screen, {"facts": typed, "themes": ["drugs", "missing"]})
    assert page.status == 401
    assert page.heading == "Sign in"
    wrong = browser.submit(page, {"password": "wrong"}, "/sign-in")
    assert wrong.status == 422
    back = browser.submit(wrong, {"password": partner.password}, "/sign-in")
    assert back.heading == "What happened"
    assert back.fields["facts"] == ["Two men.\nA white van <b>& 'more'"]
    assert back.fields["themes"] == ["drugs", "missing"]
    assert browser.get("/submit/submitter").fields["name"] == ["Ann Other"]


def test_the_draft_of_a_session_that_was_signed_out_stays_shut(app, browser, partner):
    browser.post("/submit/submitter", {"name": "Ann Other"})
    token = browser.cookie("session")
    browser.post("/sign-out", {"sure": "yes"})
    browser.client.set_cookie("__Host-portal-session", token, secure=True)
    try_password(browser, partner.url_token, partner.password)
    assert browser.get("/submit/submitter").fields["name"] == [""]


def test_staying_answers_how_long_the_session_lasts(browser):
    token = browser.token()
    answer = browser.client.post("/stay", data={"csrf_token": token}, base_url=browser.base)
    assert answer.json == {"seconds_left": 1800}
