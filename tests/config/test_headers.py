"""Security headers stand on every response, whatever it is."""

from __future__ import annotations

import pytest
from flask import Flask, Response, abort
from flask.testing import FlaskClient

from config.web import headers
from config.web.assets import asset
from tests.config.sample_apps import sample_app

NAMES = [name for name, _ in headers.ALWAYS if name != "Cache-Control"]


@pytest.fixture(scope="module")
def app() -> Flask:
    app = sample_app(testing=False)
    app.add_url_rule("/page", "page", lambda: "page")
    app.add_url_rule("/refused", "refused", lambda: abort(403))
    app.add_url_rule("/broken", "broken", lambda: 1 // 0)
    app.add_url_rule(
        "/file", "file", lambda: headers.as_download(Response(b"x"), 'a "b"\r\nX-Evil: \u202e1.txt')
    )
    return app


@pytest.fixture
def client(app: Flask) -> FlaskClient:
    return app.test_client()


@pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")
@pytest.mark.parametrize(
    ("path", "status"),
    [
        ("/page", 200),
        ("/refused", 403),
        ("/nowhere", 404),
        ("/broken", 500),
        ("/health", 200),
        ("/robots.txt", 200),
        ("/favicon.ico", 302),
        ("/.well-known/security.txt", 200),
        ("/static/x/nothing.css", 404),
        ("/contrast", 405),
    ],
)
def test_every_response_has_every_header(client: FlaskClient, path: str, status: int) -> None:
    answer = client.get(path)
    assert answer.status_code == status
    for name in NAMES:
        assert len(answer.headers.getlist(name)) == 1, f"{path}: {name}"
    assert answer.headers["Cache-Control"] == "no-store"
    assert answer.headers["Content-Security-Policy"] == headers.CONTENT_POLICY
    assert "Access-Control-Allow-Origin" not in answer.headers
    assert "Server" not in answer.headers, "the web server adds its name, without a version"


def test_a_static_file_has_them_too_and_may_be_kept(app: Flask, client: FlaskClient) -> None:
    with app.test_request_context():
        address = asset("css/app.css")
    answer = client.get(address)
    assert answer.status_code == 200
    assert answer.headers["Cache-Control"] == "public, max-age=31536000, immutable"
    assert all(name in answer.headers for name in NAMES)
    assert "Set-Cookie" not in answer.headers


def test_a_download_can_do_nothing_in_the_browser(client: FlaskClient) -> None:
    answer = client.get("/file")
    assert answer.headers.getlist("Content-Security-Policy") == [headers.DOWNLOAD_POLICY]
    assert "sandbox" in headers.DOWNLOAD_POLICY
    assert answer.headers["Content-Disposition"].startswith("attachment")
    assert "X-Evil" not in answer.headers
    assert "%E2%80%AE" not in answer.headers["Content-Disposition"]


def test_the_policy_allows_nothing_inline_and_nobody_else() -> None:
    assert "unsafe" not in headers.CONTENT_POLICY
    assert "http" not in headers.CONTENT_POLICY
    assert headers.CONTENT_POLICY.startswith("default-src 'none'")


@pytest.mark.parametrize(
    ("site", "mode", "dest", "status"),
    [
        ("same-origin", "cors", "empty", 200),
        ("none", "navigate", "document", 200),
        ("cross-site", "navigate", "document", 200),  # a link in a letter
        ("cross-site", "no-cors", "image", 403),
        ("cross-site", "navigate", "iframe", 403),
        ("same-site", "cors", "empty", 403),  # the other door, on another port
    ],
)
def test_other_sites_may_link_to_us_and_nothing_else(
    client: FlaskClient, site: str, mode: str, dest: str, status: int
) -> None:
    sent = {"Sec-Fetch-Site": site, "Sec-Fetch-Mode": mode, "Sec-Fetch-Dest": dest}
    assert client.get("/page", headers=sent).status_code == status


def test_a_change_started_by_another_site_is_refused_even_as_navigation(
    client: FlaskClient,
) -> None:
    sent = {
        "Sec-Fetch-Site": "cross-site",
        "Sec-Fetch-Mode": "navigate",
        "Sec-Fetch-Dest": "document",
    }
    assert client.post("/contrast", headers=sent).status_code in (400, 403)


def test_a_forwarded_address_is_believed_from_our_own_proxies_only() -> None:
    from flask import request

    sent = {"X-Forwarded-For": "203.0.113.9"}
    forged = {"X-Forwarded-For": "198.51.100.66, 203.0.113.9"}
    for hops, seen in ((0, "127.0.0.1"), (1, "203.0.113.9")):
        app = sample_app(proxy_hops=hops)
        app.add_url_rule("/from", "from", lambda: request.remote_addr or "")
        for given in (sent, forged):  # what a visitor wrote stands before what our proxy adds
            assert app.test_client().get("/from", headers=given).text == seen
