"""What a partner is told its submissions led to: by quarter, and never a small number."""

from __future__ import annotations

from datetime import date

import pytest
from sqlalchemy import text

from domain import submissions
from domain.submissions.results import FEW, WITHHELD
from domain.unit_of_work import reading
from tests import make

CHANGE = text(
    "update submission set state = 'closed', outcome = :outcome, decided_at = :at"
    " where reference = :reference"
)
SUMMER = "2026-08-03 12:00+00"


@pytest.fixture
def decided(doors, keyring, partner):
    def decide(outcomes, at=SUMMER, by=partner):
        for outcome, count in outcomes.items():
            for _ in range(count):
                sent = make.submission(doors, by, keyring)
                with doors.triage.begin() as session:
                    session.execute(CHANGE, {"outcome": outcome, "at": at, "reference": sent})

    return decide


def told(doors, partner):
    with reading(doors.portal, partner.actor(), make.NOW) as work:
        return {quarter.first_day: quarter.told for quarter in submissions.led_to(work)}


def test_numbers_of_five_and_more_are_told_and_smaller_ones_are_not(doors, partner, decided):
    decided({"reported": 6, "referred": 1, "duplicate": 3, "already known": 2, "withdrawn": 0})
    assert told(doors, partner) == {
        date(2026, 7, 1): {
            "reported": "6", "referred": FEW, "known": "5", "not pertinent": FEW,
            "withdrawn": FEW, "total": "12",
        }
    }  # fmt: skip


def test_the_others_and_the_total_give_no_small_number_away(doors, partner, decided):
    decided({"reported": 5, "duplicate": 5})  # together the rest are nothing: each would be none
    only_total = dict.fromkeys(submissions.LED_TO, WITHHELD) | {"total": "10"}
    assert told(doors, partner)[date(2026, 7, 1)] == only_total
    decided({"referred": 5, "not pertinent": 5, "withdrawn": 2})  # one alone is what is missing
    assert told(doors, partner)[date(2026, 7, 1)] == only_total | {"total": "22"}


def test_as_many_as_there_can_be_is_no_secret_and_is_not_told(doors, partner, decided):
    decided({"reported": 5, "duplicate": 5, "referred": 5, "not pertinent": 4, "withdrawn": 4})
    assert told(doors, partner)[date(2026, 7, 1)]["withdrawn"] == WITHHELD


def test_a_quarter_that_has_not_ended_is_not_told(doors, partner, decided):
    decided({"reported": 6}, at="2026-10-01 12:00+00")
    assert told(doors, partner) == {}


def test_a_quarter_ends_at_midnight_on_british_clocks(doors, partner, decided):
    decided({"reported": 1}, at="2026-06-30 23:30+00")
    assert list(told(doors, partner)) == [date(2026, 7, 1)]


def test_another_organisations_submissions_are_not_counted(
    doors, partner, decided, passwords, url_tokens
):
    other = make.partner(doors, passwords, url_tokens, "Fernclough Academy")
    decided({"reported": 6}, by=other)
    assert told(doors, partner) == {}
