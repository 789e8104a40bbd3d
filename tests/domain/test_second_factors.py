from __future__ import annotations

import math
import re
from datetime import UTC, datetime, timedelta

import pyotp
import pytest

from domain import second_factors
from domain.passwords import Cost, Passwords
from domain.second_factors.recovery_codes import ALPHABET, GROUP_LENGTH, GROUPS

SECRET = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"
NOW = datetime(2026, 3, 2, 9, 0, 10, tzinfo=UTC)
STEP = int(NOW.timestamp()) // 30


@pytest.fixture(scope="module")
def cheap() -> Passwords:
    return Passwords({1: b"p" * 32}, Cost(memory_kib=64, rounds=1), below_floor=True)


def code_at(seconds: int) -> str:
    return pyotp.TOTP(SECRET).at(NOW + timedelta(seconds=seconds))


@pytest.mark.parametrize(("seconds", "step"), [(-30, STEP - 1), (0, STEP), (30, STEP + 1)])
def test_a_code_one_step_out_is_forgiven(seconds: int, step: int) -> None:
    assert second_factors.accept(SECRET, code_at(seconds), NOW, None) == step


@pytest.mark.parametrize("seconds", [-90, -60, 60, 90])
def test_a_code_two_steps_out_is_refused(seconds: int) -> None:
    assert second_factors.accept(SECRET, code_at(seconds), NOW, None) is None


def test_a_code_serves_once_and_ends_all_codes_before_it() -> None:
    step = second_factors.accept(SECRET, code_at(0), NOW, None)
    assert second_factors.accept(SECRET, code_at(0), NOW, step) is None
    assert second_factors.accept(SECRET, code_at(-30), NOW, step) is None
    assert second_factors.accept(SECRET, code_at(30), NOW, step) == STEP + 1


def test_a_code_may_be_typed_as_it_is_shown() -> None:
    code = code_at(0)
    assert second_factors.accept(SECRET, f" {code[:3]} {code[3:]}\n", NOW, None) == STEP


@pytest.mark.parametrize("code", ["", "12345", "1234567", "abcdef", "１２３４５６", "\ud800"])
def test_what_is_not_a_code_is_refused_without_a_fuss(code: str) -> None:
    assert second_factors.accept(SECRET, code, NOW, None) is None


def test_a_secret_has_160_bits_and_is_never_the_same() -> None:
    secrets = {second_factors.new_secret() for _ in range(200)}
    assert len(secrets) == 200
    assert all(re.fullmatch(r"[A-Z2-7]{32}", secret) for secret in secrets)


def test_the_picture_needs_no_style_no_script_and_no_stranger() -> None:
    uri = second_factors.provisioning_uri(SECRET, "officer@force.example", "Partnership portal")
    assert uri.startswith("otpauth://totp/Partnership%20portal:officer%40force.example?secret=")
    svg = second_factors.qr_svg(uri)
    assert svg.startswith("<svg ")
    assert 'class="qr"' in svg
    assert "viewBox" in svg
    assert not re.search(r"style|<script|href|\son\w+=|url\(", svg)
    assert SECRET not in svg


def test_recovery_codes_have_at_least_50_bits_and_no_words() -> None:
    codes = second_factors.new_recovery_codes()
    assert len(set(codes)) == 10
    pattern = f"[{ALPHABET}]{{4}}-[{ALPHABET}]{{4}}-[{ALPHABET}]{{4}}"
    assert all(re.fullmatch(pattern, code) for code in codes)
    assert GROUPS * GROUP_LENGTH * math.log2(len(set(ALPHABET))) >= 50
    assert not set(ALPHABET) & set("AEIOUY01")


def test_recovery_codes_are_drawn_evenly() -> None:
    drawn = "".join(second_factors.new_recovery_codes(1000)).replace("-", "")
    expected = len(drawn) / len(ALPHABET)
    assert all(0.7 < drawn.count(one) / expected < 1.3 for one in ALPHABET)


def test_a_recovery_code_is_found_among_the_hashes_however_it_is_typed(cheap: Passwords) -> None:
    codes = second_factors.new_recovery_codes()
    stored = second_factors.hashed_codes(cheap, codes)
    assert not any(code in kept for code in codes for kept in stored)
    for typed in (codes[3], codes[3].lower(), codes[3].replace("-", " ")):
        assert second_factors.matching_code(cheap, stored, typed) == stored[3]


def test_a_used_or_foreign_recovery_code_matches_nothing(cheap: Passwords) -> None:
    codes = second_factors.new_recovery_codes()
    stored = second_factors.hashed_codes(cheap, codes)
    left = [kept for kept in stored if kept != stored[3]]
    assert second_factors.matching_code(cheap, left, codes[3]) is None
    assert second_factors.matching_code(cheap, stored, "") is None
    assert second_factors.matching_code(cheap, [], codes[0]) is None


def test_a_guess_at_a_recovery_code_costs_one_hash(
    cheap: Passwords, monkeypatch: pytest.MonkeyPatch
) -> None:
    stored = second_factors.hashed_codes(cheap, second_factors.new_recovery_codes())
    hashes = []
    original = Passwords._hashed
    monkeypatch.setattr(Passwords, "_hashed", lambda *how: hashes.append(how) or original(*how))
    second_factors.matching_code(cheap, stored, "K7MH-3PXQ-4RTW")
    second_factors.matching_code(cheap, [], "K7MH-3PXQ-4RTW")
    assert len(hashes) == 2
