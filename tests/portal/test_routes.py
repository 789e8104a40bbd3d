"""Who may open which page, and that looking changes nothing."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest

from config.web.access import ANYONE, needed
from portal import create_app
from tests import make
from tests.portal.browser import Browser

READ = [
    "/", "/cookies", "/accessibility", "/sign-in", "/home", "/submit", "/submit/check",
    "/submit/what", "/submit/people?add=yes", "/submit/ring-999", "/signed-out",
    "/policies", "/policies/consent", "/policies/training", "/policies/print", "/request-access",
    "/request-access/sent", "/request-access/waiting", "/mailbox/confirmed", "/forgotten-password",
    "/forgotten-password/sent", "/password-chosen", "/log-on", "/log-on/password",
    "/log-on/password-changed", "/log-on/colleague-left", "/guidance", "/guidance/examples",
    "/guidance/leaflet", "/sent", "/sent/led-to", "/submit/files", "/receipts/check",
]  # fmt: skip


def test_pages_that_need_it_ask_to_sign_in(app, stranger):
    for rule in app.url_map.iter_rules():
        if needed(app, rule.endpoint) == ANYONE:
            continue
        path = re.sub(r"<uuid:\w+>", str(make.ids.new()), rule.rule)
        path = re.sub(r"<\w+>", "what", path)
        if "GET" in rule.methods:
            assert stranger.get(path).heading == "Sign in"
        elif rule.endpoint == "doors.stay":
            assert stranger.post(path).status == 401
        else:
            page = stranger.post(path)
            assert (page.status, page.heading) == (401, "Sign in")


@pytest.mark.parametrize("path", READ)
def test_looking_works_where_nothing_can_be_written(app, browser, parts, path, monkeypatch):
    from portal import partners

    def refuse(*_):
        raise AssertionError("a page that is only looked at does one thing too much")

    monkeypatch.setattr(partners, "work_as", refuse)
    assert browser.get(path).status == 200


def test_sends_are_limited_in_words(app, browser):
    app.config["SENDS"] = 2
    for _ in range(2):
        assert browser.post("/submit/check", {}).status in (200, 422)
    page = browser.post("/submit/check", {})
    assert page.status == 429
    assert int(page.headers["Retry-After"]) > 60
    assert "You can try again in" in page.text()


def test_pages_are_limited_by_address(settings, parts):
    app = create_app(replace(settings, requests_per_minute=3), parts)
    statuses = [Browser(app).get("/guidance", follow=False).status for _ in range(5)]
    assert statuses == [303, 303, 303, 429, 429]
    assert Browser(app).get("/policies").status == 200


def test_a_store_of_limits_that_is_away_counts_in_memory(settings, parts, monkeypatch):
    app = create_app(replace(settings, requests_per_minute=3), parts)

    def away(*_args, **_named):
        raise ConnectionError

    monkeypatch.setattr(app.extensions["limits"].storage, "incr", away)
    assert [Browser(app).get("/guidance", follow=False).status for _ in range(5)] == [
        303,
        303,
        303,
        429,
        429,
    ]


def test_a_database_that_is_away_gives_a_page_that_keeps_what_was_typed(app, browser, monkeypatch):
    from config.database import UNAVAILABLE
    from portal import partners

    def away(*_):
        raise UNAVAILABLE[0]("select 1", {}, Exception("gone"))

    token = browser.token()
    monkeypatch.setattr(partners, "work_as", away)
    page = browser.post("/submit/what", {"facts": "A white van"}, token=token)
    assert page.status == 503
    assert page.fields["facts"] == ["A white van"]
    assert "Send it again" in page.text()
