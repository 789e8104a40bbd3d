"""Reviews: due by the schedule, with a reason, and disposal only by two people and no hold."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

from domain import decisions, retention, retention_groups
from domain.actors import NotPermitted
from domain.outcomes import Outcome, State
from domain.problems import NotAccepted
from domain.retention import HoldRefused, Queue, ReviewRefused, ReviewState
from domain.unit_of_work import reading
from tests import make, reporting
from tests.domain.retention.conftest import MUCH_LATER, REASON


def queue_of(office, which, at=MUCH_LATER):
    with reading(office.unit.doors.triage, office.unit.supervisor, at) as work:
        return retention.listed(work, which)


def test_what_is_not_pertinent_has_a_short_clock(office):
    office.decide()
    assert office.seen().review_on == make.NOW.date() + timedelta(days=28)


@pytest.mark.parametrize(("key", "years"), [("1", 10), ("2", 10), ("3", 6), ("4", 6)])
def test_a_group_says_when_a_report_is_first_reviewed(key, years):
    assert retention_groups.first_of_group(key, date(2026, 5, 1)) == date(2026 + years, 5, 1)


def test_a_leap_day_is_reviewed_on_the_last_of_february():
    assert retention_groups.years_after(date(2028, 2, 29), 6) == date(2034, 2, 28)


def test_a_submission_is_not_reviewed_before_its_reports(office):
    report = office.unit.live(reporting.content(retention_group="2"))
    office.decide(Outcome.REPORTED, reports=report.reference)
    with reading(office.unit.doors.triage, office.unit.supervisor, MUCH_LATER) as work:
        due = retention.due_on(work, office.seen())
    assert due == date(2036, 11, 20)


def test_what_is_due_is_listed_and_was_announced_long_before(office):
    office.decide()
    assert [one.id for one in queue_of(office, Queue.SOON, make.NOW)] == [office.submission_id]
    assert not queue_of(office, Queue.DUE, make.NOW)
    assert [one.id for one in queue_of(office, Queue.DUE)] == [office.submission_id]


def test_what_is_not_due_is_not_reviewed(office):
    office.decide()
    with pytest.raises(ReviewRefused, match="not due yet"):
        office.propose(at=make.NOW)


def test_who_proposed_cannot_agree(office):
    office.decide()
    office.propose()
    with pytest.raises(ReviewRefused, match="a second person has to agree"):
        office.agree(office.unit.supervisor)
    assert not office.work_off()


def test_the_database_insists_on_a_second_person(office, connection):
    office.decide()
    office.propose()
    with pytest.raises(DBAPIError, match="second_person"):
        connection.execute(
            text("update retention_review set second_id = reviewer_id, state = 'disposed of'")
        )


def test_an_officer_may_not_review(office):
    office.decide()
    casework = office.unit.keyring.casework
    with pytest.raises(NotPermitted):
        office.does(office.unit.author, retention.propose, "never pertinent", REASON, casework)


def test_what_is_kept_has_a_reason_and_a_next_review(office):
    office.decide()
    casework = office.unit.keyring.casework
    office.does(office.unit.supervisor, retention.retain, "still needed", REASON, casework)
    assert office.seen().review_on == MUCH_LATER.date() + timedelta(days=28)
    review, keys = office.review(), office.unit.keyring.triage
    assert review.state == ReviewState.RETAINED
    assert office.does(office.unit.supervisor, retention.reason_of, review, keys) == REASON


@pytest.mark.parametrize(("ground", "reason"), [("", REASON), ("never pertinent", " ")])
def test_ground_and_reason_are_asked_for(office, ground, reason):
    office.decide()
    casework = office.unit.keyring.casework
    with pytest.raises(NotAccepted):
        office.does(office.unit.supervisor, retention.propose, ground, reason, casework)


def test_a_second_person_may_keep_it(office):
    office.decide()
    office.propose()
    office.does(office.manager, retention.keep_after_all, REASON, office.unit.keyring.casework)
    assert office.review().state == ReviewState.REFUSED
    assert queue_of(office, Queue.DUE)


def test_a_legal_hold_stops_everything_until_it_is_lifted(office):
    office.decide()
    office.propose()
    office.agree()
    casework = office.unit.keyring.casework
    office.does(office.unit.supervisor, retention.place, "an inquest", casework)
    assert not office.work_off()
    with pytest.raises(HoldRefused):
        office.does(office.unit.supervisor, retention.place, "another", casework)
    office.does(office.unit.supervisor, retention.lift, "the inquest is over", casework)
    assert office.work_off()
    assert office.seen().state == State.DISPOSED


def test_what_was_reopened_after_two_agreed_stays(office):
    office.decide()
    office.propose()
    office.agree()
    casework = office.unit.keyring.casework
    office.does(office.unit.supervisor, decisions.reopen, "it matters after all", casework)
    assert not office.work_off()
    assert office.review().state == ReviewState.OVERTAKEN


def test_a_report_kept_to_an_age_needs_that_ground(office):
    report = office.unit.live(reporting.content(retention_group="1"))
    office.decide(Outcome.REPORTED, reports=report.reference)
    then = make.NOW + timedelta(days=366 * 11)
    with pytest.raises(NotAccepted, match="kept to the age"):
        office.propose("no longer needed", at=then)
    office.propose("subject too old", at=then)
