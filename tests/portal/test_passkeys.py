"""One person on one device signs in without the shared password; colleagues see and end it."""

from __future__ import annotations

import pytest

from domain.letters import Kind
from domain.organisations import Organisation
from domain.partner_passkeys import adding
from domain.unit_of_work import unit_of_work
from portal import create_app
from portal.passkeys import NO_NAME, WRONG_PASSWORD
from tests import letters, make
from tests.portal import passkeys
from tests.portal.passkeys import WHO, device


@pytest.fixture
def desk(settings, parts, doors):
    return passkeys.desk(create_app, settings, parts, doors)


@pytest.fixture
def ann(desk, partner):
    """A browser of somebody who added a passkey, and the device."""
    browser = desk.browser(partner)
    return browser, desk.add(browser)


def test_without_an_address_that_allows_them_none_are_offered(browser, stranger):
    assert "passkey" not in stranger.get("/sign-in").text()
    assert "Add a passkey" not in browser.get("/log-on").text()
    assert browser.get("/log-on/passkey").status == 404
    assert stranger.post("/sign-in/passkey", {"answer": "{}"}).status == 404
    assert stranger.post("/sign-in/passkey/options").status == 404


def test_without_javascript_the_password_form_stands_alone(desk, partner):
    html = desk.at_door(partner.url_token).get("/sign-in").html
    form = html[html.index('action="/sign-in/passkey"') :]
    assert "hidden" in form[: form.index(">")]


def test_a_passkey_signs_in_with_the_name_of_its_person(desk, partner, ann):
    _, own = ann
    browser = desk.at_door(partner.url_token)
    assert desk.give(browser, own).heading == "Ravensike Homes"
    assert browser.cookie("passkey") is None
    page = browser.get("/log-on")
    assert "Ann Other" in page.text("table")
    assert "This is you" in page.text()
    assert desk.events()[-1] == "PartnerSignedInWithPasskey"


def test_one_comes_back_to_the_page_one_was_going_to(desk, partner, ann):
    _, own = ann
    browser = desk.at_door(partner.url_token)
    answer = own.get(desk.options(browser))
    fields = {"answer": answer, "back": "/sent"}
    assert browser.post("/sign-in/passkey", fields, follow=False).location == "/sent"


def test_adding_one_tells_the_mailbox_and_names_nobody(desk, ann, doors):
    assert Kind.PASSKEY_ADDED in letters.kinds(doors)
    with doors.triage.begin() as session:
        found = session.execute(passkeys.text("select facts from letter")).scalars().all()
    assert "Ann" not in str(found)
    assert "PartnerPasskeyAdded" in desk.events()


def test_a_wrong_password_adds_none_and_counts(desk, partner):
    browser = desk.browser(partner)
    answer = desk.asked(browser, password="not the password")
    assert (answer.status_code, answer.json) == (422, {"words": WRONG_PASSWORD})
    assert desk.events()[-1] == "PartnerRefused"
    own = device()
    made = own.create('{"challenge": "AAAA"}')
    assert browser.post("/log-on/passkey", WHO | {"answer": made}).status == 422
    assert desk.asked(browser, your_name=" ").json == {"words": NO_NAME}


def test_wrong_passwords_have_to_wait_here_too(desk, partner):
    browser = desk.browser(partner)
    for _ in range(4):
        desk.asked(browser, password="not the password")
    answer = desk.asked(browser)
    assert answer.status_code == 422
    assert "Too many tries. Wait" in answer.json["words"]


def test_there_is_a_limit_on_their_number(desk, partner, monkeypatch):
    monkeypatch.setattr(adding, "MOST", 1)
    browser = desk.browser(partner)
    options = desk.asked(browser).get_data(as_text=True)
    desk.add(desk.browser(partner))
    page = browser.post("/log-on/passkey", WHO | {"answer": device().create(options)})
    assert page.status == 422
    assert "Your organisation has 1 passkeys" in page.text()
    assert "remove one" in desk.asked(browser).json["words"]


def test_anybody_there_removes_one_and_its_sessions_end_at_once(desk, partner, ann, doors):
    colleague, own = ann
    there = desk.at_door(partner.url_token)
    desk.give(there, own)
    page = colleague.get("/log-on")
    wanted = next(value for name, value in page.buttons if name == "passkey")
    assert "Nobody has one" in colleague.post("/log-on/passkeys", {"passkey": wanted}).text()
    assert there.get("/home").heading == "Sign in"
    assert colleague.get("/home").heading == "Ravensike Homes"
    assert desk.give(desk.at_door(partner.url_token), own).status == 422
    assert letters.kinds(doors).count(Kind.PASSKEY_ENDED) == 1


def test_a_new_password_shows_which_passkeys_still_serve(desk, partner, ann):
    browser, own = ann
    other = "velvet anchor pigeon thimble oat"
    fields = {"password": partner.password, "new_password": other}
    page = browser.post("/log-on/password", fields)
    assert page.heading == "The password is changed"
    assert "Ann Other" in page.text("table")
    assert desk.give(desk.at_door(partner.url_token), own).status == 200


def test_when_a_colleague_leaves_their_passkey_ends_and_others_stay(desk, partner, ann):
    browser, left = ann
    stays = desk.add(desk.browser(partner))
    page = browser.get("/log-on/colleague-left")
    assert "Ann Other, on front desk" in page.text()
    first = browser.get("/log-on").html.split('name="passkey" value="')[1].split('"')[0]
    browser.post("/log-on/colleague-left", {"passkey": first})
    assert desk.give(desk.at_door(partner.url_token), left).status == 422
    assert desk.give(desk.at_door(partner.url_token), stays).heading == "Ravensike Homes"
    assert desk.events().count("PartnerPasskeyEnded") == 1


def test_a_log_on_that_guesses_have_stopped_still_opens_to_a_passkey(desk, partner, ann, doors):
    _, own = ann
    with unit_of_work(doors.triage, make.SET_UP, make.NOW) as work:
        organisation = work.session.get_one(Organisation, partner.organisation.id)
        organisation.failures = 100
        work.record(make.organisations.onboarding.audit.OrganisationUrlIssued(organisation))
    assert desk.give(desk.at_door(partner.url_token), own).heading == "Ravensike Homes"
