"""All that is held on somebody is found and listed, and what is put right reaches who had it."""

from __future__ import annotations

import pytest

from domain.permissions import Role
from tests import cases
from tests.triage.test_registers import new

OF_HER = "Tarnya Oldcastle"


@pytest.fixture
def case(doors, keyring, store, passwords, url_tokens):
    return cases.whole(doors, keyring, store, (passwords, url_tokens))


@pytest.fixture
def keeper(triage, case):
    return triage.staffed(Role.INTELLIGENCE_MANAGER, name="k.eeper", cleared=True)[1]


def look(keeper, **typed):
    number = new(keeper).heading
    keeper.number = number
    return keeper.press(keeper.get(f"/registers/subject/{number}/held"), "/held", **typed)


def test_a_submission_is_found_with_its_report_and_who_was_given_it(case, keeper):
    told = look(keeper, name="Alan Wadsworth").text()
    assert "1 submission is about somebody like this" in told
    assert "Name, in what was sent" in told
    assert f"Name, in report {case.report.reference}" in told
    assert "1 file, 1 message" in told
    assert "Given to Kirklees neighbourhood team, Safeguarding hub (MASH)" in told
    assert case.line.number in told


@pytest.mark.parametrize(
    ("typed", "place"),
    [
        ({"name": "Denise"}, "Name, in a message"),
        ({"vrm": "TJ20HBX"}, "Registration, in what was sent"),
        ({"name": "shed jpg"}, "Name, in what a file is called"),
    ],
)
def test_what_no_index_holds_is_looked_into_as_well(case, keeper, typed, place):
    assert place in look(keeper, **typed).text()


def test_somebody_who_is_only_in_a_note_or_another_request_is_found(case, keeper):
    casework = case.unit.keyring.casework
    words = f"{OF_HER} was there, by all accounts."
    case.does(case.unit.author, cases.notes.write, words, casework)
    first = new(keeper, who=OF_HER).heading
    page = look(keeper, name=OF_HER)
    assert "Name, in what we wrote about it" in page.text()
    assert first in page.text()


def test_who_is_not_there_is_not_found(case, keeper):
    assert "Nothing was found" in look(keeper, name="Zebedee Quillfeather").text()


def test_nothing_to_look_for_is_said(case, keeper):
    page = look(keeper)
    assert page.status == 422
    assert "Enter something by which to look for them" in page.text()


def test_that_somebody_looked_is_recorded_and_not_for_whom(case, keeper, triage):
    look(keeper, name="Alan Wadsworth")
    auditor = triage.staffed(Role.AUDITOR, name="a.udit")[1]
    trail = auditor.get("/trail").text("table")
    sought = "looked for all that is held, for subject rights request"
    assert f"{sought} {keeper.number}, by name; submissions: 1, reports: 1, times given: 1" in trail
    assert "Wadsworth" not in trail


def test_those_who_are_not_cleared_are_told_that_it_is_not_all(case, triage):
    keeper = triage.staffed(Role.INTELLIGENCE_MANAGER, name="n.otcleared")[1]
    assert "You are not cleared" in look(keeper, name="Alan Wadsworth").text()


def test_what_is_put_right_goes_to_everybody_who_was_given_the_report(case, keeper, triage):
    page = look(keeper, name="Alan Wadsworth")
    link = next(one for one in page.links if "/correction?report=" in one)
    page = keeper.get(link)
    assert page.form("/correction")["report"] == case.report.reference
    page = keeper.press(page, "/correction", words="He moved out in May.")
    assert "passed on to Kirklees neighbourhood team, Safeguarding hub (MASH)" in page.text(), (
        page.text()
    )
    auditor = triage.staffed(Role.AUDITOR, name="a.udit")[1]
    assert f"is put right, for subject rights request {keeper.number}" in (
        auditor.get("/trail").text("table")
    )


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ({"report": "IR-0000-0000", "words": "x"}, "There is no report with that number"),
        ({"words": ""}, "Enter what was wrong"),
    ],
)
def test_what_is_missing_of_a_correction_is_asked_for(case, keeper, typed, said):
    number = new(keeper).heading
    page = keeper.get(f"/registers/subject/{number}/correction")
    page = keeper.press(page, "/correction", **({"report": case.report.reference} | typed))
    assert (page.status, said in page.text()) == (422, True)


def test_a_report_that_nobody_was_given_has_nobody_to_tell(case, keeper):
    another = case.unit.live()
    number = new(keeper).heading
    page = keeper.get(f"/registers/subject/{number}/correction")
    page = keeper.press(page, "/correction", report=another.reference, words="It was June.")
    assert "Nobody was given this report, so there is nobody to tell" in page.text()


def test_officers_look_for_nobody_in_a_register(officer):
    assert officer.get("/registers/subject/SR-1/held").status == 403
