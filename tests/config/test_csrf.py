"""Form tokens: tied to the session, asked of every change, cheap."""

from __future__ import annotations

import time

import pytest
from flask import Flask, Response, session
from flask.testing import FlaskClient
from flask_wtf import FlaskForm
from flask_wtf.csrf import generate_csrf
from wtforms import StringField

from config.web import cookies, csrf
from tests.config.sample_apps import sample_app

SESSION = "__Host-portal-session"
VISIT = "__Host-portal-visit"


class Note(FlaskForm):
    words = StringField("Words")


@pytest.fixture
def app() -> Flask:
    app = sample_app()

    def sign_in() -> Response:
        response = Response("in")
        cookies.put(response, cookies.SESSION, "opaque")
        return response

    def sign_out() -> Response:
        response = Response("out")
        cookies.forget(response, cookies.SESSION)
        return response

    def note() -> str:
        return "valid" if Note().validate_on_submit() else "not valid"

    app.add_url_rule("/token", "token", generate_csrf)
    app.add_url_rule("/plain", "plain", lambda: "no token needed")
    app.add_url_rule("/note", "note", note, methods=["POST"])
    app.add_url_rule("/in", "in", sign_in)
    app.add_url_rule("/out", "out", sign_out)
    return app


def send(client: FlaskClient, token: str | None) -> int:
    data = {"words": "x"} | ({"csrf_token": token} if token is not None else {})
    return client.post("/note", data=data).status_code


def test_a_form_with_the_page_s_token_is_taken(app: Flask) -> None:
    client = app.test_client()
    token = client.get("/token").text
    answer = client.post("/note", data={"csrf_token": token, "words": "x"})
    assert (answer.status_code, answer.text) == (200, "valid")


@pytest.mark.parametrize("token", [None, "", "made up", "a.b.c"])
def test_a_form_without_a_good_token_is_refused(app: Flask, token: str | None) -> None:
    assert send(app.test_client(), token) == 400


def test_another_visitor_s_token_is_refused(app: Flask) -> None:
    theirs = app.test_client().get("/token").text
    client = app.test_client()
    client.get("/token")
    assert send(client, theirs) == 400


def test_a_token_dies_with_its_session(app: Flask) -> None:
    client = app.test_client()
    before = client.get("/token").text
    client.get("/in")
    assert send(client, before) == 400
    during = client.get("/token").text
    assert send(client, during) == 200
    client.get("/out")
    assert send(client, during) == 400
    assert send(client, before) == 200


def test_the_session_s_cookie_is_not_in_the_token(app: Flask) -> None:
    client = app.test_client()
    client.get("/in")
    assert "opaque" not in client.get("/token").text


def test_a_page_without_a_form_sets_no_cookie(app: Flask) -> None:
    assert "Set-Cookie" not in app.test_client().get("/plain").headers


def test_a_visit_s_cookie_is_protected_and_never_changes(app: Flask) -> None:
    client = app.test_client()
    cookie = client.get("/token").headers["Set-Cookie"]
    assert cookie.startswith(f"{VISIT}=")
    for word in ("Secure", "HttpOnly", "Path=/", "SameSite=Lax"):
        assert word in cookie
    assert "Domain" not in cookie
    assert "Set-Cookie" not in client.get("/token").headers


def test_the_two_doors_have_different_cookies_on_one_host() -> None:
    names = set()
    for door in ("portal", "triage"):
        app = sample_app(name=door)
        with app.test_request_context():
            names.add(cookies.name(cookies.SESSION))
    assert names == {"__Host-portal-session", "__Host-triage-session"}


def test_without_https_cookies_have_plain_names() -> None:
    app = sample_app(force_https=False)
    app.add_url_rule("/token", "token", generate_csrf)
    cookie = app.test_client().get("/token").headers["Set-Cookie"]
    assert cookie.startswith("portal-visit=")
    assert "Secure" not in cookie


def test_nothing_can_be_kept_in_the_browser(app: Flask) -> None:
    with app.test_request_context(), pytest.raises(csrf.NothingIsKeptHere, match="server-side"):
        session["name"] = "somebody"


def test_a_token_costs_less_than_a_fifth_of_a_millisecond(app: Flask) -> None:
    times = []
    for _ in range(50):
        with app.test_request_context(headers={"Cookie": f"{SESSION}=opaque"}):
            start = time.process_time()
            generate_csrf()
            times.append(time.process_time() - start)
    assert min(times) < 0.002
