"""An administrator onboards, looks after and stops organisations; staff are invited and enrol."""

from __future__ import annotations

import io
from datetime import timedelta

import pyotp
import pytest

from domain.letters import Kind
from domain.organisations import limits, requests
from domain.organisations.imports import COLUMNS
from domain.organisations.limits import LimitName
from domain.organisations.requests import Asked
from domain.permissions import Role
from domain.unit_of_work import unit_of_work
from tests import make
from tests.letters import LINK_KEYS, kinds, link, secrets

PARTICULARS = {
    "name": "Millgate Housing",
    "sector": "private and voluntary bodies",
    "kind": "housing association",
    "district": "Leeds",
    "contact_name": "Rosa Okafor",
    "contact_role": "Safeguarding lead",
    "phone": "01632 960199",
    "agreement_reference": "ISA/2026/7",
    "agreement_purpose": "prevention of crime",
    "agreement_owner": "Head of Homes",
    "agreement_signed_copy": "Records store, box 7",
    "agreement_in_force-day": "1",
    "agreement_in_force-month": "3",
    "agreement_in_force-year": "2026",
    "agreement_review-day": "1",
    "agreement_review-month": "3",
    "agreement_review-year": "2028",
}


@pytest.fixture
def waiting(doors):
    asked = Asked(
        name="Millgate Housing",
        sector="private and voluntary bodies",
        district="Leeds",
        contact_name="Rosa Okafor",
        contact_role="Safeguarding lead",
        phone="01632 960199",
        mailbox="sharing@millgate.example",
        has_agreement=True,
        expected_staff=12,
        why="Our wardens see things",
    )
    requests.ask(doors.portal, LINK_KEYS, asked, make.NOW)
    requests.confirm(doors.portal, LINK_KEYS, link(doors, Kind.MAILBOX_CONFIRMATION), make.NOW)


def of(partner, rest=""):
    return f"/organisations/{partner.organisation.id}{rest}"


def test_a_request_becomes_an_organisation_in_one_sitting(administrator, waiting, doors):
    listed = administrator.get("/requests")
    page = administrator.get(next(one for one in listed.links if one.startswith("/requests/")))
    assert "Our wardens see things" in page.text()
    form = next(f.action for f in page.forms if f.action.startswith("/requests/"))
    done = administrator.press(page, form, **PARTICULARS, submissions_an_hour="60")
    assert "Millgate Housing" in done.heading
    assert "The invitation was sent to the shared mailbox." in done.text()
    assert "60 submissions in an hour" in done.text()
    assert kinds(doors)[-1] == Kind.INVITATION
    assert secrets(doors, Kind.INVITATION)["url_token"] not in done.html
    assert "No request is waiting." in administrator.get("/requests").text()


def test_a_request_is_declined_with_a_reason_that_stays_here(administrator, waiting, doors):
    listed = administrator.get("/requests")
    address = next(one for one in listed.links if one.startswith("/requests/"))
    page = administrator.get(f"{address}/decline")
    assert administrator.press(page, "/decline", reason=" ").status == 422
    assert "declined" in administrator.press(page, "/decline", reason="Not a partner").text()
    assert kinds(doors)[-1] == Kind.REQUEST_DECLINED


def test_the_address_is_shown_to_whoever_asks_and_that_is_recorded(administrator, partner):
    assert partner.url_token not in administrator.get(of(partner)).html
    shown = administrator.press(administrator.get(of(partner, "/do/address")), "/do/address")
    assert f"https://portal.example/o/{partner.url_token}" in shown.html
    letter = administrator.press(
        administrator.get(of(partner, "/do/welcome-letter")), "/do/welcome-letter"
    )
    assert partner.url_token in letter.html
    assert partner.password not in letter.html
    assert "showed" in administrator.get(of(partner, "/history")).text() or (
        "address" in administrator.get(of(partner, "/history")).text()
    )


def test_what_is_sensitive_asks_for_the_second_factor_again(administrator, partner, triage):
    triage.at(make.NOW + timedelta(minutes=6))
    for address in (of(partner, "/do/suspend"), "/organisations/export", "/staff/new"):
        assert administrator.get(address).heading == "Confirm that it is you"
    typed = {"csrf_token": administrator.token(), "reason": "misuse"}
    asked = administrator.post(of(partner, "/do/suspend"), typed)
    assert asked.status == 401
    assert "misuse" in asked.form("/confirm")["kept"]


def test_a_limit_that_stopped_an_organisation_is_seen_without_looking_for_it(
    administrator, partner, doors
):
    assert "Stopped by a limit" not in administrator.get("/organisations").text()
    for _ in range(2):
        with unit_of_work(doors.portal, partner.actor(), make.NOW) as work:
            limits.reached(work, LimitName.SUBMISSIONS)
    page = administrator.get("/organisations")
    assert page.text().count("Ravensike Homes: submissions in an hour") == 1
    assert "Stopped by a limit" not in administrator.get("/organisations?text=Ravensike").text()


