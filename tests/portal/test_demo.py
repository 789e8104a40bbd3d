"""The letters of the demonstration: shown there, and nowhere else."""

from __future__ import annotations

from dataclasses import replace
from email.message import EmailMessage

import pytest

from portal import create_app
from tests.portal.browser import Browser


@pytest.fixture
def folder(tmp_path):
    message = EmailMessage()
    message["Subject"], message["To"] = "Choose another password", "team@ravensike.example"
    message["Date"] = "Fri, 20 Nov 2026 10:00:00 +0000"
    message.set_content("Open https://127.0.0.1:5443/new-password/abc <b>now</b>")
    (tmp_path / "letter-1.eml").write_bytes(bytes(message))
    return tmp_path


def test_the_demo_shows_its_letters_and_leads_on(settings, parts, folder):
    browser = Browser(create_app(replace(settings, demo=True, demo_mail=folder), parts))
    page = browser.get("/demo/letters")
    assert "team@ravensike.example" in page.text()
    page = browser.get("/demo/letters/letter-1")
    assert page.heading == "Choose another password"
    assert "https://127.0.0.1:5443/new-password/abc" in page.links, "another door's, perhaps"
    assert "<b>now</b>" in page.text()
    assert browser.get("/demo/letters/..%2fx").status == 404


@pytest.mark.parametrize("given", [{"demo": False}, {"demo_mail": None}])
def test_outside_the_demo_there_are_no_such_pages(settings, parts, folder, given):
    kept = {"demo": True, "demo_mail": folder} | given
    browser = Browser(create_app(replace(settings, **kept), parts))
    assert browser.get("/demo/letters").status == 404
