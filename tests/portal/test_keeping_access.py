"""The shared password: chosen, forgotten, changed, ended; and who is signed in."""

from __future__ import annotations

import time
from dataclasses import replace
from datetime import timedelta

import pytest

from domain.letters import Kind
from domain.organisations import Organisation, activities, mailboxes
from domain.unit_of_work import reading, unit_of_work
from portal import create_app
from tests import make
from tests.letters import LINK_KEYS, kinds, link, secrets
from tests.portal.browser import Browser

ADMINISTRATOR = make.officer(make.Role.ADMINISTRATOR, "A Winterburn")
NEW = "gravel otter lantern quilt mimosa"


def choose(browser, path, **fields):
    return browser.submit(browser.get(path), {"new_password": NEW, "terms": "yes"} | fields, path)


def test_an_invitation_leads_to_a_password_and_in(stranger, doors, invited):
    sent = secrets(doors, Kind.INVITATION)
    path = f"/first-password/{sent['link_token']}"
    page = stranger.get(path)
    assert page.heading == "Choose your password"
    page = choose(stranger, path, your_name="Jo Doe")
    assert page.heading == "Your password is chosen"
    assert "Jo Doe" in stranger.get("/log-on").text()
    with reading(doors.triage, ADMINISTRATOR, make.NOW) as work:
        assert activities.of(work, invited).terms_version == "1.0"
    colleague = Browser(stranger.client.application)
    assert colleague.sign_in(sent["url_token"], NEW).heading == "Ravensike Homes"


def test_the_link_works_once_and_looking_does_not_use_it(stranger, doors, invited):
    path = f"/first-password/{link(doors, Kind.INVITATION)}"
    for _ in range(3):
        assert stranger.get(path).status == 200
    choose(stranger, path)
    for page in (stranger.get(path), stranger.post(path, {"new_password": NEW, "terms": "yes"})):
        assert (page.status, page.heading) == (410, "This link cannot be used")


def test_a_link_for_one_purpose_serves_no_other(stranger, doors, invited):
    token = link(doors, Kind.INVITATION)
    for path in (f"/new-password/{token}", f"/mailbox/{token}", f"/request-access/{token}"):
        assert stranger.get(path).status == 410
        assert stranger.post(path, {"new_password": NEW, "terms": "yes"}).status == 410


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        ({"new_password": "short"}, "Use at least 15 characters; this has 5"),
        ({"new_password": "ravensike homes ravensike"}, "built from the names"),
        ({"new_password": "partnership portal partnership"}, "built from the names"),
        ({"terms": []}, "Tick the box to accept the terms"),
    ],
)
def test_a_password_that_is_refused_is_refused_with_reasons(stranger, doors, invited, fields, said):
    path = f"/first-password/{link(doors, Kind.INVITATION)}"
    page = choose(stranger, path, **fields)
    assert page.status == 422
    assert said in page.text()
    assert fields.get("new_password", NEW) not in page.html
    assert choose(stranger, path).heading == "Your password is chosen"


def test_five_words_are_offered_and_strength_is_said_in_words(stranger, doors, invited):
    page = stranger.get(f"/first-password/{link(doors, Kind.INVITATION)}")
    assert "Five words drawn by chance" in page.text()
    token = page.fields["csrf_token"][0]
    for typed, said in (("abc", "at least 15"), (NEW, "This is very hard to guess.")):
        answer = stranger.client.post(
            "/password-strength",
            data={"password": typed, "csrf_token": token},
            base_url=stranger.base,
        )
        assert said in answer.json["words"]


def test_a_forgotten_password_is_chosen_again_through_the_mailbox(stranger, doors, partner):
    stranger.get(f"/o/{partner.url_token}")
    page = stranger.post("/forgotten-password")
    assert page.heading == "Look in your shared mailbox"
    page = choose(stranger, f"/new-password/{link(doors, Kind.RENEWAL)}")
    assert page.heading == "Your password is chosen"
    assert Kind.RENEWED in kinds(doors)


def test_forgetting_says_the_same_to_everybody(app, doors, partner):
    shown = set()
    for token in (partner.url_token, "no-such-token", None):
        somebody = Browser(app)
        if token:
            somebody.get(f"/o/{token}")
        page = somebody.post("/forgotten-password")
        shown.add((page.status, page.text()))
    assert len(shown) == 1
    assert kinds(doors).count(Kind.RENEWAL) == 1


