"""Signing out at the provider too: offered to whoever came that way, leading nowhere else."""

from __future__ import annotations

from urllib.parse import parse_qsl, urlsplit

import pytest
import requests
from flask import Response

from domain.permissions import Role
from tests.triage.signing_on import LEFT

OFFERED = "Sign out of your force account too"
THERE_TOO = "You have signed out of your force account too."


@pytest.fixture
def out(sign_on):
    """Have somebody sign on, and out again; the page that follows, and their browser."""
    sign_on.set(signs_out=True)
    _, codes = sign_on.enrolled()

    def signed_out():
        browser = sign_on.door.browser()
        sign_on.bound(browser, codes)
        return browser, browser.press(browser.get("/queue"), "/sign-out")

    return signed_out


def leaving(browser):
    return browser.get("/sign-in/single/leave", follow=False)


def test_who_came_by_the_provider_is_offered_to_sign_out_there_and_comes_back(sign_on, out):
    browser, page = out()
    assert OFFERED in page.text()
    there = urlsplit(leaving(browser).location)
    asked = dict(parse_qsl(there.query))
    state = asked.pop("state")
    assert len(state) >= 43
    assert asked == {
        "realm": "1",
        "client_id": "partnership-triage",
        "post_logout_redirect_uri": LEFT,
    }
    given = requests.get(there.geturl(), timeout=5, allow_redirects=False)
    assert given.headers["Location"] == f"{LEFT}?state={state}"
    assert THERE_TOO in browser.get(f"/sign-in/single/left?state={state}").text()
    again = browser.get(f"/sign-in/single/left?state={state}").text()
    assert ("You have signed out" in again, THERE_TOO in again) == (True, False)


@pytest.mark.parametrize("state", ["", "?state=", "?state=another", "?state=%ff&next=//evil"])
def test_what_nobody_left_with_is_not_believed_and_no_address_is_followed(out, state):
    browser, _ = out()
    leaving(browser)
    page = browser.get(f"/sign-in/single/left{state}", follow=False)
    assert page.status == 200
    assert THERE_TOO not in page.text()
    assert "//evil" not in page.links


@pytest.mark.parametrize("asked", ["?next=//evil.example", "?post_logout_redirect_uri=//evil"])
def test_nobody_is_sent_to_where_an_address_of_ours_says(sign_on, out, asked):
    browser, _ = out()
    there = browser.get(f"/sign-in/single/leave{asked}", follow=False).location
    assert there.startswith(sign_on.provider.url + "/end?")
    assert "evil" not in there


@pytest.mark.parametrize(
    "told", [{}, {"end_session_endpoint": "http://evil.example"}, {"end_session_endpoint": 3}]
)
def test_it_is_not_offered_where_it_is_not_set_up_or_the_provider_does_not_say_how(
    sign_on, out, told
):
    sign_on.provider.metadata = told
    sign_on.set(signs_out=bool(told))
    _, codes = sign_on.enrolled("k.khan")
    sign_on.provider.person = {"sub": "77", "preferred_username": "k.khan"}
    browser = sign_on.door.browser()
    sign_on.bound(browser, codes)
    page = browser.press(browser.get("/queue"), "/sign-out")
    assert "You have signed out" in page.text()
    assert OFFERED not in page.text()
    assert leaving(browser).status == 404


def test_who_came_with_a_password_is_not_offered_it(sign_on):
    sign_on.set(signs_out=True)
    _, browser = sign_on.door.staffed(Role.SUPERVISOR, "s.super")
    page = browser.press(browser.get("/queue"), "/sign-out")
    assert OFFERED not in page.text()


def test_a_provider_that_is_away_holds_nobody_up_from_signing_out(sign_on, out):
    browser, page = out()
    sign_on.set(signs_out=True)  # it knows nothing of the provider any more
    sign_on.provider.answers = lambda: Response("down", 502)
    again = browser.get("/signed-out?why=single")
    assert "You have signed out" in again.text()
    assert OFFERED not in again.text()
