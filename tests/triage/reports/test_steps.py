"""A report at the door from draft to live, and beyond; its list and its versions."""

from __future__ import annotations

from dataclasses import replace

import pytest

from domain.permissions import Role
from tests.reporting import CONDITIONAL, CONTENT, COVERT, content
from tests.triage.reports.desk import reference


def at(page):
    return f"/reports/{reference(page)}"


def test_what_no_rule_asks_a_second_person_for_goes_live(desk):
    page = desk.sent()
    assert "The report is live." in page.text()
    assert "Live since" in page.text()


def test_what_may_give_the_source_away_is_marked_before_it_is_sent(desk):
    item = replace(CONTENT.items[0], text="My tenant said two men deal in drugs.")
    page = desk.begin(replace(CONTENT, items=(item,)), press="check")
    assert "These words may give the source away" in page.text()
    assert '<mark class="app-hinted">' in page.html
    assert page.has_form("/send")


def test_a_second_person_opens_and_approves_and_the_author_cannot(desk, supervisor):
    page = desk.sent(content(CONDITIONAL))
    assert "waits for a second person" in page.text()
    assert not page.has_form("/approval")
    assert "To approve (1)" in supervisor.get("/reports?view=to-approve").text()
    closed = supervisor.get(at(page))
    assert "Open it to approve or return it." in closed.text()
    assert CONTENT.items[0].text not in closed.html
    done = desk.approved(page, supervisor)
    assert "You approved the report. It is live." in done.text()
    assert "Approved by" in done.text()


def test_a_supervisor_does_not_approve_what_they_wrote(desk, triage):
    page = desk.sent(content(CONDITIONAL))
    author = triage.staffed(Role.SUPERVISOR, name="w.riter")[1]
    returned = author.press(author.press(author.get(at(page)), "/open"), "/return", reason="Dates")
    sheet = author.get(f"{at(returned)}/sheet")
    form = sheet.form("/sheet")
    author.post(form.action, form.fields | {"title": "Cuckooing again", "press": "save"})
    author.press(author.get(f"{at(page)}/check"), "/send")
    assert not author.get(at(page)).has_form("/approval")
    token = author.get(at(page)).form("/close")["csrf_token"]
    refused = author.post(f"{at(page)}/approval", {"csrf_token": token, "version": "5"})
    assert refused.status == 409


def test_it_is_returned_with_a_reason_and_comes_again_with_its_differences(desk, supervisor):
    page = desk.sent(content(CONDITIONAL))
    opened = supervisor.press(supervisor.get(at(page)), "/open")
    assert supervisor.press(opened, "/return").status == 422
    supervisor.press(opened, "/return", reason="Say which floor")
    back = desk.browser.get(at(page))
    assert "Say which floor" in back.text()
    assert "10 November 2026" in back.text()
    sheet = desk.browser.get(f"{at(page)}/sheet")
    assert "To be put right in version 1" in sheet.text()
    assert "Say which floor" in sheet.text()
    better = replace(content(CONDITIONAL), title="Cuckooing on the fifth floor")
    desk.again(sheet, better)
    words = desk.browser.get(f"{at(page)}/versions").html
    assert '<del><span class="govuk-visually-hidden">removed: </span>' in words
    assert "fifth" in words
    assert desk.browser.get(f"{at(page)}/versions?older=9").status == 400


@pytest.mark.parametrize(
    ("form", "said"),
    [
        ("correction", "The report is a draft again."),
        ("regrouping", "The report is in another retention group."),
    ],
)
def test_a_live_report_is_corrected_and_regrouped_with_a_reason(desk, form, said):
    page = desk.sent()
    more = {"retention_group": "2"} if form == "regrouping" else {}
    assert desk.browser.press(page, f"/{form}", **more).status == 422
    done = desk.browser.press(page, f"/{form}", reason="It was wrong", **more)
    assert said in done.text()
    assert "It was wrong" in done.text()


def test_a_live_report_is_withdrawn_by_a_supervisor_with_a_reason(desk, supervisor):
    page = desk.sent()
    assert not page.has_form("/withdrawal")
    opened = supervisor.press(supervisor.get(at(page)), "/open")
    done = supervisor.press(opened, "/withdrawal", reason="It is false")
    assert "The report is withdrawn." in done.text()


def test_of_two_second_persons_one_is_told(desk, supervisor, triage):
    page = desk.sent(content(CONDITIONAL))
    other = triage.staffed(Role.SUPERVISOR, name="o.ther")[1]
    stale = other.press(other.get(at(page)), "/open")
    desk.approved(page, supervisor)
    refused = other.press(stale, "/return", reason="typed for long")
    assert refused.status == 409
    assert "changed report" in refused.text() or "cannot be" in refused.text()


def test_a_sensitive_report_is_absent_for_those_not_cleared(desk, triage, supervisor):
    page = desk.sent(content(COVERT))
    other = triage.staffed(Role.SUPERVISOR, name="o.ther")[1]
    assert other.get(at(page)).status == 404
    assert reference(page) not in other.get("/reports").text()
    assert "To approve (0)" in other.get("/reports").text()
    assert reference(page) not in other.get(desk.address).text()
    assert reference(page) in supervisor.get("/reports?sensitive=yes").text()


def test_a_report_holds_nothing_until_it_is_opened(desk, triage):
    page = desk.sent()
    other = triage.staffed(name="k.khan")[1]
    closed = other.get(at(page))
    assert CONTENT.items[0].text not in closed.html
    opened = other.press(closed, "/open")
    assert CONTENT.items[0].text in opened.text()
    assert desk.submission in opened.text()
    for path in ("check", "sheet", "versions"):
        assert other.get(f"{at(page)}/{path}").status == 200
    other.press(other.get(at(page)), "/close")
    for path in ("check", "sheet", "versions"):
        assert CONTENT.items[0].text not in other.get(f"{at(page)}/{path}").html


def test_the_list_is_filtered_and_refuses_what_there_is_not(desk):
    page = desk.sent()
    for found in ("view=live", "view=mine", "theme=cuckooing", "district=Kirklees"):
        assert reference(page) in desk.browser.get(f"/reports?{found}").text("table"), found
    for none in ("view=withdrawn", "view=drafts", "district=Leeds", "marking=OFFICIAL"):
        assert reference(page) not in desk.browser.get(f"/reports?{none}").text(), none
    for wrong in ("view=x", "theme=x", "marking=x", "sensitive=x", "evaluation=9Z"):
        again = desk.browser.get(f"/reports?district=Leeds&{wrong}")
        assert (again.status, again.form("/reports")["district"]) == (422, "Leeds"), wrong
        assert "Choose one from the list" in again.text(), wrong
    assert desk.browser.get("/reports?after=x").status == 400


def test_the_address_of_a_form_leads_back_to_the_page(desk):
    page = desk.sent()
    for form in ("open", "send", "approval", "return", "correction", "withdrawal", "regrouping"):
        assert reference(desk.browser.get(f"{at(page)}/{form}")) == reference(page)
