"""The administrators' list of staff: searched, filtered by the address, a page at a time."""

from __future__ import annotations

import pytest

from domain import staff
from domain.permissions import Role
from domain.staff import StaffMember, people, rights
from domain.unit_of_work import reading, unit_of_work
from tests import make
from tests.triage import door

ADMINISTRATOR = make.officer(Role.ADMINISTRATOR, "A Winterburn")


@pytest.fixture
def administrator(triage):
    return triage.staffed(Role.ADMINISTRATOR, name="a.admin", password_hash="x")[1]


@pytest.fixture
def team(triage, administrator):
    """Somebody in each state."""
    sessions = triage.parts.sessions
    for name, more in {
        "i.invited": {},
        "n.factor": {"password_hash": "x", "districts": ["Leeds"]},
        "w.active": {"password_hash": "x", "districts": ["Kirklees"]},
        "d.disabled": {"password_hash": "x"},
        "s.stopped": {"password_hash": "x"},
    }.items():
        role = Role.SUPERVISOR if name == "w.active" else Role.TRIAGE_OFFICER
        member = make.member(sessions, role, name, **more)
        with unit_of_work(sessions, make.SET_UP, make.NOW) as work:
            found = work.session.get_one(StaffMember, member.id)
            if name == "w.active":
                staff.add_totp(work, found, door.FIELD_KEY, "phone")
            if name == "d.disabled":
                rights.disable(work, found, "a test")
            if name == "s.stopped":
                found.failures = 100
                work.record(staff.accounts.audit.StaffPasswordRehashed(found))
    return administrator


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ("", ["a.admin", "d.disabled", "i.invited", "n.factor", "s.stopped", "w.active"]),
        ("?text=W.ACT", ["w.active"]),
        ("?text=%25", []),
        ("?state=invited", ["i.invited"]),
        ("?state=active", ["w.active"]),
        ("?state=disabled", ["d.disabled"]),
        ("?state=no second factor", ["a.admin", "n.factor"]),
        ("?state=sign-in stopped", ["s.stopped"]),
        ("?role=supervisor", ["w.active"]),
        ("?role=triage officer&state=invited", ["i.invited"]),
        ("?district=Leeds", ["a.admin", "d.disabled", "i.invited", "n.factor", "s.stopped"]),
        ("?after=n.factor", ["s.stopped", "w.active"]),
    ],
)
def test_staff_are_found_by_name_state_role_and_district(team, asked, found):
    page = team.get(f"/staff{asked}")
    rows = page.html.split("<tbody")[1] if found else ""
    assert [name for name in found if f">{name}</td>" in rows] == found
    assert rows.count("</tr>") == len(found)
    assert ("Nobody is like that" in page.text()) is not bool(found)


@pytest.mark.parametrize("asked", ["state=asleep", "role=sergeant"])
def test_a_state_or_role_that_there_is_not_is_answered_in_words(administrator, asked):
    assert administrator.get(f"/staff?{asked}").status == 400


def test_pages_of_staff_follow_one_another_and_keep_what_was_asked(triage, administrator):
    for number in range(people.PAGE + 2):
        make.member(triage.parts.sessions, Role.TRIAGE_OFFICER, f"o.{number:03}")
    page = administrator.get("/staff?role=triage officer")
    assert "52 found" in page.text()
    following = page.html.split('rel="next" href="')[1].split('"')[0].replace("&amp;", "&")
    later = administrator.get(following)
    assert later.text("tbody").count("o.0") == 2
    assert "First page" in later.text()
    with reading(triage.parts.sessions, ADMINISTRATOR, make.NOW) as work:
        assert people.count(work, people.Search(role=Role.AUDITOR)) == 0
