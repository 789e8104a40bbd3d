"""After sending: how it stands, what is asked and answered, what is added, what it led to."""

from __future__ import annotations

import pytest

from tests.domain.messages.conftest import QUESTION
from tests.portal import conversing
from tests.portal.conversing import WORDS

SAID = {"text": WORDS, "name": "Marek Oakes-Whitby", "phone": "01632 960001"}


@pytest.fixture
def unit(doors, partner, keyring):
    return conversing.unit(doors, partner, keyring)


@pytest.fixture
def at(unit):
    return f"/sent/{unit.reference}"


def test_the_list_says_how_each_stands_and_that_a_question_waits(browser, unit, at):
    page = browser.get("/sent")
    assert "Being looked at" in page.text()
    assert "question" not in page.text().lower()
    asked = unit.ask()
    page = browser.get("/sent")
    assert "A question is waiting for you" in page.text()
    assert f"{at}/messages/{asked.id}" in page.links
    assert "We need more" in page.text()
    assert QUESTION not in page.html
    assert "names that were given are sealed" in page.text()


def test_a_question_is_opened_and_answered_and_the_answer_is_never_shown(browser, unit, at):
    place = f"{at}/messages/{unit.ask().id}"
    page = browser.get(place)
    assert QUESTION in page.text()
    assert "Do not go and find out" in page.text()
    page = browser.submit(page, SAID, place)
    assert "We have your answer" in page.text()
    assert WORDS not in page.html
    assert WORDS not in browser.get(place).html
    assert "answered" in browser.get(at).text()
    assert "question is waiting" not in browser.get("/sent").text()


def test_an_answer_sent_twice_is_kept_once(browser, unit, at):
    place = f"{at}/messages/{unit.ask().id}"
    page = browser.get(place)
    for _ in range(2):
        assert browser.submit(page, SAID, place).status == 200
    assert browser.get(at).text().count("You answered") == 1


def test_what_is_missing_is_said_and_what_was_typed_stays(browser, unit, at):
    place = f"{at}/messages/{unit.ask().id}"
    page = browser.submit(browser.get(place), {"text": "", "name": "Marek"}, place)
    assert page.status == 422
    assert page.title.startswith("Error: ")
    assert "#text" in page.links
    assert page.fields["name"] == ["Marek"]
    page = browser.submit(browser.get(f"{at}/add"), {"text": WORDS}, f"{at}/add")
    assert (page.status, page.fields["text"]) == (422, [WORDS])


def test_a_closed_one_shows_what_was_cleared_and_can_be_added_to(browser, unit, at):
    conversing.close(unit)
    page = browser.get(at)
    assert "It helped us" in page.text()
    assert "also now that it is closed" in page.text()
    tip = next(link for link in page.links if "/messages/" in link)
    assert "date of birth" in browser.get(tip).text()
    page = browser.submit(browser.get(f"{at}/add"), SAID, f"{at}/add")
    assert "We have what you added" in page.text()
    assert WORDS not in page.html


def test_a_withdrawal_is_asked_for_with_a_reason(browser, at):
    page = browser.get(f"{at}/withdraw")
    assert "Nothing is deleted" in page.text()
    assert browser.submit(page, {"name": "Marek"}, f"{at}/withdraw").status == 422
    page = browser.submit(page, SAID, f"{at}/withdraw")
    assert "request to withdraw" in page.text()
    assert "You asked to withdraw it" in page.text()


def test_a_forged_mark_on_a_form_sends_nothing(browser, at):
    page = browser.get(f"{at}/add")
    assert browser.submit(page, {**SAID, "once": "forged"}, f"{at}/add").status == 400
    assert "You added" not in browser.get(at).text()


def test_nothing_was_decided_yet_is_said(browser):
    assert "Nothing has been decided" in browser.get("/sent/led-to").text()