def test_forgetting_takes_as_long_for_everybody(settings, parts, partner):
    slow = replace(parts, refusals_take=0.5)
    steps = set()
    for token in (partner.url_token, "no-such-token"):
        somebody = Browser(create_app(settings, slow))
        somebody.get(f"/o/{token}")
        form = somebody.token()
        started = time.monotonic()
        somebody.post("/forgotten-password", token=form, follow=False)
        steps.add(int((time.monotonic() - started) / 0.5))
    assert steps == {1}


def test_a_changed_password_signs_everybody_else_out(app, browser, partner):
    colleague = Browser(app)
    colleague.sign_in(partner.url_token, partner.password)
    page = browser.submit(
        browser.get("/log-on/password"),
        {"password": partner.password, "new_password": NEW},
        "/log-on/password",
    )
    assert page.heading == "The password is changed"
    assert browser.get("/home").heading == "Ravensike Homes"
    assert colleague.get("/home").heading == "Sign in"


def test_a_wrong_present_password_changes_nothing(browser, partner):
    page = browser.submit(
        browser.get("/log-on/password"),
        {"password": "wrong", "new_password": NEW},
        "/log-on/password",
    )
    assert page.status == 422
    assert "The present password is wrong" in page.text()
    assert "/log-on/password" in page.actions


def test_a_colleague_who_left_is_out_and_so_is_everybody(app, browser, doors, partner):
    page = browser.get("/log-on/colleague-left")
    assert "everybody is signed out" in page.text()
    assert "partnership@ravensike.example" in page.text()
    assert browser.submit(page, action="/log-on/colleague-left").status == 200
    assert browser.get("/home").heading == "Sign in"
    assert Browser(app).sign_in(partner.url_token, partner.password).status == 422
    path = f"/new-password/{link(doors, Kind.COLLEAGUE_LEFT)}"
    assert choose(browser, path).heading == "Your password is chosen"


def test_sessions_are_listed_by_name_and_device_and_ended_singly(app, browser, partner):
    colleague = Browser(app)
    colleague.client.environ_base["HTTP_USER_AGENT"] = "Mozilla/5.0 (iPhone; Safari/604.1)"
    colleague.sign_in(partner.url_token, partner.password, your_name="Sam <b>Ogden</b>")
    page = browser.get("/log-on")
    assert "Sam <b>Ogden</b>" in page.text()
    assert "Safari on an iPhone" in page.text()
    assert "127.0.0.1" in page.text()
    number = next(value for name, value in page.buttons if name == "session" and value != "others")
    browser.post("/log-on/sessions", {"session": number})
    assert colleague.get("/home").heading == "Sign in"
    assert browser.get("/home").heading == "Ravensike Homes"


def test_all_sessions_but_ones_own_can_be_ended(app, browser, partner):
    others = [Browser(app) for _ in range(2)]
    for other in others:
        other.sign_in(partner.url_token, partner.password)
    browser.post("/log-on/sessions", {"session": "others"})
    assert {other.get("/home").heading for other in others} == {"Sign in"}
    assert "End all sessions" not in browser.get("/log-on").text()


def test_another_organisation_s_session_is_not_ended(app, browser, doors, passwords, url_tokens):
    other = make.partner(doors, passwords, url_tokens, name="Fernclough Academy")
    theirs = Browser(app)
    theirs.sign_in(other.url_token, other.password)
    own = Browser(app)
    own.sign_in(other.url_token, other.password)
    found = [value for name, value in theirs.get("/log-on").buttons if name == "session"]
    browser.post("/log-on/sessions", {"session": found[0]})
    assert own.get("/home").heading == "Fernclough Academy"
    assert browser.post("/log-on/sessions", {"session": "nonsense"}).status == 404


def test_a_new_mailbox_is_confirmed_by_its_link_once(stranger, doors, partner):
    with unit_of_work(doors.triage, ADMINISTRATOR, make.NOW) as work:
        found = work.session.get_one(Organisation, partner.organisation.id)
        mailboxes.change(work, found, "new@ravensike.example", LINK_KEYS)
    path = f"/mailbox/{link(doors, Kind.MAILBOX_CHANGE_LINK)}"
    page = stranger.get(path)
    assert page.heading == "Confirm this mailbox"
    assert stranger.submit(page, action=path).heading == "The mailbox is changed"
    assert stranger.post(path).status == 410


def test_a_link_that_is_too_old_is_refused_kindly(stranger, doors, invited, clock):
    path = f"/first-password/{link(doors, Kind.INVITATION)}"
    clock.now += timedelta(hours=73)
    page = stranger.get(path)
    assert page.status == 410
    assert "Ask for another link" in page.text()
