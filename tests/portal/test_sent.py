"""After sending: how it stands, what is asked and answered, what is added, what it led to."""

from __future__ import annotations

from datetime import timedelta

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


def test_a_question_that_waits_is_said_on_the_home_page(browser, unit, at):
    assert "waiting for you" not in browser.get("/home").text()
    asked = unit.ask()
    page = browser.get("/home")
    assert "A question is waiting for you" in page.text()
    assert f"{at}/messages/{asked.id}" in page.links


def test_on_a_telephone_each_cell_of_the_list_carries_its_heading(browser, at):
    html = browser.get("/sent").html
    assert "app-cards" in html
    for heading in ("Reference", "Sent", "Status", "What we can tell you"):
        assert f'data-label="{heading}"' in html


@pytest.fixture(params=["answer", "add", "withdraw"])
def place(request, unit, at):
    if request.param == "answer":
        return f"{at}/messages/{unit.ask().id}"
    return f"{at}/{request.param}"


def test_what_was_typed_when_the_session_had_ended_is_shown_again_and_not_sent(
    browser, place, at, partner, clock
):
    page = browser.get(place)
    clock.now += timedelta(minutes=31)
    page = browser.submit(page, SAID | {"text": "A van <b>& 'more'"}, place)
    assert (page.status, page.heading) == (401, "Sign in")
    assert "What you typed is kept" in page.text()
    page = browser.submit(page, {"password": "wrong"}, "/sign-in")
    page = browser.submit(page, {"password": partner.password}, "/sign-in")
    assert "It is not sent yet" in page.text()
    page = browser.submit(page, action=place)
    assert (page.status, page.fields["text"]) == (200, ["A van <b>& 'more'"])
    assert page.fields["name"] == [SAID["name"]]
    assert "You a" not in browser.get(at).text()
    assert "We have " in browser.submit(page, action=place).text()
    assert "What you wrote is sealed" in browser.get(at).text()


def test_what_the_page_hands_over_at_the_last_second_is_not_sent(browser, at):
    page = browser.get(f"{at}/add")
    assert 'data-keeps="unsent"' in page.html
    page = browser.submit(page, {**SAID, "kept.": "yes"}, f"{at}/add")
    assert (page.status, page.fields["text"]) == (200, [WORDS])
    assert "You added" not in browser.get(at).text()


def test_what_was_typed_is_carried_to_no_other_page(browser, partner, clock, at):
    page = browser.get(f"{at}/add")
    clock.now += timedelta(minutes=31)
    page = browser.submit(page, SAID, f"{at}/add")
    changed = {"password": partner.password, "back": "/log-on"}
    page = browser.submit(page, changed, "/sign-in")
    assert page.heading == "Your log-on"
    assert WORDS not in page.html


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
