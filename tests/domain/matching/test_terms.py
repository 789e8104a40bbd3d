"""What goes into the index: words, names by sound, and the same from what somebody searches."""

from __future__ import annotations

import pytest

from domain import identifiers, terms
from domain.terms import Term, sounds

KEY = bytes(range(32))
ALIKE = [
    "Yaqoob Yakub Yaqub Yaqoub",
    "Mohammed Muhammad Mohamad Mohd محمد",
    "Siobhan Shivaun",
    "Sean Shaun Shawn",
    "Kairys Kairis",
    "Žilvinas Zilvinas",
    "Pickersgill Pickersgil",
    "O'Rourke Orourke",
    "Tyler Tyla",
    "Kieran Keiran Ciaran",
    "Leanne Lee-Anne",
    "Zieliński Zielinski",
    "Коваленко Kovalenko Kowalenko",
    "کریم Karim Kareem",
    "Rashid Rasheed راشد",
    "Kowalczyk Kovalchik",
    "Hussain Hussein حسین",
    "Stephen Steven",
    "Catherine Katherine Kathryn",
    "MacDonald McDonald",
    "Philip Phillip Filip",
    "Wright Right",
    "Chaudhry Choudhury Chowdhury",
    "Geoffrey Jeffrey",
    "Дмитрий Dmitri Dmitry",
]
UNLIKE = [("Khan", "Kelly"), ("Alan", "Adam"), ("Bottomley", "Booth"), ("Declan", "Damian")]


@pytest.mark.parametrize("spellings", ALIKE)
def test_spellings_of_one_name_sound_alike(spellings: str) -> None:
    found = [sounds.keys(one) for one in spellings.split()]
    assert frozenset.intersection(*found)


@pytest.mark.parametrize(("one", "two"), UNLIKE)
def test_different_names_do_not_sound_alike(one: str, two: str) -> None:
    assert not sounds.keys(one) & sounds.keys(two)


def test_a_blinded_term_depends_on_key_kind_and_value() -> None:
    one, two = Term("phone", "07700900117"), Term("document", "07700900117")
    assert len(terms.blind(KEY, one)) == 16
    assert terms.blind(KEY, one) == terms.blind(KEY, Term("phone", "07700900117"))
    assert len({terms.blind(KEY, one), terms.blind(KEY, two), terms.blind(KEY[::-1], one)}) == 3


@pytest.mark.parametrize(
    ("typed", "field"),
    [
        ("Yakub", "name"),
        ("yaqoob, mohammad", "name"),
        ("Auntie Lee", "name"),
        ("UF18 ???", "vrm"),
        ("?F18 K?L", "vrm"),
        ("ufi8kzl", "vrm"),
        ("+44 7700 900455", "phone"),
        ("ls9 4zr", "postcode"),
        ("LS9", "postcode"),
        ("212 Gt Dirkhill Pde, Bradford", "address"),
        ("212 great dirkhill parade", "address"),
        ("counterfeits coats", "words"),
        ("counterfeit UF18 KZL 07700900455", ""),
    ],
)
def test_a_search_meets_the_index_in_any_form(typed: str, field: str) -> None:
    answers = {
        "what": {"facts": "Counterfeit coat, from UF18 KZL."},
        "people": [
            {
                "surname": "Yaqoob",
                "forenames": "Muhammad",
                "aliases": ["Auntie Lee"],
                "phones": ["7700900455"],
                "address": "212a Great Dirkhill Parade, Bradford",
            }
        ],
        "places": [{"postcode": "LS9 4ZR"}],
    }
    held = terms.terms(answers, identifiers.extract(answers))
    groups = terms.query_terms(typed, field)
    assert groups
    assert all(group & held for group in groups)


def test_a_search_for_a_whole_registration_meets_a_partial_one() -> None:
    answers = {"vehicles": [{"registration": "UF18 ???"}]}
    held = terms.terms(answers, identifiers.extract(answers))
    assert all(group & held for group in terms.query_terms("UF18 KZL", "vrm"))
    assert not all(group & held for group in terms.query_terms("UF19 KZL", "vrm"))


def test_stop_words_are_no_terms_and_words_are_found_by_their_stem() -> None:
    answers = {"what": {"facts": "They were dealing from the flats"}}
    held = terms.terms(answers, ())
    assert {term.value for term in held} == {"deal", "flat"}
