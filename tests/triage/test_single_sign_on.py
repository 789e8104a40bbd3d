"""Police staff come in with the account their force gave them, and with our second factor."""

from __future__ import annotations

import time
from datetime import timedelta

import pytest
from flask import Response
from sqlalchemy import text

from domain.letters import Kind
from domain.permissions import Role
from tests import letters, make
from tests.providers import KEY, OTHER_KEY
from tests.triage.door import COOKIE
from tests.triage.signing_on import JONES
from tests.triage.test_signing_in import PASSWORD, give_password
from triage.single_sign_on import asking
from triage.single_sign_on.providers import NOT_AGAIN_WITHIN

ASKED = "Enter the code from your app"


@pytest.fixture
def hashed(passwords):
    return passwords.hashed(PASSWORD)


def test_without_settings_there_is_no_button_and_no_page(triage):
    browser = triage.browser()
    assert "Sign in with" not in browser.get("/sign-in").text()
    assert browser.get("/sign-in/single").status == 404
    assert browser.get("/sign-in/single/back?code=x&state=y").status == 404


def test_the_provider_is_asked_with_pkce_state_and_nonce_and_nothing_is_written(sign_on):
    browser = sign_on.door.browser()
    leaving = sign_on.begin(browser)
    for word in ("code_challenge_method=S256", "code_challenge=", "state=", "nonce="):
        assert word in leaving.location
    assert "response_type=code" in leaving.location
    assert sign_on.provider.settings().client_secret not in leaving.location
    cookie = browser.client.get_cookie("__Host-triage-sign-on")
    assert cookie.http_only
    assert cookie.secure
    assert cookie.max_age == 600


def test_single_sign_on_and_a_code_of_ours_lead_in(sign_on):
    sign_on.enrolled()
    browser = sign_on.door.browser()
    page = sign_on.come(browser)
    assert page.heading == ASKED
    assert browser.get("/queue").heading == ASKED
    assert browser.client.get_cookie("__Host-triage-sign-on") is None


def test_the_first_time_binds_the_account_records_it_and_tells_its_owner(sign_on, happened):
    member, codes = sign_on.enrolled(email="p.jones@force.example")
    browser = sign_on.door.browser()
    page = sign_on.come(browser)
    assert "StaffIdentityBound" not in happened()
    assert browser.press(page, "/sign-in/code", code=codes.at(make.NOW)).heading == "Queue"
    assert [each for each in happened() if each in ("StaffIdentityBound", "StaffSignedOn")] == [
        "StaffIdentityBound",
        "StaffSignedOn",
    ]
    assert Kind.STAFF_SIGN_ON_BOUND in letters.kinds(sign_on.doors)


def test_afterwards_the_providers_number_counts_and_not_the_name(sign_on, happened):
    _, codes = sign_on.enrolled()
    sign_on.bound(sign_on.door.browser(), codes)
    sign_on.provider.person = JONES | {"preferred_username": "p.jones-smith"}
    assert sign_on.come(sign_on.door.browser()).heading == ASKED


def test_one_comes_back_to_the_page_one_was_going_to(sign_on):
    _, codes = sign_on.enrolled()
    browser = sign_on.door.browser()
    page = browser.get("/queue?priority=high")
    link = next(each for each in page.links if each.startswith("/sign-in/single"))
    page = sign_on.come(browser, at=link)
    page = browser.press(page, "/sign-in/code", follow=False, code=codes.at(make.NOW))
    assert page.location == "/queue?priority=high"


def test_a_session_ends_as_others_do_and_signing_out_ends_it(sign_on):
    _, codes = sign_on.enrolled()
    browser = sign_on.door.browser()
    sign_on.bound(browser, codes)
    token = browser.client.get_cookie(COOKIE).value
    browser.press(browser.get("/queue"), "/sign-out")
    browser.client.set_cookie(COOKIE, token, secure=True, path="/")
    assert browser.get("/queue").heading == "Sign in"
    other = sign_on.door.browser()
    sign_on.door.at(make.NOW + timedelta(minutes=1))
    page = sign_on.come(other)
    other.press(page, "/sign-in/code", code=codes.at(make.NOW + timedelta(minutes=1)))
    sign_on.door.at(make.NOW + timedelta(minutes=17))
    assert other.get("/queue").heading == "Sign in"


def test_a_trusted_second_factor_is_enough_once_the_account_is_bound(sign_on, happened):
    sign_on.set(trusted=True, amr=frozenset({"mfa"}))
    sign_on.provider.says = {"amr": ["pwd", "mfa"], "auth_time": int(make.NOW.timestamp())}
    _, codes = sign_on.enrolled(role=Role.ADMINISTRATOR)
    first = sign_on.door.browser()
    page = sign_on.come(first)
    assert page.heading == ASKED
    first.press(page, "/sign-in/code", code=codes.at(make.NOW))
    again = sign_on.door.browser()
    leaving = sign_on.begin(again)
    assert "max_age=300" in leaving.location
    assert sign_on.bring(again, sign_on.answer(leaving)).heading == "Organisations"
    assert happened().count("StaffSignedOn") == 2


