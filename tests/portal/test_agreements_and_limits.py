"""What stops an organisation, in words: its agreement, its limits; and its letters."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import select

from domain.audit import AuditEvent
from domain.letters import Kind
from domain.organisations import Organisation, limits
from domain.organisations.limits import LimitName, Wanted
from domain.unit_of_work import reading, unit_of_work
from operations import scenarios
from tests import make
from tests.letters import written
from tests.portal.browser import Browser
from tests.portal.journeys import fill_in, send

ADMINISTRATOR = make.officer(make.Role.ADMINISTRATOR, "A Winterburn")
POSTS = scenarios.posts_of(scenarios.scenarios()[0])
REVIEW = datetime(2027, 3, 1, 10, tzinfo=UTC)


def on_day(clock, browser, partner, days_left):
    clock.now = REVIEW - timedelta(days=days_left)
    return browser.sign_in(partner.url_token, partner.password)


def set_limit(doors, partner, name, amount):
    with unit_of_work(doors.triage, ADMINISTRATOR, make.NOW) as work:
        found = work.session.get_one(Organisation, partner.organisation.id)
        wanted = Wanted(name, amount, "they asked", make.NOW + timedelta(days=30))
        limits.set_for(work, found, wanted)


def events(doors, name):
    with reading(doors.triage, ADMINISTRATOR, make.NOW) as work:
        return list(work.session.scalars(select(AuditEvent).where(AuditEvent.name == name)))


@pytest.mark.parametrize(
    ("days_left", "said"),
    [
        (60, "in 60 days"),
        (7, "in 7 days"),
        (0, "today"),
        (-1, "You can send until 16 March 2027"),
    ],
)
def test_an_agreement_up_for_review_is_warned_about(stranger, partner, clock, days_left, said):
    page = on_day(clock, stranger, partner, days_left)
    assert said in page.text()
    assert "Tell us about one matter" in page.text()


def test_an_agreement_in_force_is_not_spoken_of(browser):
    assert "sharing agreement" not in browser.get("/home").text()


def test_a_lapsed_agreement_stops_the_start_and_says_whom_to_ring(stranger, partner, clock):
    page = on_day(clock, stranger, partner, -15)
    assert "nothing can be sent until it is renewed" in page.text()
    assert "Tell us about one matter" not in page.text()
    page = stranger.get("/submit/right_place")
    assert (page.status, page.heading) == (403, "Your sharing agreement has lapsed")
    assert "0113 496 0100" in page.text()


def test_a_form_begun_before_the_lapse_is_not_sent_and_not_lost(stranger, partner, clock):
    on_day(clock, stranger, partner, -14)
    page = fill_in(stranger, POSTS)
    clock.now += timedelta(days=1)
    stranger.submit(stranger.get("/sign-in"), {"password": partner.password})
    page = stranger.get("/submit/check")
    assert send(stranger, page).status == 403
    assert "Wadsworth" in stranger.get("/submit/check").text()


def test_the_mailbox_is_told_the_reference_and_nothing_else(browser, doors):
    page = send(browser, fill_in(browser, POSTS))
    reference = page.text("strong").strip()
    letter = written(doors)[-1]
    assert letter.kind == Kind.SUBMISSION_REFERENCE
    assert set(letter.facts) == {"at", "reference"}
    assert letter.facts["reference"] in reference


def test_a_limit_set_on_sending_is_kept_and_recorded_once(app, browser, doors, partner):
    set_limit(doors, partner, LimitName.SUBMISSIONS, 2)
    for _ in range(2):
        assert browser.post("/submit/check", {}).status == 200
    for _ in range(3):
        page = browser.post("/submit/check", {})
        assert page.status == 429
        assert "You can try again in" in page.text()
    assert [event.facts["limit"] for event in events(doors, "PartnerLimited")] == [
        LimitName.SUBMISSIONS
    ]


def test_a_limit_set_on_files_is_kept_and_recorded(app, browser, doors, partner):
    set_limit(doors, partner, LimitName.UPLOADS, 2)
    assert [browser.post("/submit/files").status for _ in range(3)] == [200, 200, 429]
    assert browser.get("/submit/files").status == 200
    assert [event.facts["limit"] for event in events(doors, "PartnerLimited")] == [
        LimitName.UPLOADS
    ]


def test_a_limit_set_on_pages_holds_the_organisation_and_no_other(
    app, doors, partner, passwords, url_tokens
):
    set_limit(doors, partner, LimitName.REQUESTS, 5)
    other = make.partner(doors, passwords, url_tokens, name="Fernclough Academy")
    held, free = Browser(app), Browser(app)
    held.sign_in(partner.url_token, partner.password)
    free.sign_in(other.url_token, other.password)
    statuses = {held.get("/guidance").status for _ in range(8)}
    assert statuses == {200, 429}
    assert {free.get("/guidance").status for _ in range(8)} == {200}
    assert len(events(doors, "PartnerLimited")) == 1


def test_a_session_is_held_to_what_a_person_can_read_and_its_colleagues_are_not(
    app, doors, partner
):
    app.config["SESSION_PAGES"] = 4
    held, free = Browser(app), Browser(app)
    held.sign_in(partner.url_token, partner.password)
    pages = [held.get("/guidance") for _ in range(6)]
    assert [page.status for page in pages[-2:]] == [429, 429]
    assert "more pages in a minute than one person can read" in pages[-1].text()
    assert "What you have saved is kept" in pages[-1].text()
    assert pages[-1].headers["Retry-After"] == "60"
    assert free.sign_in(partner.url_token, partner.password).heading == "Ravensike Homes"
    assert len(events(doors, "PartnerLimited")) == 1


def test_a_limit_that_is_reached_says_what_there_was_too_much_of(app, browser, doors, partner):
    set_limit(doors, partner, LimitName.SUBMISSIONS, 1)
    for _ in range(2):
        page = browser.post("/submit/check", {})
    assert (page.status, page.heading) == (429, "Please wait a moment")
    assert "as many forms as it may in an hour" in page.text()


def test_a_limit_set_on_wrong_passwords_counts_at_the_door(app, doors, partner):
    set_limit(doors, partner, LimitName.WRONG_PASSWORDS, 2)
    somebody = Browser(app)
    for _ in range(2):
        assert somebody.sign_in(partner.url_token, "wrong").status == 422
    assert somebody.sign_in(partner.url_token, partner.password).status == 429
