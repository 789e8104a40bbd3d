"""Error pages: plain words, the telephone number, and nothing typed lost where it can be helped."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta

import pytest
from flask import Flask, abort, request
from flask.testing import FlaskClient
from werkzeug.exceptions import ServiceUnavailable, TooManyRequests

from config.web import errors
from tests.config.sample_apps import sample_app

PHONE = "0113 496 0100"


@pytest.fixture
def app() -> Flask:
    app = sample_app(testing=False)
    app.add_url_rule("/fail/<int:code>", "fail", lambda code: abort(code))
    return app


@pytest.fixture
def client(app: Flask) -> FlaskClient:
    return app.test_client()


@pytest.mark.parametrize("code", errors.PAGES)
def test_every_error_says_what_to_do_and_whom_to_ring(client: FlaskClient, code: int) -> None:
    answer = client.get(f"/fail/{code}")
    assert answer.status_code == code
    assert f'<h1 class="govuk-heading-l">{errors.PAGES[code].title}</h1>' in answer.text
    assert (
        f"<title>{errors.PAGES[code].title} – Partnership Intelligence Portal</title>"
        in answer.text
    )
    assert PHONE in answer.text
    assert "999" in answer.text


def test_an_error_without_a_page_of_its_own_gets_the_nearest(client: FlaskClient) -> None:
    assert client.get("/fail/418").status_code == 400
    assert client.get("/fail/502").status_code == 500


@pytest.mark.parametrize(
    ("wait", "header", "words"),
    [
        (30, "30", "30 seconds"),
        (61, "61", "2 minutes"),
        (3600, "3600", "1 hour"),
        (None, "60", "1 minute"),
    ],
)
def test_too_many_tries_says_how_long_to_wait(
    app: Flask, wait: int | None, header: str, words: str
) -> None:
    def busy() -> str:
        raise TooManyRequests(retry_after=wait)

    app.add_url_rule("/busy", "busy", busy)
    answer = app.test_client().get("/busy")
    assert answer.status_code == 429
    assert answer.headers.getlist("Retry-After") == [header]
    assert f"You can try again in {words}." in answer.text
    assert PHONE in answer.text


def test_the_wait_may_be_a_moment_in_time() -> None:
    soon = datetime.now(UTC) + timedelta(seconds=90)
    assert 85 <= errors.retry_after(TooManyRequests(retry_after=soon)) <= 90
    assert errors.retry_after(errors.slow_down(0.2)) == 1


def test_a_wrong_method_says_which_are_right(client: FlaskClient) -> None:
    answer = client.get("/contrast")
    assert answer.status_code == 405
    assert "POST" in answer.headers["Allow"]


def test_a_body_too_large_is_refused_by_name(app: Flask) -> None:
    app.add_url_rule("/send", "send", lambda: str(len(request.form)), methods=["POST"])
    answer = app.test_client().post("/send", data={"words": "x" * 200_000})
    assert answer.status_code == 413
    assert "too large" in answer.text


TYPED = {"story": "\nLine <b>one</b>\nline two", "password": "a secret", "csrf_token": "stale"}


def test_a_stale_form_can_be_sent_again_from_our_own_page(app: Flask) -> None:
    seen = []
    app.add_url_rule(
        "/tell", "tell", lambda: seen.append(dict(request.form)) or "", methods=["POST"]
    )
    client = app.test_client()
    page = client.post("/tell", data=TYPED, headers={"Sec-Fetch-Site": "same-origin"})
    assert page.status_code == 400
    assert "We could not be sure that you sent this" in page.text
    assert "Line &lt;b&gt;one&lt;/b&gt;" in page.text
    assert "a secret" not in page.text
    token = re.findall(r'name="csrf_token"\s+value="([^"]+)"', page.text)[-1]
    assert client.post("/tell", data={**TYPED, "csrf_token": token}).status_code == 200
    assert seen[0]["story"] == TYPED["story"]


@pytest.mark.parametrize("site", [None, "cross-site", "same-site"])
def test_a_forged_form_never_comes_back_with_a_good_token(app: Flask, site: str | None) -> None:
    app.add_url_rule("/tell", "tell", lambda: "", methods=["POST"])
    sent = {"Sec-Fetch-Site": site} if site else {}
    page = app.test_client().post("/tell", data=TYPED, headers=sent)
    assert page.status_code in (400, 403)
    assert "Line" not in page.text


def test_what_was_typed_while_the_database_was_down_is_kept(app: Flask) -> None:
    def down() -> str:
        raise ServiceUnavailable

    app.add_url_rule("/tell", "tell", down, methods=["POST"])
    app.config["WTF_CSRF_ENABLED"] = False
    sent = {"Sec-Fetch-Site": "same-origin"}
    page = app.test_client().post("/tell?step=2", data=TYPED, headers=sent)
    assert page.status_code == 503
    assert 'action="/tell?step=2"' in page.text
    assert "line two" in page.text
    assert "a secret" not in page.text


def test_a_fault_shows_no_detail(app: Flask, client: FlaskClient) -> None:
    def broken() -> str:
        raise RuntimeError("the inner workings")

    app.add_url_rule("/broken", "broken", broken)
    answer = client.get("/broken")
    assert answer.status_code == 500
    assert "inner workings" not in answer.text
    assert "Traceback" not in answer.text


def test_even_without_templates_a_fault_has_a_page(app: Flask, client: FlaskClient) -> None:
    app.add_url_rule("/broken", "broken", lambda: 1 // 0)
    app.jinja_loader = None
    app.jinja_env.loader = None
    app.jinja_env.cache.clear()
    answer = client.get("/broken")
    assert answer.status_code == 500
    assert "Sorry, there is a problem with the service" in answer.text
