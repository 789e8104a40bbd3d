"""Names: from cards, and from running text by what is around a run of capitals."""

from __future__ import annotations

import pytest

from domain import identifiers


def names(text: str) -> list[str | None]:
    return [one.normalised for one in identifiers.in_text(text) if one.kind == "name"]


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ("the tenant is Alan Wadsworth, who", "WADSWORTH, Alan"),
        ("prisoner Dale HARGREAVES said", "HARGREAVES, Dale"),
        ("HARGREAVES, Dale was there", "HARGREAVES, Dale"),
        ("with Patrick O'Brien and others", "O'BRIEN, Patrick"),
        ("Leanne D’Arcy-Booth", "D’ARCY-BOOTH, Leanne"),
        ("Liam McDonald", "McDONALD, Liam"),
        ("Maria de la Cruz", "DE LA CRUZ, Maria"),
        ("Mrs Jean van der Berg", "VAN DER BERG, Jean"),
        ("Ahmed al-Rashid", "AL-RASHID, Ahmed"),
        ("Mohammed Al Fayed", "AL FAYED, Mohammed"),
        ("Seán Ó Murchú", "Ó MURCHÚ, Seán"),
        ("Fatima bint Khalid", "BINT KHALID, Fatima"),
        ("Connor Lee Rushworth", "RUSHWORTH, Connor Lee"),
        ('Tyrone "T" Campbell-Reid', "CAMPBELL-REID, Tyrone"),
        ("Piotr Wiśniewski", "WIŚNIEWSKI, Piotr"),
        ("a rota with Андрій Коваленко on it", "КОВАЛЕНКО, Андрій"),
        ("His name is Zbyszek Grabowski", "GRABOWSKI, Zbyszek"),
        ("the landlord is Abdulrahman Siddiqui", "SIDDIQUI, Abdulrahman"),
        ("Mr Farooq Aziz", "AZIZ, Farooq"),
        ("a Mrs D. Ramsbottom at number 9", "RAMSBOTTOM, D"),
        ("his tutor, Mr Fennimore, in May", "FENNIMORE"),
    ],
)
def test_a_person_named_in_text_is_found(text: str, kept: str) -> None:
    assert names(text) == [kept]


@pytest.mark.parametrize(
    "text",
    [
        "On Monday 4 May at Oakwood Leisure Centre, Leeds Bradford",
        "The Old Swan Hotel on Church Street, near Victoria Park",
        "Jordan Road is closed. Mark Lane car park.",
        "Florence Nightingale Hospital and St John Ambulance",
        "West Yorkshire Police, Crown Court, Home Office",
        "A white Ford Transit, a Seat Leon, Range Rover",
        "KYLE KEEPS IT IN THE OLD LADYS COAL HOUSE",
        "Student Priya N and Marius P. and J Smith's",
        "Big Dave and Auntie Lee",
        "Private Sector Housing visited. Best Wishes.",
    ],
)
def test_places_bodies_and_beginnings_of_sentences_are_no_names(text: str) -> None:
    assert names(text) == []


def test_a_card_says_which_part_is_the_surname() -> None:
    answers = {
        "what": {
            "facts": "Saw Lee-Anne Darcy Booth. DARCY BOOTH, Lee-Anne again. lee-anne darcy booth"
        },
        "people": [{"surname": "Darcy Booth", "forenames": "Lee-Anne"}],
    }
    found = identifiers.extract(answers)
    assert {one.normalised for one in found} == {"DARCY BOOTH, Lee-Anne"}
    assert len(found) == 4


def test_a_name_that_is_nowhere_typed_in_one_piece_is_put_together_from_its_card() -> None:
    (one,) = identifiers.extract({"people": [{"surname": "Hill", "forenames": "Ann"}]})
    assert (one.as_typed, one.where, one.source) == ("Ann Hill", "people.0.name", "field")


def test_a_mc_that_stands_alone_belongs_to_the_surname_after_it() -> None:
    (one,) = identifiers.extract({"people": [{"surname": "Mc Evoy", "forenames": "Ann"}]})
    assert (one.as_typed, one.normalised) == ("Ann Mc Evoy", "McEVOY, Ann")


def test_half_a_name_and_an_initial_are_no_name() -> None:
    cards = [{"surname": "N", "forenames": "Priya"}, {"forenames": "Kez"}, {"surname": "Cole"}]
    assert identifiers.extract({"people": cards}) == ()


def test_an_alias_is_a_name_if_its_script_or_words_say_so() -> None:
    answers = {
        "what": {"facts": "He wrote کریم himself. Big Dean, or Tyla Bottomley Crabtree."},
        "people": [
            {"forenames": "Karim", "aliases": ["کریم", "Big Dean"]},
            {"surname": "Bottomley", "forenames": "Tyla", "aliases": ["Tyla Bottomley Crabtree"]},
        ],
    }
    text = [one.normalised for one in identifiers.extract(answers) if one.source == "text"]
    assert "کریم" in text
    assert "BOTTOMLEY CRABTREE, Tyla" in text
    assert not any("Dean" in str(one) for one in text)


def _names(facts: str, *people: dict[str, object]) -> list[str | None]:
    answers = {"what": {"facts": facts}, "people": list(people)}
    return [one.normalised for one in identifiers.extract(answers) if one.kind == "name"]


KATARZYNA = {"surname": "Wiśniewska-Rowe", "forenames": "Katarzyna"}


@pytest.mark.parametrize(
    ("facts", "kept"),
    [
        ("On the rota as Katazhina Wisnievska Roe, she said.", "WISNIEVSKA ROE, Katazhina"),
        ("On the rota as Katarina Wishniewska-Rowe.", "WISHNIEWSKA-ROWE, Katarina"),
        ("Seen near Kirkgate Wisteria Road.", None),
        ("The Kitchen Winter Rota was up.", None),
    ],
)
def test_a_name_spelled_by_ear_is_found_where_a_card_has_it(facts: str, kept: str | None) -> None:
    assert _names(facts, KATARZYNA)[1:] == ([kept] if kept else [])


def test_an_alias_spelled_by_ear_is_a_name_and_a_nickname_is_not() -> None:
    card = {**KATARZYNA, "aliases": ["Katazhina Wisnievska Row", "Andy the hook", "Big Rowe"]}
    assert _names("", card) == ["WIŚNIEWSKA-ROWE, Katarzyna", "WISNIEVSKA ROW, Katazhina"]


def test_a_surname_with_a_title_counts_where_nobody_is_named_in_full() -> None:
    assert _names("Mr Pogson rang. Mrs Tordoff did not.") == ["POGSON", "TORDOFF"]
    assert _names("Mr Pogson rang. Alan Pogson is his son.") == ["POGSON, Alan"]
    told = "Alan Pogson lives there. Mrs Pogson (born 01/02/1950) rang."
    assert _names(told) == ["POGSON, Alan", "POGSON"]
