"""Writing a report beside the partner's words."""

from __future__ import annotations

from dataclasses import replace

import pytest

from domain import messages
from domain.grades import Grade
from domain.messages import Said
from domain.reports import Item
from domain.unit_of_work import unit_of_work
from tests import make
from tests.reporting import CONDITIONAL, CONTENT, OPEN_GRADE, content
from tests.triage.reports.desk import Desk, graded, reference

P_WITH_CODES = replace(OPEN_GRADE, action="A1", sanitisation="S1")


def test_a_report_is_begun_from_a_screened_submission(desk):
    page = desk.browser.get(desk.address)
    assert f"{desk.address}/report" in page.links
    sheet = desk.browser.get(f"{desk.address}/report")
    assert sheet.heading == "New report"
    assert "Not saved yet." in sheet.text()


def test_nothing_is_graded_for_the_officer(desk):
    form = desk.browser.get(f"{desk.address}/report").form("/report")
    assert not any(form[name] for name in form.names if ".grade." in name)
    text = desk.browser.get(f"{desk.address}/report").text()
    assert "To consider, never filled in: source 2, assessment A, handling C" in text
    assert "Grade as saved" not in text


def test_what_gives_the_source_away_is_marked_with_its_kind(desk):
    page = desk.browser.get(f"{desk.address}/report")
    assert '<mark class="app-hinted">I manage the Ferncliffe patch</mark>' in page.html
    assert "What may give the source away" in page.text()
    assert "Says whose tenant, pupil, patient or client it is" in page.text()


def test_what_the_partner_wrote_since_stands_beside_it_once_it_was_read(
    desk, doors, partner, keyring
):
    with unit_of_work(doors.portal, partner.actor(), make.NOW) as work:
        said = Said("Our caretaker saw him again. Flat 14.", "Denise Ackroyd-Shaw")
        messages.add_information(work, desk.submission, said, keyring.recipients)
    assert "Flat 14" not in desk.browser.get(f"{desk.address}/report").text()
    desk.browser.press(desk.browser.get(desk.address), "/messages")
    page = desk.browser.get(f"{desk.address}/report")
    assert "What the partner wrote since" in page.text()
    assert '<mark class="app-hinted">Our caretaker' in page.html


def test_a_submission_that_was_not_screened_gives_no_report(triage, officer, sent):
    address = f"/submissions/{sent.reference}"
    officer.press(officer.get(address), "/open")
    assert officer.get(f"{address}/report").heading.startswith(sent.reference)
    token = officer.get(address).form("/close")["csrf_token"]
    page = officer.post(f"{address}/report", {"csrf_token": token, "title": "typed for long"})
    assert page.status == 409
    assert "Screen the submission for safety first" in page.text()
    assert page.form("/report")["title"] == "typed for long"


def test_a_draft_may_be_incomplete_and_loses_nothing(desk):
    page = desk.begin(replace(CONTENT, items=(Item("Half a sentence", Grade(source="2")),)))
    assert page.status == 200
    assert "Saved as version 1." in page.text()
    form = page.form("/sheet")
    assert form["items.0.text"] == "Half a sentence"
    assert form["items.0.grade.source"] == "2"
    assert form["subjects.1.registration"] == "TJ20HBX"


def test_items_and_subjects_are_added_and_removed_without_a_script(desk):
    page = desk.begin(press="add-item")
    assert {"items.0.text", "items.1.text"} <= page.form("/sheet").names
    page = desk.again(page, press="remove-item:0")
    assert "items.0.text" not in page.form("/sheet").names
    page = desk.again(page, press="add-subject:place")
    assert page.form("/sheet")["subjects.2.is"] == "place"
    page = desk.again(page, press="remove-subject:0")
    assert page.form("/sheet")["subjects.0.is"] == "vehicle"
    assert "Saved as version 4." in page.text()


def test_a_card_of_the_partner_is_taken_with_one_press(desk):
    page = desk.begin(replace(CONTENT, subjects=()), press="take:0")
    form = page.form("/sheet")
    assert form["subjects.0.surname"] == "Wadsworth"
    assert form["subjects.0.date_of_birth"] == "03/11/1971"
    assert form["subjects.0.role"] == "victim or at risk"


def test_saving_what_is_the_same_writes_no_version(desk):
    page = desk.begin()
    assert "Saved as version 1." in desk.again(page).text()


def test_confidence_is_said_to_be_derived(desk):
    assert "Confidence, derived from it: medium." in desk.begin().text()


@pytest.mark.parametrize(
    ("grade", "field", "said"),
    [
        (Grade(), "source", "Select how reliable the source is"),
        (Grade(), "assessment", "Select how the source knows it"),
        (Grade(), "handling", "Select a handling code"),
        (replace(OPEN_GRADE, source="3"), "source_reason", "Enter why the source is not reliable"),
        (replace(OPEN_GRADE, assessment="E"), "assessment_reason", "suspected to be false"),
        (P_WITH_CODES, "action", "Handling code P takes no action code"),
        (P_WITH_CODES, "sanitisation", "Handling code P takes no sanitisation code"),
        (replace(CONDITIONAL, handling_reason=""), "handling_reason", "Enter why it may only"),
        (replace(CONDITIONAL, conditions=""), "conditions", "Enter the handling conditions"),
        (replace(CONDITIONAL, action=""), "action", "Select an action code"),
        (replace(CONDITIONAL, action="A3"), "usage", "Enter the overt action that is allowed"),
        (replace(CONDITIONAL, sanitisation=""), "sanitisation", "Select a sanitisation code"),
    ],
)
def test_a_grade_that_cannot_be_is_refused_beside_its_field(desk, grade, field, said):
    page = desk.begin(content(grade), press="check")
    assert page.status == 422
    assert page.title.startswith("Error: ")
    assert said in page.text()
    assert f"#items.0.grade.{field}" in page.links
    assert f"items.0.grade.{field}" in page.ids