def test_what_is_sensitive_asks_for_our_second_factor_all_the_same(sign_on):
    sign_on.set(trusted=True, acr=frozenset({"gold"}))
    sign_on.provider.says = {"acr": "gold", "auth_time": int(make.NOW.timestamp())}
    _, codes = sign_on.enrolled(role=Role.ADMINISTRATOR)
    sign_on.bound(sign_on.door.browser(), codes)
    browser = sign_on.door.browser()
    sign_on.come(browser)
    later = make.NOW + timedelta(minutes=1)
    sign_on.door.at(later)
    page = browser.get("/staff/new")
    assert page.has_form("/confirm")
    assert browser.press(page, "/confirm", code=codes.at(later)).heading == "Invite somebody"


def test_passwords_can_be_left_to_one_account_alone(sign_on, hashed, happened):
    sign_on.enrolled(password_hash=hashed)
    sign_on.enrolled("a.admin", role=Role.ADMINISTRATOR, password_hash=hashed)
    sign_on.set(password_only_for="a.admin")
    browser = sign_on.door.browser()
    assert "Emergency account" in browser.get("/sign-in").text()
    for _ in range(3):
        refused = give_password(browser)
        assert refused.status == 422
        assert "Enter a correct username and password" in refused.text()
    assert happened().count("StaffRefused") == 3
    assert sign_on.failures("p.jones") == 0
    assert give_password(browser, "a.admin").heading == ASKED
    assert sign_on.come(sign_on.door.browser()).heading == ASKED


def test_guesses_where_passwords_are_switched_off_write_no_letters(sign_on, hashed):
    sign_on.enrolled(password_hash=hashed, email="p.jones@force.example")
    stopped = "update staff_member set failures = 100"
    with sign_on.doors.triage.begin() as session:
        session.execute(text(stopped))
    sign_on.set(password_only_for="a.admin")
    assert give_password(sign_on.door.browser()).status == 422
    assert letters.kinds(sign_on.doors) == []


def test_when_the_provider_is_down_it_is_said_and_the_password_still_serves(sign_on, hashed):
    sign_on.enrolled(password_hash=hashed)
    sign_on.provider.answers = lambda: Response("down", 502)
    browser = sign_on.door.browser()
    page = browser.get("/sign-in/single")
    assert (page.status, page.heading) == (503, "Single sign-on does not answer")
    assert page.headers["Retry-After"] == "60"
    assert "Sign in with your password" in page.text()
    assert give_password(browser).heading == ASKED


def test_a_provider_that_goes_down_half_way_is_said_as_well(sign_on):
    sign_on.enrolled()
    browser = sign_on.door.browser()
    answer = sign_on.answer(sign_on.begin(browser))
    sign_on.provider.answers = lambda: Response("down", 502)
    assert sign_on.bring(browser, answer).status == 503


@pytest.mark.parametrize(
    "answers",
    [
        lambda: Response(b"x" * (asking.LARGEST + 1)),
        lambda: Response("[1, 2]"),
        lambda: Response("no JSON at all"),
        lambda: Response("", 302, {"Location": "http://localhost:9/"}),
    ],
    ids=["too long", "no object", "no JSON", "sent elsewhere"],
)
def test_an_answer_that_is_no_answer_is_read_no_further(sign_on, answers):
    sign_on.provider.answers = answers
    assert sign_on.door.browser().get("/sign-in/single").status == 503


def test_a_provider_that_drips_is_given_up(sign_on, monkeypatch):
    monkeypatch.setattr(asking, "IN_ALL", 0.2)

    def drip():
        for _ in range(40):
            time.sleep(0.05)
            yield b" "

    sign_on.provider.answers = lambda: Response(drip())
    began = time.monotonic()
    assert sign_on.door.browser().get("/sign-in/single").status == 503
    assert time.monotonic() - began < 1.5


def test_a_provider_that_hangs_holds_four_threads_at_most(sign_on):
    for _ in range(asking.MOST_AT_ONCE):
        assert asking._PLACES.acquire(blocking=False)
    try:
        assert sign_on.door.browser().get("/sign-in/single").status == 503
    finally:
        for _ in range(asking.MOST_AT_ONCE):
            asking._PLACES.release()


def test_a_new_key_of_the_provider_is_looked_up_but_not_at_every_sign_on(sign_on, monkeypatch):
    sign_on.enrolled()
    sign_on.come(sign_on.door.browser())
    sign_on.provider.keys = [OTHER_KEY]
    sign_on.provider.signs = sign_on.signed_with(OTHER_KEY)
    assert sign_on.come(sign_on.door.browser()).status == 422
    assert sign_on.provider.asked.count("/keys") == 1
    monkeypatch.setattr("triage.single_sign_on.providers.NOT_AGAIN_WITHIN", 0.0)
    assert NOT_AGAIN_WITHIN == 60
    assert sign_on.come(sign_on.door.browser()).heading == ASKED
    assert sign_on.provider.asked.count("/keys") == 2
    assert KEY.kid != OTHER_KEY.kid


def test_an_administrator_releases_an_account_with_a_reason(sign_on, jones, happened):
    member, _ = jones
    _, browser = sign_on.door.staffed(Role.ADMINISTRATOR, "a.admin")
    address = f"/staff/{member.id}"
    page = browser.get(address)
    assert f"{sign_on.provider.url} knows them" in page.text()
    page = browser.get(f"{address}/do/release")
    assert "Enter a reason" in browser.press(page, "/release", reason=" ").text()
    page = browser.press(page, "/release", reason="Has a new account in the force")
    assert "Single sign-on finds the account anew" in page.text()
    assert "knows them" not in page.text()
    assert "StaffIdentityReleased" in happened()