def test_suspending_needs_a_reason_and_can_be_undone(administrator, partner):
    page = administrator.get(of(partner, "/do/suspend"))
    assert "Enter a reason" in administrator.press(page, "/do/suspend", reason="").text()
    assert "It is suspended." in administrator.press(page, "/do/suspend", reason="misuse").text()
    back = administrator.get(of(partner, "/do/reinstate"))
    assert "reinstated" in administrator.press(back, "/do/reinstate", reason="settled").text()


def test_particulars_changed_by_somebody_else_meanwhile_are_not_overwritten(administrator, partner):
    first, second = (administrator.get(of(partner, "/particulars")) for _ in range(2))
    done = administrator.press(first, "/particulars", phone="01632 960000")
    assert "01632 960000" in done.text()
    again = administrator.press(second, "/particulars", phone="01632 961111")
    assert again.status == 422
    assert "Somebody else changed it" in again.text()
    moved = administrator.get(of(partner, "/particulars"))
    done = administrator.press(moved, "/particulars", agreement_signed_copy="Records store, box 8")
    assert "Records store, box 8" in done.text()
    assert "agreement signed copy" in administrator.get(of(partner, "/history")).text()


def test_a_list_is_imported_after_a_preview_or_not_at_all(administrator, triage):
    row = {name: PARTICULARS.get(name, "") for name in COLUMNS} | {
        "mailbox": "sharing@millgate.example",
        "agreement_in_force": "2026-03-01",
        "agreement_review": "2028-03-01",
    }
    good = ",".join(COLUMNS) + "\n" + ",".join(row.values()) + "\n"
    bad = good + ",".join({**row, "mailbox": "nobody"}.values()) + "\n"
    assert "this name is in the file twice" in preview(administrator, bad).text()
    assert not preview(administrator, bad).has_form("/import/all")
    page = preview(administrator, good)
    assert "1 organisations were onboarded" in administrator.press(page, "/import/all").text()
    assert "Millgate Housing" in administrator.get("/organisations?text=millgate").text("table")
    exported = administrator.press(administrator.get("/organisations/export"), "/export")
    assert "Millgate Housing" in exported.html


def preview(administrator, text):
    fields = {"csrf_token": administrator.token(), "file": (io.BytesIO(text.encode()), "a.csv")}
    return administrator.post("/organisations/import", fields)


def test_an_officer_is_invited_chooses_a_password_and_enrols(administrator, triage, doors):
    typed = {"name": "Jo Smith", "username": "j.smith", "email": "jo@police.example"}
    invited = administrator.press(
        administrator.get("/staff/new"), "/staff/new", **typed, roles="triage officer"
    )
    assert "The invitation was sent." in invited.text()
    token = link(doors, Kind.STAFF_INVITATION)
    browser = triage.browser()
    address = f"/first-password/{token}"
    page = browser.get(address)
    weak = browser.press(page, token, password="short", again="short")
    assert weak.status == 422
    chosen = {"password": make.PASSWORD, "again": make.PASSWORD}
    page = browser.press(page, token, **chosen)
    assert page.heading == "Set up your second factor"
    secret = page.html.split("<strong>")[1].split("</strong>")[0]
    wrong = browser.press(page, "/enrol", code="000000")
    assert wrong.status == 422
    assert secret in wrong.html
    codes = browser.press(page, "/enrol", code=pyotp.TOTP(secret).at(make.NOW))
    assert codes.heading == "Your recovery codes"
    assert browser.get("/").heading == "Queue"
    assert triage.browser().get(address).status == 410


def test_the_last_administrator_stays_and_roles_that_exclude_each_other_are_refused(triage):
    one, browser = triage.staffed(Role.ADMINISTRATOR, name="a.admin", password_hash="x")
    other = make.member(triage.parts.sessions, Role.TRIAGE_OFFICER, "p.jones")
    page = browser.get(f"/staff/{other.id}/rights")
    roles = {"roles": ["administrator", "supervisor"]}
    assert "cannot also be" in browser.press(page, "/rights", **roles).text()
    assert browser.get(f"/staff/{one.id}/do/disable").heading == "A.Admin"


def test_a_forgotten_password_is_answered_alike_for_every_name(triage):
    make.member(triage.parts.sessions, username="p.jones", email="p@police.example")
    browser = triage.browser()
    page = browser.get("/forgotten-password")
    said = {browser.press(page, "/forgotten-password", username=n).text() for n in ("p.jones", "x")}
    assert len(said) == 1


@pytest.mark.parametrize("role", [Role.ADMINISTRATOR, Role.AUDITOR])
def test_who_may_do_what_and_what_is_in_force_can_be_read(triage, role):
    browser = triage.staffed(role, name="somebody")[1]
    assert "Read the audit trail" in browser.get("/permissions").text()
    assert "clocks.toml" in browser.get("/reference-data").text()
    assert "working hours" in browser.get("/reference-data/clocks.toml").text("pre")
    assert browser.get("/reference-data/../settings.py").status == 404
    review = browser.get("/access-review")
    assert "Somebody" in review.text("table")
    assert browser.press(review, "/access-review").html.startswith("username,")
