"""Times and numbers as people read them, on British clocks."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest

from config.web import words

WINTER = datetime(2026, 11, 6, 14, 5, tzinfo=UTC)
SUMMER = datetime(2026, 7, 1, 23, 30, tzinfo=UTC)


def test_a_winter_time_is_greenwich_s_and_a_summer_time_an_hour_later() -> None:
    assert words.uk_datetime(WINTER) == "6 November 2026 at 2:05pm"
    assert words.uk_datetime(SUMMER) == "2 July 2026 at 12:30am"
    assert words.short_datetime(SUMMER) == "2 Jul, 00:30"
    assert words.machine_time(SUMMER) == "2026-07-01T23:30:00Z"


def test_a_date_is_shown_as_it_is() -> None:
    assert words.uk_date(date(2026, 3, 1)) == "1 March 2026"


@pytest.mark.parametrize(
    ("hour", "minute", "said"),
    [(0, 0, "midnight"), (12, 0, "midday"), (9, 0, "9am"), (12, 1, "12:01pm"), (0, 9, "12:09am")],
)
def test_times_are_written_as_the_style_guide_does(hour: int, minute: int, said: str) -> None:
    assert words.uk_time(datetime(2026, 1, 1, hour, minute, tzinfo=UTC)) == said


def test_a_time_without_a_zone_is_refused() -> None:
    with pytest.raises(ValueError, match="zone"):
        words.uk_time(datetime(2026, 1, 1))


@pytest.mark.parametrize(
    ("seconds", "said"),
    [
        (5, "just now"),
        (60, "1 minute ago"),
        (7199, "1 hour ago"),
        (172800, "2 days ago"),
        (-120, "in 2 minutes"),
    ],
)
def test_how_long_ago(seconds: int, said: str) -> None:
    assert words.ago(WINTER - timedelta(seconds=seconds), WINTER) == said


def test_a_wait_is_never_said_to_be_shorter_than_it_is() -> None:
    said = [words.wait(seconds) for seconds in (0, 1, 59, 60, 61, 3599, 3601)]
    assert said == [
        "1 second",
        "1 second",
        "59 seconds",
        "1 minute",
        "2 minutes",
        "60 minutes",
        "2 hours",
    ]


def test_a_day_that_is_kept_as_text_is_read_as_a_day_and_what_is_none_as_it_was_typed() -> None:
    assert words.uk_day("2026-11-06") == "6 November 2026"
    assert words.uk_day("2026-11") == "November 2026"
    for typed in ("", "about May", "2026-31", "20261110", "2026-13-01"):
        assert words.uk_day(typed) == typed
    assert words.uk_moment("2026-07-01T23:30:00Z") == "2 July 2026 at 12:30am"


def test_plurals() -> None:
    assert words.plural(1, "submission") == "1 submission"
    assert words.plural(2000, "submission") == "2,000 submissions"
    assert words.plural(0, "enquiry", "enquiries") == "0 enquiries"
    assert words.duration(timedelta(hours=3, minutes=59)) == "3 hours"
    assert words.duration(0) == "0 seconds"


def test_what_was_measured_has_a_unit_that_fits_it() -> None:
    said = [words.took(minutes) for minutes in (None, 0, 119.4, 120, 2879, 2880, 3600)]
    assert said == ["–", "0 min", "119 min", "2.0 h", "48.0 h", "2.0 days", "2.5 days"]
