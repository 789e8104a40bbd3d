"""The administrator's list of organisations."""

from __future__ import annotations


def test_an_administrator_sees_organisations_and_nothing_they_sent(administrator, partner):
    page = administrator.get("/organisations")
    for shown in ("Ravensike Homes", "Kirklees", "Active", "ISA/2024/003", "1 March 2027"):
        assert shown.lower() in page.text("table").lower()
    assert administrator.get("/queue").status == 403


def test_before_the_first_is_onboarded_the_page_says_so(administrator):
    assert "No organisation has been onboarded yet." in administrator.get("/organisations").text()


def test_bringing_one_in_belongs_to_organisations_in_the_menu(administrator):
    page = administrator.get("/organisations/new")
    here = page.html.split('aria-current="true"')[1].split("</a>")[0]
    assert "Organisations" in here
