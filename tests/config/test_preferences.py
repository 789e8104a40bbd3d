"""Contrast and shortcuts: chosen by a form, kept in a cookie, never a way off the site."""

from __future__ import annotations

import re

import pytest
from flask import Flask, render_template_string
from flask.testing import FlaskClient

from config.web.preferences import own_address
from tests.config.sample_apps import sample_app

PAGE = '{% extends "shared/base.html" %}{% block title %}Sample{% endblock %}'


@pytest.fixture
def client() -> FlaskClient:
    app: Flask = sample_app()
    app.add_url_rule("/page", "page", lambda: render_template_string(PAGE))
    return app.test_client()


def press(client: FlaskClient, where: str, back: str = "/page?a=1&b=2") -> str:
    page = client.get(back).text
    token = re.findall(r'name="csrf_token" value="([^"]+)"', page)[0]
    assert f'name="next" value="{back.replace("&", "&amp;")}"' in page
    answer = client.post(where, data={"csrf_token": token, "next": back})
    assert answer.status_code == 303
    return answer.headers["Location"]


def test_contrast_is_off_then_on_then_off_again(client: FlaskClient) -> None:
    assert "data-contrast" not in client.get("/page").text
    assert press(client, "/contrast") == "/page?a=1&b=2"
    page = client.get("/page").text
    assert 'data-contrast="high"' in page
    assert 'aria-pressed="true"' in page
    press(client, "/contrast")
    assert 'data-contrast="default"' in client.get("/page").text


def test_a_made_up_contrast_is_ignored(client: FlaskClient) -> None:
    client.set_cookie("__Host-portal-contrast", '"><script>', domain="localhost")
    assert "data-contrast" not in client.get("/page").text


def test_contrast_needs_the_form_s_token(client: FlaskClient) -> None:
    assert client.post("/contrast", data={"next": "/page"}).status_code == 400


def test_shortcuts_can_be_turned_off(client: FlaskClient) -> None:
    press(client, "/shortcuts")
    assert "off" in str(client.get_cookie("__Host-portal-shortcuts"))


@pytest.mark.parametrize("address", ["/", "/a/b", "/a?next=//elsewhere", "/a#b", "/%2F%2Fx"])
def test_an_address_of_ours_is_kept(address: str) -> None:
    assert own_address(address) == address


@pytest.mark.parametrize(
    "address",
    [
        None,
        "",
        "elsewhere",
        "//elsewhere.example",
        "///elsewhere.example",
        "/\\elsewhere.example",
        "\\\\elsewhere.example",
        "https://elsewhere.example/",
        "javascript:alert(1)",
        "/\t/elsewhere.example",
        "/\n/elsewhere.example",
        " //elsewhere.example",
        "/a b",
        "//[",
    ],
)
def test_an_address_elsewhere_becomes_the_home_page(address: str | None) -> None:
    assert own_address(address) == "/"
