"""The forms in which people type one thing, and the one form that is kept."""

from __future__ import annotations

from datetime import date

import pytest

from domain import identifiers

ON = date(2026, 11, 22)


def found(text: str) -> list[tuple[str, str | None]]:
    return [(one.kind, one.normalised) for one in identifiers.in_text(text, ON)]


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("07700 900123", "07700900123"),
        ("+44 (0) 7700 900123", "07700900123"),
        ("0044(0)7700-900-123", "07700900123"),
        ("00447700900123", "07700900123"),
        ("447700900123", "07700900123"),
        ("7700 900 123", "07700900123"),
        ("07700.900.123", "07700900123"),
        ("(01632) 960 555", "01632960555"),
        ("020 7946 0958", "02079460958"),
        ("+33 6 39 98 02 44", "+33639980244"),
        ("0033 (0)6 39 98 02 44", "+33639980244"),
        ("4.47E+11", None),
        ("4.47701e+11", None),
    ],
)
def test_a_phone_is_known_in_any_form(typed: str, kept: str | None) -> None:
    assert found(f"He rang from {typed}, twice.") == [("phone", kept)]


@pytest.mark.parametrize(
    "text", ["Log 1187 of 15/11/2026", "crime 13260880412", "at 10.40 on 03.11.2026", "101 or 999"]
)
def test_other_numbers_are_no_phones(text: str) -> None:
    assert found(text) == []


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("AB2O CDE", "AB20CDE"),
        ("ABI2 CDE", "AB12CDE"),
        ("ab12 cde", "AB12CDE"),
        ("ab12cde", "AB12CDE"),
        ("AB12-CDE", "AB12CDE"),
        ("TV1S NHO", "TV1SNHO"),
        ("A123 BCD", "A123BCD"),
        ("ABC 123D", "ABC123D"),
        ("QXW-417", "QXW417"),
        ("AIZ 4567", "AIZ4567"),
        ("AB12 ???", "AB12???"),
        ("A? 66 ???", "A?66???"),
        ("T??9 ?LM", "T??9?LM"),
        ("ab12 ***", "AB12???"),
    ],
)
def test_a_registration_is_kept_in_capitals_without_gaps(typed: str, kept: str) -> None:
    assert found(f"It was a van, reg {typed}, white.") == [("vrm", kept)]


def test_letters_for_figures_are_put_right_only_where_the_shape_decides() -> None:
    card = {"vehicles": [{"registration": typed} for typed in ("ABO 1I", "O0I? ???", "AB0I CDE")]}
    kept = [one.normalised for one in identifiers.extract(card)]
    assert kept == ["ABO1I", "O0I????", "AB01CDE"]


@pytest.mark.parametrize(
    "text",
    [
        "back in 20 min, at 10 the next",
        "no 12 was out",
        "Really?? OK then.",
        "* 9 workers. * 2 boys",
        "Corsa? Asian male? 35",
        "stayed in room B12 and PIN 1234",
        "a grey Volvo XC90 or a Toyota RAV4",
    ],
)
def test_words_and_figures_are_no_registrations(text: str) -> None:
    assert found(text) == []


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("dob 03/11/1971", "03/11/1971"),
        ("d.o.b. 3.11.71", "03/11/1971"),
        ("born 3 November 1971", "03/11/1971"),
        ("born on 3rd Nov 1971", "03/11/1971"),
        ("(b. 03-11-1971)", "03/11/1971"),
        ("DOB: 1971-11-03", "03/11/1971"),
        ("date of birth 8/6/12", "08/06/2012"),
        ("dob 31/02/1990", None),
        ("born the 3rd day of Nov. 1971", "03/11/1971"),
        ("born Nov the 3rd 1971", "03/11/1971"),
    ],
)
def test_a_date_of_birth_is_known_by_the_words_around_it(typed: str, kept: str | None) -> None:
    assert found(f"He is {typed}.") == [("dob", kept)]


def test_a_date_after_a_name_is_its_birth_only_if_long_ago() -> None:
    assert ("dob", "16/09/1990") in found("prisoner Kofi ASANTE (16.09.1990)")
    assert found("seen by Alan Hill, 12/11/2026") == [("name", "HILL, Alan")]
    assert found("on 03/11/1971 it rained") == []


