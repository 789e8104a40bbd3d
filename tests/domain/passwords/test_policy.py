from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from domain.passwords import passphrases, policy

CONTEXT = ("West Yorkshire Police", "Kirklees Council", "intel@kirklees.example")


def reasons(password: str) -> str:
    return " / ".join(policy.judge(password, CONTEXT).reasons)


@pytest.mark.parametrize(
    "password",
    [
        "lamp tiger cloud mosaic",
        "\u212birklees cafe\u0301 na\u00efve mango",
        "пароль очень длинный",
        "🐎🔋📎🦊🐝🌵🎈🎃🧦🧲🪀🪁🥁🎻🚲",
        "a kirklees otter juggles seven lemons",
    ],
)
def test_a_good_password_of_any_characters_is_accepted(password: str) -> None:
    assert reasons(password) == ""
    assert "hard" in policy.judge(password, CONTEXT).strength


@pytest.mark.parametrize(
    ("length", "accepted"), [(14, False), (15, True), (128, True), (129, False)]
)
def test_only_the_length_has_limits(length: int, accepted: bool) -> None:
    text = " ".join(f"{word} {word[::-1]}" for word in ("otter", "lemon", "quilt", "magnet") * 9)
    assert policy.judge(text[:length]).accepted is accepted


@pytest.mark.parametrize(
    "password",
    [
        "WestYorkshirePolice2026!",
        "KirkleesCouncilPortal1",
        "K1rkl33s-C0unc1l-P0rtal!!",
        "K1rkl33s-C0unc1l-P0rta1!!",
        "Kïrklees Coüncil 2026",
        "W3$t Y0rk5h1r3 P0l1c3",
        "intel@kirklees.example1",
    ],
)
def test_names_that_anybody_would_guess_are_refused_even_in_disguise(password: str) -> None:
    assert "built from the names" in reasons(password)


@pytest.mark.parametrize(
    "password", ["correct horse battery staple", "CorrectHorseBatteryStaple", "qwertyuiopasdfghjkl"]
)
def test_a_password_stolen_elsewhere_is_refused_however_it_is_written(password: str) -> None:
    assert "stolen elsewhere" in reasons(password)


def test_a_stolen_password_with_something_added_is_still_a_stolen_password() -> None:
    assert "with something added" in reasons("liverpoolfc99!!??2031")


@pytest.mark.parametrize(
    "password", ["liverpoolliverpool", "Summer2026Summer2026", "x" * 20, "abcabcabcabcabcab"]
)
def test_a_password_that_repeats_itself_is_refused(password: str) -> None:
    assert "repeats the same characters" in reasons(password)


@pytest.mark.parametrize(
    "password", ["iloveyou1234567!", "Passw0rd12345678", "zyxwvutsrqponml", "aaaabbbbccccddddeeee"]
)
def test_runs_of_the_alphabet_and_the_keyboard_count_for_nothing(password: str) -> None:
    assert "mostly runs" in reasons(password)


def test_several_faults_are_all_told_at_once() -> None:
    assert len(policy.judge("Police1234", CONTEXT).reasons) >= 3


@settings(max_examples=30)
@given(st.text(max_size=140))
def test_no_text_whatever_is_more_than_the_policy_can_judge(password: str) -> None:
    policy.judge(password, CONTEXT)


@pytest.mark.parametrize("password", ["otter lemon quilt \x00", "otter lemon quilt \ud800"])
def test_characters_that_cannot_be_typed_are_refused(password: str) -> None:
    assert "cannot be shown" in reasons(password)


def test_a_passphrase_has_five_plain_words_and_at_least_55_bits() -> None:
    words = passphrases.passphrase().split(" ")
    assert len(words) == 5
    assert set(words) <= set(passphrases.words())
    assert passphrases.bits() >= 55
    assert len(set(passphrases.words())) == len(passphrases.words())
    assert all(word.isascii() and word.islower() for word in passphrases.words())


def test_every_passphrase_offered_is_accepted() -> None:
    assert all(not reasons(passphrases.passphrase()) for _ in range(20))


def test_no_two_passphrases_are_alike() -> None:
    assert len({passphrases.passphrase() for _ in range(500)}) == 500
