"""Two requests at one moment, on connections of their own."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace

import pytest
from sqlalchemy import text

from operations import scenarios
from portal import create_app
from tests import make
from tests.portal import journeys
from tests.portal.browser import Browser, Page

POSTS = scenarios.posts_of(scenarios.scenarios()[0])


@pytest.fixture
def there(settings, parts, committed_doors, passwords, url_tokens):
    """A browser signed in at a portal on a database of its own."""
    portal = committed_doors.portal
    app = create_app(settings, replace(parts, sessions=portal, lookups=portal))
    partner = make.partner(committed_doors, passwords, url_tokens)
    browser = Browser(app)
    browser.sign_in(partner.url_token, partner.password)
    return browser


def at_once(browser, posts):
    """Post each (path, fields) at the same moment with the same cookies."""
    session = browser.cookie("session")
    token = browser.token()

    def one(post):
        client = browser.client.application.test_client()
        client.set_cookie("__Host-portal-session", session, secure=True)
        path, fields = post
        data = {**fields, "csrf_token": token}
        return Page(client.post(path, data=data, base_url=browser.base))

    with ThreadPoolExecutor(len(posts)) as pool:
        return list(pool.map(one, posts))


def test_a_double_click_is_one_submission(there, committed_doors):
    page = journeys.fill_in(there, POSTS)
    fields = {"declaration": "yes", "send_key": page.fields["send_key"][0]}
    answers = at_once(there, [("/submit/check", fields)] * 4)
    assert {answer.status for answer in answers} == {303}
    assert len({answer.location for answer in answers}) == 1
    with committed_doors.triage.begin() as session:
        assert session.scalar(text("select count(*) from submission")) == 1


def test_screens_saved_at_one_moment_are_all_kept(there):
    posts = [
        ("/submit/submitter", dict(POSTS)["submitter"]),
        ("/submit/what", {"facts": "A white van"}),
        ("/submit/risk", {"to_whom": "The neighbour"}),
    ]
    assert {answer.status for answer in at_once(there, posts)} == {303}
    page = there.get("/submit/check")
    for words in ("Denise Ackroyd-Shaw", "A white van", "The neighbour"):
        assert words in page.text()
