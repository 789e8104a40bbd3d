from __future__ import annotations

from datetime import UTC, datetime, time
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from domain import clocks, reference
from domain.clocks import Calendar, ClockTable, calendars
from domain.clocks.calendars import CalendarInvalid, DayOff
from domain.reference import ReferenceDataInvalid

LONDON = ZoneInfo("Europe/London")
WEEK = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday")
OFFICE = Calendar("england-and-wales", WEEK, time(8), time(18))


def local(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=LONDON)


def due(received: str, kind: str, priority: str, flagged: bool = False) -> datetime:
    return clocks.due(local(received), kind, priority, flagged).at


@pytest.mark.parametrize(
    ("received", "flagged", "expected"),
    [
        ("2026-03-02 09:00", True, "2026-03-02 09:30"),  # a Monday
        ("2026-03-07 23:50", True, "2026-03-08 00:20"),  # flagged: at night, on a Saturday
        ("2026-12-25 03:00", True, "2026-12-25 03:30"),  # and at Christmas
        ("2026-03-02 09:00", False, "2026-03-02 13:00"),
        ("2026-03-02 07:00", False, "2026-03-02 12:00"),  # before opening
        ("2026-03-02 14:00", False, "2026-03-02 18:00"),  # exactly at closing, not next morning
        ("2026-03-02 16:00", False, "2026-03-03 10:00"),  # runs on the next day
        ("2026-03-02 18:00", False, "2026-03-03 12:00"),  # received as it closes
        ("2026-03-06 17:00", False, "2026-03-09 11:00"),  # over a weekend
        ("2026-03-07 12:00", False, "2026-03-09 12:00"),  # on a Saturday
        ("2026-12-24 17:00", False, "2026-12-29 11:00"),  # Christmas; Monday 28 is in lieu
        ("2026-04-02 17:00", False, "2026-04-07 11:00"),  # Good Friday and Easter Monday
        ("2026-03-27 17:00", False, "2026-03-30 11:00"),  # clocks go forward on the Sunday
        ("2026-10-23 17:00", False, "2026-10-26 11:00"),  # clocks go back on the Sunday
    ],
)
def test_the_first_safety_screen_is_due(received: str, flagged: bool, expected: str) -> None:
    assert due(received, "safety screen", "low", flagged) == local(expected)


@pytest.mark.parametrize(
    ("received", "priority", "expected"),
    [
        ("2026-03-07 23:00", "high", "2026-03-08 01:00"),
        ("2026-03-07 23:00", "medium", "2026-03-08 23:00"),
        ("2026-03-02 09:00", "low", "2026-03-09 09:00"),
        ("2026-03-04 09:30", "low", "2026-03-11 09:30"),
        ("2026-03-07 12:00", "low", "2026-03-13 18:00"),  # Saturday: the whole week, until closing
        ("2026-12-23 10:00", "low", "2027-01-04 10:00"),  # Christmas, Boxing Day in lieu, New Year
        ("2026-03-27 10:00", "low", "2026-04-07 10:00"),  # over the clock change and Easter
    ],
)
def test_the_decision_is_due(received: str, priority: str, expected: str) -> None:
    assert due(received, "decision", priority) == local(expected)


def test_day_and_night_means_elapsed_time_when_the_clocks_change() -> None:
    assert due("2026-03-28 12:00", "decision", "medium") == local("2026-03-29 13:00")
    assert due("2026-10-24 12:00", "decision", "medium") == local("2026-10-25 11:00")


def test_times_come_out_in_utc_and_must_go_in_with_a_zone() -> None:
    assert due("2026-07-01 09:00", "safety screen", "high").tzinfo is UTC
    assert due("2026-07-01 09:00", "safety screen", "high").hour == 12
    for kind in ("safety screen", "decision"):
        with pytest.raises(ValueError, match="two instants"):
            clocks.due(datetime(2026, 7, 1, 9), kind, "low", False)


def test_working_time_added_bit_by_bit_is_the_same_as_all_at_once() -> None:
    at = start = local("2026-12-22 15:17")
    for _ in range(50):
        at = clocks.add_working(at, 47, OFFICE)
    assert at == clocks.add_working(start, 47 * 50, OFFICE)


def test_a_day_off_of_the_force_alone_is_kept_too() -> None:
    day = DayOff(datetime(2026, 3, 3, tzinfo=UTC).date(), "the move to the new building")
    moved = Calendar("england-and-wales", WEEK, time(8), time(18), (day,))
    assert clocks.add_working(local("2026-03-02 17:00"), 120, moved) == local("2026-03-04 09:00")


def test_bank_holidays_come_without_the_network(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("socket.socket.connect", lambda *_: pytest.fail("asked the network"))
    calendars.bank_holidays.cache_clear()
    found = {day.isoformat() for day in calendars.bank_holidays("england-and-wales")}
    assert {"2026-04-03", "2026-12-25", "2026-12-28", "2027-01-01"} <= found
    assert "2026-11-30" not in found


@pytest.mark.parametrize(
    ("days", "opens", "closes", "words"),
    [
        ((), time(8), time(18), "at least one working day"),
        (WEEK, time(18), time(8), "opens at 18:00:00 but closes at 08:00:00"),
        (WEEK, time(1), time(9), "cannot open before 02:00"),
    ],
)
def test_hours_that_cannot_be_are_refused(
    days: tuple[str, ...], opens: time, closes: time, words: str
) -> None:
    with pytest.raises(CalendarInvalid, match=words):
        Calendar("england-and-wales", days, opens, closes)


@pytest.mark.parametrize(
    ("old", "new", "words"),
    [
        ('within = "30 minutes"', 'within = "half an hour"', "“half an hour” is not like"),
        ('priority = "high"', 'priority = "urgent"', "one of high, medium, low was expected"),
        ('priority = "high"', 'priority = "low"', "no clock for: decision, priority high"),
        ('within = "24 hours"', 'within = "1 working day"', "working days are counted in working"),
        ("closes = 18:00:00", "closes = 07:00:00", "opens at 08:00:00 but closes at 07:00:00"),
    ],
)
def test_a_mistake_in_the_table_is_named(tmp_path: Path, old: str, new: str, words: str) -> None:
    text = (reference.FOLDER / "clocks.toml").read_text()
    assert old in text
    (tmp_path / "clocks.toml").write_text(text.replace(old, new))
    with pytest.raises(ReferenceDataInvalid, match=r"clocks.toml, line \d+") as refused:
        reference.read(tmp_path / "clocks.toml", ClockTable)
    assert words in str(refused.value)
