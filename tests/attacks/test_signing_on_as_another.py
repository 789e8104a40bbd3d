"""Who comes by single sign-on is who they are, may come in, and gave a second factor."""

from __future__ import annotations

from datetime import timedelta

import pytest
from sqlalchemy import text

from domain.permissions import Role
from domain.staff import StaffMember, identities, rights
from domain.unit_of_work import unit_of_work
from tests import make
from tests.triage.signing_on import JONES, check_refused

ADMINISTRATOR = make.officer(Role.ADMINISTRATOR, "A Winterburn")
ASKED = "Enter the code from your app"
AT = int(make.NOW.timestamp())


def test_whoever_has_no_account_gets_none(sign_on, doors, happened):
    check_refused(sign_on.come(sign_on.door.browser()), happened)
    with doors.triage.begin() as session:
        assert session.scalar(text("select count(*) from staff_member")) == 0


def test_a_disabled_account_is_refused_and_ends_at_once(sign_on, jones, happened, doors):
    member, codes = jones
    browser = sign_on.door.browser()
    page = sign_on.come(browser)
    with unit_of_work(doors.triage, ADMINISTRATOR, make.NOW) as work:
        rights.disable(work, work.session.get_one(StaffMember, member.id), "left")
    later = codes.at(make.NOW + timedelta(seconds=30))
    assert browser.press(page, "/sign-in/code", code=later).heading == "Sign in"
    check_refused(sign_on.come(sign_on.door.browser()), happened, "StaffRefused")


def test_an_account_that_is_stopped_stays_stopped(sign_on, jones, happened, doors):
    member, _ = jones
    with unit_of_work(doors.triage, ADMINISTRATOR, make.NOW) as work:
        found = work.session.get_one(StaffMember, member.id)
        found.failures = 100
        work.record(make.staff.refusals.audit.StaffRefused(found, address="x", because="a test"))
    check_refused(sign_on.come(sign_on.door.browser()), happened, "StaffRefused")


def test_taking_anothers_name_or_address_at_the_provider_opens_nothing(sign_on, jones, happened):
    sign_on.provider.person = JONES | {"sub": "attacker", "email": "p.jones@force.example"}
    check_refused(sign_on.come(sign_on.door.browser()), happened, "StaffRefused")


def test_taking_anothers_name_binds_nothing_without_their_second_factor(sign_on, happened):
    member, codes = sign_on.enrolled()
    sign_on.provider.person = JONES | {"sub": "attacker"}
    browser = sign_on.door.browser()
    page = sign_on.come(browser)
    assert browser.press(page, "/sign-in/code", code="000000").status == 422
    sign_on.provider.person = dict(JONES)
    own = sign_on.door.browser()
    assert sign_on.bound(own, codes).heading == "Queue"
    later = codes.at(make.NOW + timedelta(seconds=30))
    assert browser.press(page, "/sign-in/code", code=later).status == 422
    assert identities.is_bound(sign_on.member(member), sign_on.provider.url, JONES["sub"])


@pytest.mark.parametrize("verified", [False, None, "true", 1])
def test_an_address_that_the_provider_has_not_verified_is_nobodys(sign_on, happened, verified):
    sign_on.enrolled("p.jones@force.example")
    sign_on.set(username_claim="email")
    sign_on.provider.says = {"email": "p.jones@force.example", "email_verified": verified}
    check_refused(sign_on.come(sign_on.door.browser()), happened)
    sign_on.provider.says["email_verified"] = True
    assert sign_on.come(sign_on.door.browser()).heading == ASKED


@pytest.mark.parametrize("says", [{}, {"amr": ["pwd", "mfa", "otp"], "acr": "gold"}])
def test_what_the_provider_states_counts_for_nothing_unless_it_is_trusted(sign_on, jones, says):
    sign_on.provider.says = says
    browser = sign_on.door.browser()
    assert sign_on.come(browser).heading == ASKED
    assert browser.get("/queue").heading == ASKED


NOW = {"auth_time": AT}


@pytest.mark.parametrize(
    "says",
    [
        NOW,
        NOW | {"amr": []},
        NOW | {"amr": "mfa"},
        NOW | {"amr": ["pwd"]},
        NOW | {"amr": ["mfa"]},
        NOW | {"amr": ["MFA", "hwk"]},
        {"amr": ["mfa", "hwk"]},
        {"amr": ["mfa", "hwk"], "auth_time": AT - 331},
        {"amr": ["mfa", "hwk"], "auth_time": "now"},
    ],
    ids=str,
)
def test_without_the_stated_second_factor_a_trusted_provider_lets_nobody_in(
    sign_on,
    jones,
    happened,
    says,
):
    sign_on.set(trusted=True, amr=frozenset({"mfa", "hwk"}))
    sign_on.provider.says = says
    check_refused(sign_on.come(sign_on.door.browser()), happened)


@pytest.mark.parametrize("acr", [None, "silver", ["gold"], 1])
def test_a_required_context_has_to_be_stated_though_ours_is_asked_too(
    sign_on,
    jones,
    happened,
    acr,
):
    sign_on.set(acr=frozenset({"gold"}))
    sign_on.provider.says = {"acr": acr}
    check_refused(sign_on.come(sign_on.door.browser()), happened)


@pytest.mark.parametrize("where", ["//evil.example", "https://evil.example", "/\\evil.example"])
def test_nobody_is_sent_to_another_site(sign_on, jones, where):
    _, codes = jones
    browser = sign_on.door.browser()
    page = sign_on.come(browser, at="/sign-in/single?next=" + where)
    later = make.NOW + timedelta(seconds=30)
    page = browser.press(page, "/sign-in/code", follow=False, code=codes.at(later))
    assert page.location == "/"


def test_wrong_answers_are_slowed_down(sign_on):
    browser = sign_on.door.browser()
    statuses = [browser.get("/sign-in/single/back?code=x&state=y").status for _ in range(61)]
    assert statuses == [422] * 60 + [429]


def test_a_session_before_is_not_the_session_after(sign_on, jones):
    _, codes = jones
    browser = sign_on.door.browser()
    browser.client.set_cookie("__Host-triage-session", "fixed", secure=True, path="/")
    page = sign_on.come(browser)
    first = browser.client.get_cookie("__Host-triage-session").value
    browser.press(page, "/sign-in/code", code=codes.at(make.NOW + timedelta(seconds=30)))
    assert len({"fixed", first, browser.client.get_cookie("__Host-triage-session").value}) == 3


def test_once_released_an_account_is_found_anew_and_its_sessions_are_over(sign_on, jones, doors):
    member, codes = jones
    browser = sign_on.door.browser()
    later = codes.at(make.NOW + timedelta(seconds=30))
    assert browser.press(sign_on.come(browser), "/sign-in/code", code=later).heading == "Queue"
    with unit_of_work(doors.triage, ADMINISTRATOR, make.NOW) as work:
        identities.release(work, work.session.get_one(StaffMember, member.id), "another person")
    assert browser.get("/queue").heading == "Sign in"
    sign_on.provider.person = JONES | {"sub": "new"}
    assert sign_on.come(sign_on.door.browser()).heading == ASKED
