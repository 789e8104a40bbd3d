from __future__ import annotations

import threading
import unicodedata

import pytest

from domain import passwords
from domain.passwords import Cost, CostBelowFloor, Passwords, PepperUnusable, TooManyAtOnce

CHEAP = Cost(memory_kib=64, rounds=1)
PEPPER, NEXT_PEPPER = b"p" * 32, b"q" * 32
PHRASE = "lamp tiger cloud mosaic"


@pytest.fixture(scope="module")
def cheap() -> Passwords:
    return Passwords({1: PEPPER}, CHEAP, below_floor=True)


def test_the_right_password_matches_and_a_wrong_one_does_not(cheap: Passwords) -> None:
    stored = cheap.hashed(PHRASE)
    assert cheap.matches(stored, PHRASE)
    for wrong in ("", PHRASE.upper(), PHRASE + " ", PHRASE[:-1], "\ud800"):
        assert not cheap.matches(stored, wrong)


def test_a_long_password_is_not_cut_at_72_bytes(cheap: Passwords) -> None:
    stored = cheap.hashed("a" * 72 + "b")
    assert not cheap.matches(stored, "a" * 72 + "c")


def test_two_spellings_of_the_same_accents_are_the_same_password(cheap: Passwords) -> None:
    stored = cheap.hashed(unicodedata.normalize("NFD", "café naïve mango"))
    assert cheap.matches(stored, unicodedata.normalize("NFC", "café naïve mango"))


def test_the_same_password_is_never_stored_the_same_way_twice(cheap: Passwords) -> None:
    assert cheap.hashed(PHRASE) != cheap.hashed(PHRASE)


def test_an_unknown_name_never_matches_and_is_hashed_all_the_same(
    cheap: Passwords, monkeypatch: pytest.MonkeyPatch
) -> None:
    hashed = []
    original = passwords.hash_secret
    monkeypatch.setattr(
        passwords, "hash_secret", lambda **how: hashed.append(how["memory_cost"]) or original(**how)
    )
    assert not cheap.matches(None, PHRASE)
    assert not cheap.matches("", PHRASE)
    assert not cheap.matches("1$nonsense", PHRASE)
    assert hashed == [CHEAP.memory_kib] * 3


def test_not_even_the_password_compared_with_for_an_unknown_name_lets_anybody_in(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(passwords.secrets, "token_urlsafe", lambda: PHRASE)
    unlucky = Passwords({1: PEPPER}, CHEAP, below_floor=True)
    assert not unlucky.matches(None, PHRASE)


def test_a_hash_is_worthless_without_the_pepper(cheap: Passwords) -> None:
    stored = cheap.hashed(PHRASE)
    assert not Passwords({1: NEXT_PEPPER}, CHEAP, below_floor=True).matches(stored, PHRASE)


def test_the_pepper_can_change_while_old_passwords_still_work(cheap: Passwords) -> None:
    stored = cheap.hashed(PHRASE)
    later = Passwords({1: PEPPER, 2: NEXT_PEPPER}, CHEAP, below_floor=True)
    assert later.matches(stored, PHRASE)
    assert later.needs_rehash(stored)
    assert not later.needs_rehash(later.hashed(PHRASE))


def test_a_pepper_taken_away_too_early_is_named(cheap: Passwords) -> None:
    stored = cheap.hashed(PHRASE)
    with pytest.raises(PepperUnusable, match="pepper 1 is not configured"):
        Passwords({2: NEXT_PEPPER}, CHEAP, below_floor=True).matches(stored, PHRASE)


def test_a_hash_of_another_cost_matches_and_is_due_for_renewal(cheap: Passwords) -> None:
    dearer = Passwords({1: PEPPER}, Cost(memory_kib=128, rounds=1), below_floor=True)
    stored = cheap.hashed(PHRASE)
    assert dearer.matches(stored, PHRASE)
    assert dearer.needs_rehash(stored)
    assert not cheap.needs_rehash(stored)
    assert cheap.needs_rehash("")


@pytest.mark.parametrize("cost", [CHEAP, Cost(19_455), Cost.of(64, 1), Cost(19_456, lanes=0)])
def test_it_refuses_to_start_below_the_floor(cost: Cost) -> None:
    with pytest.raises(CostBelowFloor, match="below the floor"):
        Passwords({1: PEPPER}, cost)


@pytest.mark.parametrize("peppers", [{}, {1: b"short"}, {1: PEPPER, 2: b""}])
def test_it_refuses_to_start_without_a_pepper_of_256_bits(peppers: dict[int, bytes]) -> None:
    with pytest.raises(PepperUnusable):
        Passwords(peppers, CHEAP, below_floor=True)


def test_the_process_makes_at_most_two_hashes_at_once(
    cheap: Passwords, monkeypatch: pytest.MonkeyPatch
) -> None:
    lock, inside, most = threading.Lock(), 0, 0
    meeting = threading.Barrier(2)

    def slow(**how: object) -> bytes:
        nonlocal inside, most
        with lock:
            inside += 1
            most = max(most, inside)
        meeting.wait(timeout=5)
        with lock:
            inside -= 1
        return b"$argon2id$"

    monkeypatch.setattr(passwords, "hash_secret", slow)
    threads = [threading.Thread(target=cheap.hashed, args=(PHRASE,)) for _ in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert most == 2


def test_waiting_for_a_turn_ends_in_words(
    cheap: Passwords, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(passwords, "_at_once", threading.BoundedSemaphore(1))
    monkeypatch.setattr(passwords, "PATIENCE_SECONDS", 0.01)
    with passwords._at_once, pytest.raises(TooManyAtOnce, match="try again in a moment"):
        cheap.hashed(PHRASE)
