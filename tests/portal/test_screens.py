"""The screens of the ten steps: what they ask, what they say, what they keep."""

from __future__ import annotations

import pytest
from sqlalchemy import text

from domain import questions
from domain.keys import ManifestRefused
from operations import scenarios
from portal import create_app
from tests.portal import journeys
from tests.portal.browser import Browser

SCREENS = [screen for screen in questions.SCREENS if screen.key != "check"]
POSTS = scenarios.posts_of(scenarios.scenarios()[0])


@pytest.mark.parametrize("screen", SCREENS, ids=lambda screen: screen.key)
def test_each_screen_asks_its_questions(browser, screen):
    page = browser.get(f"/submit/{screen.key}")
    assert page.heading == screen.title
    assert page.title == f"{screen.title} – Partnership Intelligence Portal"
    assert f"Step {screen.number} of 10" in page.text()
    for question in screen.questions:
        if question.key != "files":
            assert question.words in page.text()


@pytest.mark.parametrize("screen", SCREENS, ids=lambda screen: screen.key)
def test_what_is_required_is_said_first_and_what_was_typed_stays(browser, screen):
    required = [question for question in screen.questions if question.required]
    if not required or screen.repeats:
        return
    page = browser.post(f"/submit/{screen.key}", {screen.questions[-1].name: "kept"})
    assert page.status == 422
    assert page.title.startswith("Error: ")
    assert page.text().startswith("There is a problem")
    for question in required:
        if question is not screen.questions[-1]:
            assert question.required in page.text()
            assert f"#{question.name}" in page.links
            assert question.name in page.ids


def test_a_wrong_date_leads_to_the_part_that_is_wrong(browser):
    page = browser.post(
        "/submit/what",
        {"facts": "A", "learned-day": "31", "learned-month": "2", "learned-year": "2026"},
    )
    assert page.status == 422
    assert "#learned-day" in page.links
    assert page.fields["learned-day"] == ["31"]


def test_cards_are_added_changed_and_removed_without_javascript(browser):
    page = browser.get("/submit/people")
    first = {"people-0-role": "suspected", "people-0-surname": "Kez", "add": "yes"}
    page = browser.submit(page, first)
    assert "people-1-role" in page.names
    second = {"people-1-role": "not known", "people-1-surname": "Wadsworth"}
    page = browser.submit(page, second)
    assert page.heading == "Where"
    page = browser.get("/submit/people")
    assert page.fields["people-1-surname"] == ["Wadsworth"]
    page = browser.submit(page, {"remove": "0"})
    assert page.heading == "Who"
    assert page.fields["people-0-surname"] == ["Wadsworth"]
    assert "people-1-role" not in page.names


def test_danger_now_stops_at_999_and_is_recorded_without_content(browser, doors):
    page = browser.post("/submit/right_place", {"danger_now": "yes", "crime_reported": "Log 8"})
    assert page.heading == "Ring 999 now"
    assert "/submit/right_place" in page.links
    with doors.triage.begin() as session:
        said = session.scalars(
            text("select canonical from audit_event where name = 'PartnerDiverted'")
        ).all()
    assert len(said) == 1
    assert b"Log 8" not in said[0]


def test_the_list_says_how_far_each_screen_has_come(browser):
    browser.post("/submit/submitter", dict(POSTS)["submitter"])
    browser.post("/submit/what", {"opinion": "only this"})
    page = browser.get("/submit")
    assert page.heading == "Tell us something"
    assert "You Done" in page.text()
    assert "What happened In progress" in page.text()
    assert "Saved at 10am" in page.text()


def test_a_later_step_posted_first_says_what_is_missing(browser):
    page = browser.post("/submit/check", {"declaration": "yes"})
    assert page.status in (200, 422)
    assert page.heading == "Check your answers"
    browser.post("/submit/why_share", dict(POSTS)["why_share"])
    page = browser.post("/submit/check", {"declaration": "yes"})
    assert page.status == 422
    assert "Tell us what you know" in page.text()
    assert "#check-what" in page.links


def test_a_double_send_gives_one_submission_and_the_same_receipt(browser, doors):
    page = journeys.fill_in(browser, POSTS)
    first = journeys.send(browser, page)
    second = journeys.send(browser, page)
    assert first.heading == second.heading == "We have received it"
    assert first.title == second.title
    with doors.triage.begin() as session:
        assert session.scalar(text("select count(*) from submission")) == 1
    assert browser.get("/home").text().count("Received") == 1


def test_the_declaration_has_to_be_made(browser):
    page = browser.submit(journeys.fill_in(browser, POSTS), {}, "/submit/check")
    assert page.status == 422
    assert "#declaration" in page.links


def test_a_receipt_is_for_its_own_organisation_and_for_as_often_as_it_is_asked(
    app, browser, doors, passwords, url_tokens
):
    from tests import make

    receipt = journeys.send(browser, journeys.fill_in(browser, POSTS))
    reference = receipt.title.split(" – ")[0].removeprefix("Received: ")
    again = browser.get(f"/sent/{reference.lower().replace('-', '')}/receipt")
    assert again.heading == "We have received it"
    assert "On the telephone, say" in again.text()
    other = make.partner(doors, passwords, url_tokens, name="Fernclough Academy")
    elsewhere = Browser(app)
    elsewhere.sign_in(other.url_token, other.password)
    assert elsewhere.get(f"/sent/{reference}/receipt").status == 404
    assert elsewhere.get("/sent/nonsense/receipt").status == 404


def test_without_a_manifest_nothing_is_sent_and_nothing_is_lost(settings, parts, partner):
    from dataclasses import replace

    def refused():
        raise ManifestRefused("it has expired")

    browser = Browser(create_app(settings, replace(parts, recipients=refused)))
    browser.sign_in(partner.url_token, partner.password)
    journeys.fill_in(browser, POSTS)
    page = browser.post("/submit/check", {"declaration": "yes"})
    assert (page.status, page.heading) == (503, "Sending is closed at the moment")
    assert "0113 496 0100" in page.text()
    assert "Wadsworth" in browser.get("/submit/check").text()


def test_hints_are_kind_and_stand_in_nobody_s_way(browser):
    page = browser.post("/submit/submitter", {**dict(POSTS)["submitter"], "name": "D. A."})
    assert page.heading == "What happened"
    assert "Before you go on" in page.text()


def test_a_hint_that_several_cards_share_is_said_once(browser):
    each = {"role": "suspected", "surname": "Firth", "forenames": "Kez"}
    people = {f"people-{number}-{name}": typed for number in (0, 1) for name, typed in each.items()}
    page = browser.post("/submit/people", people)
    assert page.heading == "Where"
    assert page.text().count("A date of birth helps") == 1


def test_two_tabs_follow_one_another_and_neither_is_lost(browser):
    one, two = browser.get("/submit/submitter"), browser.get("/submit/what")
    browser.submit(two, {"facts": "A white van"})
    browser.submit(one, {"name": "Ann Other", "role": "Nurse", "phone": "01632 960001"})
    assert browser.get("/submit/what").fields["facts"] == ["A white van"]
    assert browser.get("/submit/submitter").fields["name"] == ["Ann Other"]
