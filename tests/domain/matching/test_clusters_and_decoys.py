"""The same thing written by two partners joins; what only looks alike never does.

Ways of writing are generated: whatever two of them are drawn, the submissions match. A decoy
shares all but what tells two people, cars or houses apart, and must not.
"""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from domain import identifiers, matching, terms
from domain.terms import Term

ALIKE = (
    "Mohammed Khan/Mohamed Kahn",
    "Muhammad Hussain/Mohammad Hussein",
    "Stephen Thompson/Steven Thomson",
    "Catherine Clarke/Kathryn Clark",
    "Philip Reid/Phillip Reed",
    "Shaun O'Brien/Sean OBrien",
    "Alistair MacDonald/Alastair McDonald",
    "Kayleigh Pearce/Kayley Pierce",
    "Yusuf Qureshi/Yousaf Kureshi",
    "Geoffrey Schofield/Jeffrey Scofield",
    "Iqbal Chowdhury/Ikbal Choudhury",
    "Tracy Lumb/Tracey Lum",
    "Zachary Fisher/Zackary Fischer",
    "Tomasz Szymanski/Tomasz Szymański",
    "Nadia Ahmed/Nadya Ahmad",
    "Jonathan Whittaker/Jonathon Whitaker",
    "Rhys Llewellyn/Rees Llewelyn",
    "Isobel Stuart/Isabel Stewart",
    "Dmytro Kovalenko/Dmitro Kowalenko",
    "Bartosz Kowalczyk/Bartosh Kovalchyk",
    "Marc Dickson/Mark Dixon",
    "Charlotte Lawton/Sharlotte Lorton",
    "Cheryl Norton/Sherrill Naughton",
)
BORN = ("03/11/1971", "3.11.71", "3 Nov 1971", "1971-11-03", "3rd November 1971")
QUICK = settings(max_examples=60, deadline=None)


def held(answers: dict[str, Any]) -> frozenset[Term]:
    return terms.terms(answers, identifiers.extract(answers))


def joined(one: dict[str, Any], two: dict[str, Any]) -> bool:
    return bool(matching.reasons(held(one), held(two)))


def said(text: str) -> dict[str, Any]:
    return {"what": {"facts": text, "learned": "2026-11-10"}}


def card(name: str, born: str) -> dict[str, Any]:
    forename, _, surname = name.partition(" ")
    return {
        "people": [{"surname": surname, "forenames": forename, "date_of_birth": born}],
        "what": {"learned": "2026-11-10"},
    }


@st.composite
def phones(draw: st.DrawFn, digits: str) -> str:
    """Give ten digits of a mobile as somebody might write it."""
    start = draw(st.sampled_from(("0", "+44 ", "+44 (0)", "0044 ", "44", "")))
    gap = draw(st.sampled_from(("", " ", "-"))) if start not in ("44", "") else ""
    written = start + gap.join((digits[:4], digits[4:7], digits[7:]))
    letters = draw(st.booleans()) and start == "0" and gap in ("", " ")
    return written.replace("0", "O") if letters else written


@st.composite
def plates(draw: st.DrawFn, plate: str) -> str:
    """Give a registration of today's shape as somebody might write it."""
    if draw(st.booleans()):
        plate = plate[:3] + plate[3].replace("0", "O").replace("1", "I") + plate[4:]
    gap = draw(st.sampled_from(("", " ", "-")))
    written = f"{plate[:4]}{gap}{plate[4:]}"
    return draw(st.sampled_from((written, written.lower() if gap != "-" else written)))


@QUICK
@given(st.data(), st.integers(0, 999_999))
def test_one_phone_joins_however_it_is_written(data: st.DataObject, number: int) -> None:
    digits = f"7700{number:06}"
    assume(digits.count("0") <= 4)  # more letters than figures is not read as a number
    one, two = data.draw(phones(digits)), data.draw(phones(digits))
    other = data.draw(phones(f"7700{(number + 1) % 1_000_000:06}"))
    assert joined(said(f"His number is {one}, ring it."), said(f"mobile {two} she said"))
    assert not joined(said(f"His number is {one}, ring it."), said(f"mobile {other} she said"))


@QUICK
@given(st.data(), st.sampled_from(("TJ20HBX", "ZK10PDU", "UF71LLM", "JJ08XTP")))
def test_one_registration_joins_however_it_is_written(data: st.DataObject, plate: str) -> None:
    one, two = data.draw(plates(plate)), data.draw(plates(plate))
    changed = data.draw(plates(plate[:6] + ("A" if plate[6] != "A" else "B")))
    assert joined(said(f"a white Golf, reg {one}"), said(f"vehicle {two} seen"))
    assert not joined(said(f"a white Golf, reg {one}"), said(f"a red van, reg {changed}"))


@QUICK
@given(st.sampled_from(ALIKE), st.sampled_from(BORN), st.sampled_from(BORN))
def test_names_that_sound_alike_join_by_their_birth_alone(pair: str, one: str, two: str) -> None:
    name, other = pair.split("/")
    assert joined(card(name, one), card(other, two))
    assert not joined(card(name, one), card(other, "03/12/1971"))
    assert not joined(card(name, one), card(other, ""))


@QUICK
@given(st.integers(1, 200), st.sampled_from(("High Street", "Station Road", "Church Lane")))
def test_a_street_is_one_only_in_one_town(number: int, street: str) -> None:
    def place(address: str, code: str = "") -> dict[str, Any]:
        return {"places": [{"address": address, "postcode": code}]}

    here = place(f"{number} {street}, Leeds")
    assert joined(here, place(f"{number} {street.replace('Street', 'St')}, LEEDS"))
    assert not joined(here, place(f"{number} {street}, Halifax"))
    assert not joined(
        place(f"{number} {street}, Leeds", "LS9 4ZX"),
        place(f"{number + 2} {street}, Leeds", "LS9 4ZX"),
    )


@pytest.mark.parametrize(
    ("one", "two"),
    [
        ("Flat 14, Hazel Court, Ferncliffe Rise, Huddersfield", "14 hazel ct, Huddersfield"),
        ("88 Cinder Bank Road, Leeds", "88 Cinder Bank Rd, Leeds"),
        ("212a Gt Dirkhill Pde, Bradford", "212 Great Dirkhill Parade, Bradford"),
    ],
)
def test_one_address_joins_however_it_is_written(one: str, two: str) -> None:
    assert joined({"places": [{"address": one}]}, {"places": [{"address": two}]})
    assert joined({"places": [{"address": one}]}, said(f"He lives at {two}, since May."))


@pytest.mark.parametrize(
    ("one", "two"),
    [
        (said("a lad known as Kez"), said("a man known as Kez")),
        (said("John Smith from Leeds"), said("John Smith in Leeds")),
        (card("Kyle Lumb", "01/02/2008"), card("Naveed Akhtar", "01/02/2008")),
        (said("silver Corsa TJ20 ???"), said("silver Corsa, reg TJ21 HBX")),
    ],
)
def test_what_many_share_joins_nobody(one: dict[str, Any], two: dict[str, Any]) -> None:
    assert not joined(one, two)
