from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from domain import clocks
from domain.clocks import State

NOW = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)


@pytest.mark.parametrize(
    ("minutes", "expected"),
    [(61, "on time"), (60, "due soon"), (0, "due soon"), (-0.5, "overdue"), (-600, "overdue")],
)
def test_an_item_stands_against_its_clock(minutes: float, expected: str) -> None:
    assert clocks.state(NOW + timedelta(minutes=minutes), NOW) == expected


def test_how_long_before_counts_as_soon_may_be_given() -> None:
    at = NOW + timedelta(minutes=61)
    assert clocks.state(at, NOW, soon=timedelta(hours=2)) is State.DUE_SOON


@pytest.mark.parametrize(
    ("minutes", "expected"),
    [
        (25, "due in 25 minutes"),
        (1.9, "due in 1 minute"),
        (0.5, "due now"),
        (0, "due now"),
        (60, "due in 1 hour"),
        (125, "due in 2 hours 5 minutes"),
        (24 * 60, "due in 1 day"),
        (75 * 60 + 12, "due in 3 days 3 hours"),
        (-0.5, "overdue by less than a minute"),
        (-1, "overdue by 1 minute"),
        (-125, "overdue by 2 hours 5 minutes"),
        (-49 * 60, "overdue by 2 days 1 hour"),
    ],
)
def test_it_is_said_in_words(minutes: float, expected: str) -> None:
    assert clocks.words(NOW + timedelta(minutes=minutes), NOW) == expected
