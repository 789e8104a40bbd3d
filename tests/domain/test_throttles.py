from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from domain import throttles
from domain.throttles import Allowed, Key, Wait

NOW = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)


def failed(*seconds_ago: float) -> list[datetime]:
    return [NOW - timedelta(seconds=seconds) for seconds in seconds_ago]


def test_whoever_never_failed_may_try() -> None:
    assert throttles.decide([], NOW) == Allowed()


@pytest.mark.parametrize(
    ("failures", "seconds"), [(1, 0), (3, 0), (4, 1), (5, 2), (6, 4), (7, 8), (8, 15), (9, 30)]
)
def test_each_failure_makes_the_next_wait_longer(failures: int, seconds: int) -> None:
    decision = throttles.decide(failed(*[0.0] * failures), NOW)
    assert decision == (Wait(seconds, decision.words) if seconds else Allowed())


def test_the_wait_is_counted_from_the_last_failure() -> None:
    assert throttles.decide(failed(6, 6, 6, 6, 6, 6, 6), NOW) == Wait(
        2, "Wait 2 seconds, then try again"
    )
    assert throttles.decide(failed(9, 9, 9, 9, 9, 9, 8), NOW) == Allowed()


def test_the_eleventh_wrong_password_in_five_minutes_is_never_tried() -> None:
    failures = failed(*range(290, 90, -20))
    assert len(failures) == 10
    assert throttles.decide(failures, NOW) == Wait(10, "Wait 10 seconds, then try again")
    assert throttles.decide(failures, NOW + timedelta(seconds=10)) == Allowed()


def test_a_guesser_who_obeys_every_wait_gets_ten_guesses_in_any_five_minutes() -> None:
    now, failures = NOW, []
    while len(failures) < 60:
        decision = throttles.decide(failures, now)
        if isinstance(decision, Wait):
            now += timedelta(seconds=decision.seconds)
            continue
        failures.append(now)
    for start in failures:
        within = [at for at in failures if start <= at < start + timedelta(minutes=5)]
        assert len(within) <= 10


def test_a_wait_of_minutes_is_said_in_minutes() -> None:
    decision = throttles.decide(failed(*[0.0] * 10), NOW)
    assert decision == Wait(300, "Wait 5 minutes, then try again")


def test_clocks_that_disagree_lock_nobody_out_for_longer_than_the_window() -> None:
    decision = throttles.decide(failed(*[-86_400.0] * 10), NOW)
    assert isinstance(decision, Wait)
    assert decision.seconds == 300


def test_a_known_device_gets_in_while_somebody_else_attacks() -> None:
    attack = dict.fromkeys(
        (Key.ORGANISATION_AND_ADDRESS, Key.ORGANISATION, Key.ADDRESS, Key.EVERYTHING),
        failed(*[1.0] * 700),
    )
    assert isinstance(throttles.decide_all(attack, NOW), Wait)
    assert throttles.decide_all(attack, NOW, known_device=True) == Allowed()


def test_a_known_device_may_not_guess_for_ever_either() -> None:
    own = {Key.DEVICE: failed(*[1.0] * 9)}
    assert throttles.decide_all(own, NOW, known_device=True) == Allowed()
    own = {Key.DEVICE: failed(*[1.0] * 10)}
    assert isinstance(throttles.decide_all(own, NOW, known_device=True), Wait)


def test_the_longest_of_the_waits_counts() -> None:
    failures = {Key.ORGANISATION_AND_ADDRESS: failed(*[0.0] * 5), Key.ADDRESS: failed(*[10.0] * 60)}
    decision = throttles.decide_all(failures, NOW)
    assert isinstance(decision, Wait)
    assert decision.seconds == 290


def test_an_office_of_fifty_is_not_slowed_by_a_few_mistakes() -> None:
    failures = failed(200, 90, 5)
    keys = (Key.ORGANISATION_AND_ADDRESS, Key.ORGANISATION, Key.ADDRESS, Key.EVERYTHING)
    assert throttles.decide_all(dict.fromkeys(keys, failures), NOW) == Allowed()


def test_a_known_device_is_spared_the_growing_wait() -> None:
    assert isinstance(throttles.decide(failed(*[0.0] * 9), NOW), Wait)
    assert throttles.decide(failed(*[0.0] * 9), NOW, known_device=True) == Allowed()


def test_a_failure_is_forgotten_when_its_five_minutes_are_over() -> None:
    assert throttles.decide(failed(300, 0, 0, 0), NOW) == Allowed()
    assert isinstance(throttles.decide(failed(299, 0, 0, 0), NOW), Wait)
