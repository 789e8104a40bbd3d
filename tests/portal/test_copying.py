"""An address typed once serves for another card."""

from __future__ import annotations


def test_a_person_s_address_becomes_a_place(browser):
    person = {"people-0-surname": "Pickles", "people-0-address": "12 Tannery Walk, Batley"}
    browser.post("/submit/people", person)
    page = browser.get("/submit/places")
    assert "Add the address of person 1 (Pickles)" in page.text()
    page = browser.submit(page, {"copy": "people-0"}, "/submit/places")
    values = [value for name, value in page.fields.items() if name.endswith("address")]
    assert ["12 Tannery Walk, Batley"] in values
    assert "Add the address of person 1" not in page.text()


def test_another_person_at_the_same_address(browser):
    person = {"people-0-surname": "Pickles", "people-0-address": "12 Tannery Walk, Batley"}
    page = browser.submit(
        browser.get("/submit/people"), person | {"copy": "people-0"}, "/submit/people"
    )
    assert page.fields["people-1-address"] == ["12 Tannery Walk, Batley"]
    assert page.fields["people-1-surname"] == [""]
    assert page.fields["people-0-surname"] == ["Pickles"]


def test_what_is_not_there_is_not_copied(browser):
    for wanted in ("people-7", "vehicles-0", "nonsense", "people-"):
        page = browser.post("/submit/places", {"copy": wanted})
        assert page.status == 200
