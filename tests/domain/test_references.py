from __future__ import annotations

import math
import re
from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain import references
from domain.references import InvalidReference
from domain.references.symbols import ALPHABET, LENGTH, WEIGHTS, completed, grouped

SIZE = len(ALPHABET)
payloads = st.text(alphabet=ALPHABET, min_size=LENGTH - 1, max_size=LENGTH - 1)


def test_a_reference_is_eleven_unmistakable_characters_in_groups() -> None:
    assert re.fullmatch(rf"[{ALPHABET}]{{4}}-[{ALPHABET}]{{4}}-[{ALPHABET}]{{3}}", references.new())
    assert not set(ALPHABET) & set("0O1IL2Z5S8BUVGYAE34")


def test_references_are_random_and_hold_at_least_40_bits() -> None:
    assert (LENGTH - 1) * math.log2(SIZE) > 40.8
    assert len({references.new() for _ in range(2000)}) == 2000


def test_the_arithmetic_betrays_every_wrong_character_and_every_exchange() -> None:
    assert all(SIZE % divisor for divisor in range(2, SIZE))
    differences = range(1, SIZE)
    assert all(w * d % SIZE for w in WEIGHTS for d in differences)
    assert all((v - w) * d % SIZE for v, w in combinations(WEIGHTS, 2) for d in differences)


@given(payloads)
def test_no_single_wrong_character_is_taken_for_a_reference(payload: str) -> None:
    right = completed(payload)
    assert references.parse(right) == grouped(right)
    for place in range(LENGTH):
        for other in set(ALPHABET) - {right[place]}:
            assert references.parse(right[:place] + other + right[place + 1 :]) is None


@given(payloads)
def test_no_two_exchanged_characters_are_taken_for_a_reference(payload: str) -> None:
    right = completed(payload)
    for one, other in combinations(range(LENGTH), 2):
        if right[one] != right[other]:
            swapped = list(right)
            swapped[one], swapped[other] = right[other], right[one]
            assert references.parse("".join(swapped)) is None


def test_no_reference_spells_a_rude_word_or_says_one_character_three_times() -> None:
    for _ in range(3000):
        bare = references.new().replace("-", "")
        assert not re.search(r"(.)\1\1|FCK|CNT|DCK|WTF", bare)


REFERENCE = grouped(completed("KQMH9PXD6R"))


@pytest.mark.parametrize(
    "typed",
    [
        REFERENCE,
        REFERENCE.lower(),
        REFERENCE.replace("-", ""),
        f"  {REFERENCE.replace('-', ' – ')}\n",
        REFERENCE.replace("-", "."),
        "".join(chr(ord(one) + 0xFEE0) for one in REFERENCE if one != "-"),
    ],
)
def test_case_spaces_and_dashes_do_not_matter(typed: str) -> None:
    assert references.parse(typed) == REFERENCE


@pytest.mark.parametrize(("written", "meant"), [("O", "Q"), ("0", "D"), ("G", "9"), ("b", "6")])
def test_one_look_alike_is_read_as_what_the_check_character_says(written: str, meant: str) -> None:
    assert references.parse(REFERENCE.replace(meant, written, 1)) == REFERENCE


def test_two_look_alikes_are_one_guess_too_many() -> None:
    assert references.parse(REFERENCE.replace("Q", "O").replace("D", "0")) is None


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ("", "Enter the reference"),
        ("KQMH-9PXD", "has 11 letters and digits; this has 8"),
        (REFERENCE.replace("K", "A"), "never has “A” in it"),
        (REFERENCE.replace("K", "X"), "one is wrong, or two have changed places"),
    ],
)
def test_a_wrong_reference_is_refused_in_words(typed: str, words: str) -> None:
    with pytest.raises(InvalidReference, match=re.escape(words)):
        references.read(typed)


@given(st.text(max_size=30))
def test_any_text_is_either_a_reference_or_not(text: str) -> None:
    found = references.parse(text)
    assert found is None or references.parse(found) == found


def test_a_reference_can_be_said_on_the_telephone() -> None:
    assert references.spoken(REFERENCE).startswith("Kilo Quebec Mike Hotel, nine Papa X-ray Delta,")
    names = {references.spoken(grouped(completed(one * 10))).split(" ")[0] for one in ALPHABET}
    assert len(names) == SIZE