@pytest.mark.parametrize(
    ("typed", "kind", "kept"),
    [
        ("hd2 9zx", "postcode", "HD2 9ZX"),
        ("LS113ZT", "postcode", "LS11 3ZT"),
        ("///Filled.count.soap", "what3words", "///filled.count.soap"),
        ("UPRN 100023336956", "uprn", "100023336956"),
        ("QQ 12 34 56 C", "nino", None),
        ("py483107c", "nino", "PY483107C"),
        ("PNC 96/123456a", "pnc", "96/123456A"),
        ("CRO 12345/96B", "cro", "12345/96B"),
        ("IMEI 00-101700-993017-6", "imei", "001017009930176"),
        ("IMEI 001017009930175", "imei", None),
        ("1HGCM82633A004352", "vin", "1HGCM82633A004352"),
        ("20-00-00 account 5577991", "bank_account", "200000 05577991"),
        ("Dec.Pick89@Mailbarn.example", "email", "dec.pick89@mailbarn.example"),
        ("HTTPS://Bad.example/Path", "url", "https://bad.example/Path"),
        ("lees-lads.example", "url", "lees-lads.example"),
        ("192.0.2.7", "ip", "192.0.2.7"),
        ("2001:DB8::1", "ip", "2001:db8::1"),
    ],
)
def test_documents_places_and_addresses_are_known(typed: str, kind: str, kept: str | None) -> None:
    assert found(f"We have {typed} for it.") == [(kind, kept)]


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ("snapchat: kez_x", "snapchat:kez_x"),
        ("insta @Kez.X", "instagram:kez.x"),
        ("the handle @kez_x on Telegram", "telegram:kez_x"),
        ("an Instagram in her name, @ella.m_2, since May", "instagram:ella.m_2"),
        ("https://www.tiktok.com/@kez_x", "tiktok:kez_x"),
        ("on snap as kez_x99", "snapchat:kez_x99"),
        ("@kez_x", None),
    ],
)
def test_a_handle_is_kept_with_its_platform(text: str, kept: str | None) -> None:
    assert found(text) == [("social", kept)]


@pytest.mark.parametrize("text", ["Facebook: he said so", "snap it up", "The WhatsApp group"])
def test_talk_of_platforms_is_no_handle(text: str) -> None:
    assert found(text) == []


def test_a_card_number_is_never_kept_whole() -> None:
    (one,) = identifiers.in_text("paid with 4111 1111 1111 1111 twice", ON)
    assert (one.kind, one.as_typed) == ("card", "**** **** **** 1111")
    assert one.normalised == one.as_typed


def test_a_field_with_more_than_one_thing_is_read_as_text() -> None:
    card = {
        "people": [
            {"phones": ["07700 900111 or 07700 900112"], "date_of_birth": "1/2/80 (approx)"}
        ],
        "vehicles": [{"registration": "AB12 CDE or AB12 CDF"}, {"registration": "not known"}],
        "places": [{"postcode": "LS9"}, {"postcode": "Leeds"}],
    }
    kept = [one.normalised for one in identifiers.extract(card)]
    assert kept == ["07700900111", "07700900112", "01/02/1980", "AB12CDE", "AB12CDF", "LS9"]


def test_anything_missing_or_misshapen_is_passed_over() -> None:
    assert identifiers.extract({}) == ()
    odd = {"people": "nobody", "what": ["x"], "places": [None, 3], "submitter": [], "risk": None}
    assert identifiers.extract(odd) == ()


def test_the_submitters_phone_counts_where_a_card_gives_it_as_somebody_elses() -> None:
    answers = {
        "submitter": {"name": "Ann Hill", "phone": "01632 960112"},
        "what": {"facts": "Ring me on 01632 960112."},
        "people": [{"phones": ["01632960112"]}],
    }
    assert [one.where for one in identifiers.extract(answers)] == ["people.0.phones"]


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("sam(at)post.example", "sam@post.example"),
        ("sam.hill [at] post [dot] example", "sam.hill@post.example"),
        ("s.hill(dot)9(at)post.example", "s.hill.9@post.example"),
        ("sam @ post.example", "sam@post.example"),
        ("Met him (at) work. Ring", None),
        ("two @ ten pounds", None),
    ],
)
def test_a_mail_address_hidden_from_machines_is_found(typed: str, kept: str | None) -> None:
    found = identifiers.extract({"what": {"facts": f"Write to {typed} please"}})
    assert [one.normalised for one in found if one.kind == "email"] == ([kept] if kept else [])