@pytest.mark.parametrize(
    ("change", "target"),
    [
        ({"title": ""}, "title"),
        ({"themes": ()}, "themes"),
        ({"district": ""}, "district"),
        ({"retention_group": ""}, "retention_group"),
        ({"risk_to_source": ""}, "risk_to_source"),
        ({"point_of_contact": ""}, "point_of_contact"),
        ({"subjects": ()}, "subjects"),
        ({"items": ()}, "items"),
        ({"provenance": Item("", OPEN_GRADE)}, "provenance.text"),
        ({"subjects": (replace(CONTENT.subjects[0], role=""),)}, "subjects.0.role"),
        ({"subjects": (replace(CONTENT.subjects[1], fields={}),)}, "subject-1"),
        ({"title": "Ravensike Homes told us"}, "title"),
    ],
)
def test_what_is_missing_or_names_the_source_is_said_beside_its_field(desk, change, target):
    page = desk.begin(replace(CONTENT, **change), press="check")
    assert page.status == 422
    assert f"#{target}" in page.links
    assert target in page.ids


def test_a_date_that_is_none_is_kept_as_it_was_typed(desk):
    page = desk.begin(
        press="check", **{"information_date-day": "31", "information_date-month": "2"}
    )
    assert page.status == 422
    assert page.form("/sheet")["information_date-day"] == "31"
    assert "#information_date-day" in page.links


@pytest.mark.parametrize("change", [{"marking": "SECRET"}, {"title": "x" * 301}])
def test_what_cannot_be_kept_even_as_a_draft_is_refused_with_all_that_was_typed(desk, change):
    page = desk.begin(**change)
    assert page.status == 422
    assert page.form("/report")["items.0.text"] == CONTENT.items[0].text


@pytest.mark.parametrize("press", ["remove-item:9", "add-subject:ghost", "take:99", "take:x"])
def test_a_button_that_there_is_not_is_refused(desk, press):
    assert desk.begin(press=press).status == 400


def test_of_two_officers_the_second_is_told_who_and_what_and_keeps_what_was_typed(desk, triage):
    page = desk.begin()
    other = triage.staffed(name="k.khan")[1]
    address = f"/reports/{reference(page)}"
    other.press(other.get(address), "/open")
    theirs = other.get(f"{address}/sheet")
    form = theirs.form("/sheet")
    other.post(form.action, form.fields | {"title": "Cuckooing at a flat", "press": "save"})
    refused = desk.again(page, replace(CONTENT, title="My own title"))
    assert refused.status == 409
    assert "K.Khan changed report" in refused.text()
    assert "<ins>" in refused.html
    assert refused.form("/sheet")["title"] == "My own title"
    settled = desk.again(refused, replace(CONTENT, title="My own title"))
    assert "Saved as version 3." in settled.text()


def test_another_officer_reads_the_partners_words_only_after_opening_them(desk, triage):
    address = f"/reports/{reference(desk.begin())}"
    other = triage.staffed(name="k.khan")[1]
    other.press(other.get(address), "/open")
    sheet = other.get(f"{address}/sheet")
    assert "Ferncliffe patch" not in sheet.html
    assert "Ferncliffe patch" in other.press(sheet, "/words").html


def test_one_submission_gives_several_reports_and_the_outcome_offers_them(desk):
    made = [reference(desk.begin()), reference(desk.begin(replace(CONTENT, title="Drugs")))]
    page = desk.browser.get(desk.address)
    assert all(one in page.text() for one in made)
    assert set(page.form("/decision")["reports"].split(", ")) == set(made)
    done = desk.browser.press(page, "/decision", outcome="reported", reason="Two matters")
    assert "Your decision is recorded." in done.text()


def test_a_kind_of_subject_that_there_is_not_is_refused(desk):
    assert desk.begin(**{"subjects.0.is": "ghost"}).status == 400


def test_a_sheet_without_its_version_is_refused(desk):
    page = desk.begin()
    form = page.form("/sheet")
    fields = {"csrf_token": form["csrf_token"]} | graded("items.0", "new", OPEN_GRADE)
    assert desk.browser.post(form.action, fields).status == 400


def test_hostile_words_stay_words(doors, partner, keyring, triage, officer):
    nasty = "<script>alert(1)</script> my tenant {{ 7*7 }}"
    what = make.ANSWERS["what"] | {"facts": nasty}
    sent = make.queued(doors, partner, keyring, make.ANSWERS | {"what": what})
    desk = Desk(triage, officer, sent.reference)
    desk.screen()
    page = desk.begin(replace(CONTENT, title=nasty))
    assert "<script>alert" not in page.html
    assert "my tenant" in page.html
