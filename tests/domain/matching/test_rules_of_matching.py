"""What makes two submissions match, and what does not, rule by rule."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from domain import identifiers, matching, terms
from domain.terms import Term, plates


def held(answers: dict[str, Any]) -> frozenset[Term]:
    return terms.terms(answers, identifiers.extract(answers))


def said(text: str) -> dict[str, Any]:
    return {"what": {"facts": text, "learned": "2026-11-10"}}


def person(surname: str = "", forenames: str = "", dob: str = "", **more: Any) -> dict[str, Any]:
    return {"surname": surname, "forenames": forenames, "date_of_birth": dob, **more}


def people(*cards: dict[str, Any]) -> dict[str, Any]:
    return {"people": list(cards)}


def place(address: str, postcode: str = "") -> dict[str, Any]:
    return {"places": [{"address": address, "postcode": postcode}]}


def vehicle(registration: str, make: str = "", colour: str = "") -> dict[str, Any]:
    return {"vehicles": [{"registration": registration, "make": make, "colour": colour}]}


def kinds(one: dict[str, Any], two: dict[str, Any]) -> list[str]:
    return [reason.kind for reason in matching.reasons(held(one), held(two))]


ELM, OAK = "2 Elm Street, Bradford", "9 Oak Road, Bradford"
MATCH = {
    "phone": (said("on 0044 (0)7700-900432"), people(person(phones=["7700900432"]))),
    "vrm": (said("reg was ab2o cde"), vehicle("AB20CDE")),
    "social": (said("his snap is kez_x99"), people(person(social=["Snapchat: @Kez_X99"]))),
    "email": (said("Kez@Mail.example"), said("use kez@mail.example")),
    "document": (said("NINO PY 48 31 07 C"), said("ni py483107c")),
    "place": (said("at ///filled.count.soap"), {"places": [{"what3words": "Filled.Count.Soap"}]}),
    "bank": (said("20-00-00 55779911"), said("sort 200000 account 55779911")),
    "address": (said("88 Gt Northern Rd, Leeds"), place("88 Great Northern Road, Leeds")),
    "premises": (
        place("Sparklethwaite, Old Yard, Batley", "WF17 2ZY"),
        place("Sparkle Thwaite, Batley", "WF172ZY"),
    ),
    "person_dob": (
        people(person("Коваленко", "Андрій", "1/2/88")),
        said("Andriy Kovalenko, dob 01.02.1988"),
    ),
    "surname_dob": (
        people(person("Yaqoob", "Muhammad", "05/05/1968")),
        people(person("Yakub", "M.", "5/5/68")),
    ),
    "forename_dob": (
        people(person("Jones", "Siobhan", "03/04/1985", address=ELM)),
        people(person("Walsh", "Shivaun", "03/04/85", address=OAK)),
    ),
    "full_name": (
        people(person("Szczepański", "Zbigniew", address=ELM)),
        people(person("Szczepanski", "Zbigniev", address=OAK)),
    ),
    "vrm_partial": (vehicle("AB20 ???", "Ford"), vehicle("AB20 CDE", "Ford", "silver")),
}
NO_MATCH = {
    "numbers everybody rings": (said("rang 101 and 0800 555 111"), said("0800 555111, 101, 999")),
    "another make": (vehicle("AB20 ???", "BMW", "black"), vehicle("AB20 CDE", "Ford", "silver")),
    "too little of a registration": (vehicle("A??? ?D?"), vehicle("AB20 CDE")),
    "another date of birth": (
        people(person("Kovalenko", "Imran", "01/02/1980", address=ELM)),
        people(person("Kowalenko", "Imraan", "01/02/1999", address=ELM.replace("2", "3"))),
    ),
    "1 January": (
        people(person("Ahmadi", "Reza", "01/01/1990", address=ELM)),
        people(person("Hosseini", "Reza", "1/1/1990", address=OAK)),
    ),
    "a forename": (people(person("", "Kieran")), people(person("", "Kieran"))),
    "a nickname": (people(person(aliases=["Kez"])), people(person(aliases=["Kez"]))),
    "a common name in one town": (
        people(person("Khan", "Mohammed", address=ELM)),
        people(person("Khan", "Muhammad", address=OAK)),
    ),
    "another town": (place("14 High Street, Leeds"), place("14 High Street, Halifax")),
    "another house": (place("14 Elm St, Leeds", "LS2 4ZW"), place("15 Elm St, Leeds", "LS2 4ZW")),
    "an invalid number": (said("NINO QQ 12 34 56 C"), said("NINO QQ123456C")),
    "a number a spreadsheet lost": (said("4.47701E+11"), said("4.47701E+11")),
    "a platform's front page": (said("www.facebook.com"), said("see https://facebook.com/")),
    "nothing": ({}, {}),
}


@pytest.mark.parametrize("kind", MATCH)
def test_two_submissions_that_share_this_match(kind: str) -> None:
    assert kinds(*MATCH[kind])[:1] == [kind]
    assert kinds(*reversed(MATCH[kind]))[:1] == [kind]


@pytest.mark.parametrize("why", NO_MATCH)
def test_two_submissions_that_share_only_this_do_not_match(why: str) -> None:
    assert kinds(*NO_MATCH[why]) == []


def test_the_submitters_own_phone_joins_nothing() -> None:
    own = {"submitter": {"name": "Ann Hill", "phone": "01632 960112"}}
    assert kinds({**own, **said("ring 01632 960112")}, {**own, **said("01632 960112")}) == []


def test_an_excluded_term_is_no_reason() -> None:
    one, two = (held(answers) for answers in MATCH["phone"])
    assert matching.reasons(one, two, {Term("phone", "07700900432")}) == ()


def test_a_term_that_too_many_hold_is_left_out() -> None:
    counts = {Term("phone", "1"): 3, Term("phone", "2"): 2}
    assert matching.without_common(counts, counts.__getitem__, 2) == {Term("phone", "2")}


def test_the_reason_names_what_is_shared_and_never_how_it_is_keyed() -> None:
    both = [matching.reasons(*map(held, MATCH[kind]))[0].words for kind in ("phone", "person_dob")]
    assert both == [
        "same phone: 07700900432",
        "name sounds alike, same date of birth 01/02/1988",
    ]


def test_every_rule_is_about_a_kind_that_is_looked_up() -> None:
    assert {rule.kind for rule in matching.RULES} == matching.LEADS


_plates = st.from_regex(r"[A-C]{2}[0-1]{2}[A-C]{3}", fullmatch=True)


@settings(max_examples=200, deadline=None)
@given(_plates, st.sets(st.integers(0, 6)), _plates)
def test_a_partial_fits_a_registration_however_that_is_worked_out(
    whole: str, unknown: set[int], other: str
) -> None:
    partial = "".join("?" if place in unknown else sign for place, sign in enumerate(whole))
    fits = plates.fits(partial, other)
    told = "?" in partial and plates.known(partial) >= plates.FEWEST
    assert plates.fits(partial, whole)
    assert fits == set(plates.fragments(other)).issuperset(plates.fragments(partial))
    assert (Term("vrm_partial", partial) in set(plates.masks(other))) == (fits and told)
