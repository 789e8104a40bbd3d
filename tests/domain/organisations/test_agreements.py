"""Agreements up for review: reminders once each, a warning, then no more submissions."""

from datetime import UTC, date, datetime, timedelta

import pytest

from domain.letters import Kind
from domain.organisations import Organisation, agreements, amendments, standing
from domain.organisations.agreements import AgreementLapsed, AgreementState
from domain.unit_of_work import unit_of_work
from operations.worker import letters as worker_letters
from tests import make
from tests.letters import kinds, written

REVIEW = date(2027, 3, 1)
ADMINISTRATOR = make.officer(make.Role.ADMINISTRATOR, "A Winterburn")


def day(days_left):
    return REVIEW - timedelta(days=days_left)


def remind(doors, days_left):
    at = datetime.combine(day(days_left), datetime.min.time(), UTC)
    return worker_letters.remind(doors.worker, at)


@pytest.mark.parametrize(
    ("days_left", "state", "may"),
    [
        (61, AgreementState.IN_FORCE, True),
        (60, AgreementState.REVIEW_DUE, True),
        (0, AgreementState.REVIEW_DUE, True),
        (-1, AgreementState.LAPSED, True),
        (-14, AgreementState.LAPSED, True),
        (-15, AgreementState.STOPPED, False),
    ],
)
def test_an_agreement_is_warned_about_and_then_stops_submission(partner, days_left, state, may):
    found = partner.organisation
    assert agreements.standing_of(found, day(days_left)).state is state
    assert agreements.may_submit(found, day(days_left)) is may
    if not may:
        with pytest.raises(AgreementLapsed):
            agreements.check_may_submit(found, day(days_left))


def test_the_page_says_the_day_it_stops(partner):
    lapsed = agreements.standing_of(partner.organisation, day(-3))
    assert (lapsed.days_left, lapsed.stops_on, lapsed.warns) == (-3, date(2027, 3, 16), True)


def test_nothing_is_submitted_before_an_agreement_is_in_force(partner):
    assert not agreements.may_submit(partner.organisation, date(2024, 2, 29))


def test_each_reminder_is_written_once(doors, partner):
    written_on = [left for left in range(70, -20, -1) if remind(doors, left)]
    assert written_on == [60, 30, 7, -1]
    assert kinds(doors) == [*[Kind.AGREEMENT_REVIEW] * 3, Kind.AGREEMENT_LAPSED]
    assert [letter.facts.get("days") for letter in written(doors)] == [60, 30, 7, None]


def test_a_worker_that_was_away_sends_one_reminder_and_not_three(doors, partner):
    assert [remind(doors, 5), remind(doors, 5)] == [1, 0]


def test_an_agreement_that_was_renewed_is_quiet(doors, partner):
    remind(doors, 30)
    with unit_of_work(doors.triage, ADMINISTRATOR, make.NOW) as work:
        found = work.session.get_one(Organisation, partner.organisation.id)
        renewed = make.particulars(agreement_review=date(2029, 3, 1))
        assert amendments.amend(work, found, renewed, found.version) == ("agreement_review",)
    assert remind(doors, 7) == 0


def test_who_was_suspended_is_not_reminded(doors, partner):
    with unit_of_work(doors.triage, ADMINISTRATOR, make.NOW) as work:
        found = work.session.get_one(Organisation, partner.organisation.id)
        standing.suspend(work, found, "doubt")
    assert remind(doors, 30) == 0


def test_two_administrators_do_not_undo_each_other(doors, partner):
    with unit_of_work(doors.triage, ADMINISTRATOR, make.NOW) as work:
        found = work.session.get_one(Organisation, partner.organisation.id)
        version = found.version
        amendments.amend(work, found, make.particulars(phone="01632 960001"), version)
    with (
        unit_of_work(doors.triage, ADMINISTRATOR, make.NOW) as work,
        pytest.raises(amendments.ChangedByAnother),
    ):
        found = work.session.get_one(Organisation, partner.organisation.id)
        amendments.amend(work, found, make.particulars(phone="01632 960002"), version)
