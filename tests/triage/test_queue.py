"""The queue as an officer sees it."""

from __future__ import annotations

from datetime import timedelta

import pytest

from domain.queue import listing as queue
from tests import make


@pytest.fixture
def sent(doors, partner, keyring):
    """Something that waits in the queue."""
    return make.queued(doors, partner, keyring)


def test_an_empty_queue_says_so(officer):
    page = officer.get("/")
    assert page.heading == "Queue"
    assert "Nothing is waiting." in page.text()


def test_the_queue_shows_what_is_clear_by_need(officer, sent):
    words = officer.get("/queue").text("table")
    for shown in (sent.reference, "Safety", "In 30 min", "High", "Ravensike Homes", "To screen"):
        assert shown in words
    assert "Cuckooing" in words


def test_the_queue_holds_no_content(officer, sent):
    html = officer.get("/queue").html
    for hidden in ("Wadsworth", "Hazel Court", "TJ2O", "Ackroyd"):
        assert hidden not in html


def test_what_is_overdue_is_loud_in_title_banner_and_list(officer, triage, sent):
    triage.at(sent.due_at + timedelta(minutes=61))
    page = triage.signed_in(make.member(triage.parts.sessions, username="late")).get("/queue")
    assert page.title.startswith("(1 overdue) Queue")
    assert "1 submission is overdue" in page.text()
    assert "Overdue 1 h 1 min" in page.text("table")


def test_a_flagged_submission_that_nobody_has_is_announced(officer, sent):
    assert "1 submission is flagged for safety and nobody has it" in officer.get("/queue").text()


def test_what_intake_has_not_taken_in_is_shown_after_a_minute(
    officer, triage, doors, partner, keyring
):
    reference = make.submission(doors, partner, keyring)
    assert reference not in officer.get("/queue").text()
    triage.at(make.NOW + timedelta(minutes=2))
    page = officer.get("/queue")
    assert "intake has not run" in page.text()
    assert "Not taken in" in page.text("table")
    assert reference in page.text("table")


@pytest.mark.parametrize(
    ("filters", "found"),
    [
        ("priority=high", True),
        ("priority=low", False),
        ("flagged=yes", True),
        ("theme=drugs", True),
        ("theme=fraud", False),
        ("state=to+screen", True),
        ("state=to+decide", False),
        ("view=unowned", True),
        ("view=mine", False),
        ("view=overdue", False),
        ("view=with-partner", False),
        ("view=closed", False),
        ("outcome=reported", False),
    ],
)
def test_filters_are_in_the_address(officer, sent, filters, found):
    page = officer.get(f"/queue?{filters}")
    assert (sent.reference in page.text()) is found


def test_the_filter_by_organisation_offers_those_there_are(officer, sent, partner):
    page = officer.get(f"/queue?organisation={partner.organisation.id}")
    assert sent.reference in page.text()
    assert "Remove this filter Ravensike Homes" in page.text()


@pytest.mark.parametrize(
    ("filter_", "said"),
    [("view=x", "Choose one from the list"), ("priority=x", "Choose one from the list"),
     ("flagged=1", "Choose one from the list"), ("organisation=x", "Choose one from the list"),
     ("theme=x", "Choose one from the list"), ("state=x", "Choose one from the list"),
     ("since=yesterday", "Enter a real date to begin with"),
     ("until=9999-12-31", "Enter a real date to end with")],
)  # fmt: skip
def test_a_filter_that_there_is_not_is_asked_for_again_with_the_others_kept(officer, filter_, said):
    page = officer.get(f"/queue?district=Leeds&{filter_}")
    assert page.status == 422
    assert page.title.startswith("Error: ")
    assert said in page.text()
    assert page.form("/queue")["district"] == "Leeds"


@pytest.mark.parametrize(
    "filters",
    ["after=x", "after=0~2026-11-20T10:00:00~x", "after=0~2026-11-20T10:00:00~" + "0" * 32],
)
def test_a_place_that_there_is_not_is_refused_in_words(officer, filters):
    page = officer.get(f"/queue?{filters}")
    assert page.status == 400
    assert page.heading == "We could not understand what was sent"


def test_pages_follow_each_other_without_gap_or_overlap(officer, doors, partner, keyring):
    sent = {make.queued(doors, partner, keyring).reference for _ in range(queue.PAGE + 1)}
    first = officer.get("/queue")
    following = next(link for link in first.links if "after=" in link)
    second = officer.get(following)
    seen = [link.removeprefix("/submissions/") for page in (first, second)
            for link in page.links if link.startswith("/submissions/")]  # fmt: skip
    assert len(seen) == len(set(seen)) == queue.PAGE + 1
    assert set(seen) == sent
    assert "/queue" in second.links


def test_take_next_gives_the_one_that_is_due_first(officer, sent):
    page = officer.press(officer.get("/queue"), "/queue/next")
    assert page.heading.startswith(sent.reference)
    assert "You have this submission" in page.text()
    assert "P.Jones, until 10:30am" in page.text()


def test_take_next_with_nothing_left_leads_to_an_empty_list(officer):
    page = officer.press(officer.get("/queue"), "/queue/next")
    assert "Nothing is waiting." in page.text()


def test_new_arrivals_are_counted_and_answered_from_the_cache(officer, doors, partner, keyring):
    address = "/queue/arrivals?since=2026-01-01T00:00:00%2B00:00"
    nothing = officer.get(address)
    assert nothing.html.strip() == '{"count":0}'
    again = officer.get(address, **{"If-None-Match": nothing.headers["ETag"]})
    assert again.status == 304
    make.queued(doors, partner, keyring)
    one = officer.get(address, **{"If-None-Match": nothing.headers["ETag"]})
    assert (one.status, one.html.strip()) == (200, '{"count":1}')


def test_asking_for_new_arrivals_does_not_keep_a_session(officer, triage):
    for minutes in (5, 10, 14):
        triage.at(make.NOW + timedelta(minutes=minutes))
        address = "/queue/arrivals?since=2026-01-01T00:00:00%2B00:00"
        assert officer.get(address).status == 200
    triage.at(make.NOW + timedelta(minutes=16))
    assert officer.get(address).status == 401


def test_restricted_submissions_are_absent_for_those_not_cleared(triage, doors, partner, keyring):
    what = make.ANSWERS["what"] | {"themes": ["corruption"], "lead_theme": "corruption"}
    sent = make.queued(doors, partner, keyring, make.ANSWERS | {"what": what})
    for cleared in (False, True):
        browser = triage.staffed(name=f"officer{cleared}", cleared=cleared)[1]
        page = browser.get("/queue")
        assert (sent.reference in page.text()) is cleared
        assert ("All open (1)" in page.text()) is cleared
        assert browser.get(f"/submissions/{sent.reference}").status == (200 if cleared else 404)
