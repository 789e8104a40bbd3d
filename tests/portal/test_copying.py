"""What was typed once serves for another card: a whole person, a vehicle, an address, oneself."""

from __future__ import annotations

import pytest

KEZ = {
    "people-0-role": "suspected",
    "people-0-surname": "Pickles",
    "people-0-forenames": "Kez",
    "people-0-aliases": "Kezza\nKP",
    "people-0-address": "12 Tannery Walk, Batley",
}
YOU = {"name": "Denise Ann Ackroyd-Shaw", "role": "Housing officer", "phone": "01632 960001"}


def copied(browser, screen, what, fields=None):
    """Press the button that begins a card with what is there."""
    chosen = (fields or {}) | {"copy": "yes", "copied": what}
    page = browser.submit(browser.get(f"/submit/{screen}"), chosen, f"/submit/{screen}")
    assert page.status == 200
    return page


def test_a_whole_person_is_copied_from_another_card(browser):
    page = copied(browser, "people", "people-0", KEZ)
    for name, typed in KEZ.items():
        again = page.fields[name.replace("-0-", "-1-")]
        assert again == page.fields[name] == [typed]
    page = browser.submit(page, {"people-1-forenames": "Dale"}, "/submit/people")
    page = browser.get("/submit/people")
    assert page.fields["people-0-forenames"] == ["Kez"]
    assert page.fields["people-1-forenames"] == ["Dale"]


def test_whoever_fills_it_in_need_not_type_their_name_again(browser):
    browser.post("/submit/submitter", YOU)
    assert "You (Denise Ann Ackroyd-Shaw)" in browser.get("/submit/people").text()
    page = copied(browser, "people", "submitter-0")
    assert page.fields["people-0-surname"] == ["Ackroyd-Shaw"]
    assert page.fields["people-0-forenames"] == ["Denise Ann"]
    assert page.fields["people-0-school_or_work"] == ["Housing officer"]
    assert page.fields["people-0-role"] == ["witness or other"]


def test_a_person_s_address_becomes_a_place(browser):
    browser.post("/submit/people", KEZ)
    assert "The address of person 1 (Kez Pickles)" in browser.get("/submit/places").text()
    page = copied(browser, "places", "people-0-address")
    values = [value for name, value in page.fields.items() if name.endswith("address")]
    assert ["12 Tannery Walk, Batley"] in values
    assert "The address of person 1" not in page.text()


def test_another_person_at_the_same_address(browser):
    page = copied(browser, "people", "people-0-address", KEZ)
    assert page.fields["people-1-address"] == ["12 Tannery Walk, Batley"]
    assert page.fields["people-1-surname"] == [""]
    assert page.fields["people-0-surname"] == ["Pickles"]


@pytest.mark.parametrize(
    ("screen", "fields", "words"),
    [
        ("vehicles", {"vehicles-0-registration": "UF18 ABC"}, "Vehicle 1 (UF18 ABC)"),
        ("things", {"things-0-kind": "phone"}, "Thing 1 (phone)"),
    ],
)
def test_a_vehicle_or_a_thing_is_copied_too(browser, screen, fields, words):
    page = copied(browser, screen, f"{screen}-0", fields)
    assert words in page.text()
    assert [page.fields[name.replace("-0-", "-1-")] for name in fields] == [
        [typed] for typed in fields.values()
    ]


def test_nothing_is_offered_before_anything_is_filled_in(browser):
    for screen in ("people", "places", "vehicles", "things"):
        assert ("copy", "yes") not in browser.get(f"/submit/{screen}").buttons


def test_what_is_not_there_is_not_copied(browser):
    for wanted in ("people-7", "vehicles-0", "nonsense", "submitter-0", "check-0", "people-²", ""):
        page = copied(browser, "places", wanted)
        assert page.heading == "Where"
        assert "Place 2" not in page.text()
