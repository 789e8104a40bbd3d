"""What was taken away is gone at the next request, whoever took it and however."""

from __future__ import annotations

import pytest

from domain.organisations import Organisation, open_sessions, shared_passwords, standing
from domain.passwords.policy import Change
from domain.permissions import Role
from domain.staff import StaffMember, factors, recovery, rights
from domain.staff.rights import Rights
from domain.unit_of_work import unit_of_work
from tests import make
from tests.letters import LINK_KEYS
from tests.portal.browser import Browser

ADMINISTRATOR = make.officer(Role.ADMINISTRATOR, "A Winterburn")
NEW = "gravel otter lantern quilt mimosa"

OF_PARTNERS = {
    "suspended": lambda work, it: standing.suspend(work, it, "misuse"),
    "closed": lambda work, it: standing.close(work, it, "no more"),
    "every session ended": lambda work, it: open_sessions.end_all(work, it, "asked"),
    "one session ended": lambda work, it: open_sessions.end(
        work, it.id, open_sessions.listed(work, it.id)[0].id, "asked"
    ),
}


@pytest.fixture
def inside(app, partner):
    """A browser that is signed in for the partner, and was just now."""
    browser = Browser(app)
    browser.sign_in(partner.url_token, partner.password)
    assert browser.get("/home").status == 200
    return browser


def out(browser):
    """Whether neither a page nor a form is answered any more."""
    page = browser.get("/home", follow=False)
    return page.location.startswith("/sign-in") and browser.post("/submit/check").status == 401


@pytest.mark.parametrize("how", OF_PARTNERS)
def test_a_partner_is_out_at_the_next_request(doors, partner, inside, how):
    with unit_of_work(doors.triage, ADMINISTRATOR, make.NOW) as work:
        OF_PARTNERS[how](work, work.session.get_one(Organisation, partner.organisation.id))
    assert out(inside)


def test_a_merged_organisation_is_out_at_the_next_request(
    doors, partner, inside, passwords, url_tokens
):
    other = make.partner(doors, passwords, url_tokens, name="Fernclough Academy")
    with unit_of_work(doors.triage, ADMINISTRATOR, make.NOW) as work:
        one, into = (
            work.session.get_one(Organisation, each.organisation.id) for each in (partner, other)
        )
        standing.merge(work, one, into, "one trust now")
    assert out(inside)


def test_a_changed_password_and_a_colleague_who_left_end_all_other_sessions(
    doors, partner, inside, passwords
):
    change = Change(current=partner.password, new=NEW, address="192.0.2.7", at=make.NOW)
    assert not shared_passwords.change(doors.portal, passwords, partner.actor(), change)
    assert out(inside)
    inside.sign_in(partner.url_token, NEW)
    assert inside.get("/home").status == 200
    with unit_of_work(doors.portal, partner.actor(), make.NOW) as work:
        shared_passwords.colleague_left(work, LINK_KEYS)
    assert out(inside)


OF_STAFF = {
    "disabled": lambda work, it: rights.disable(work, it, "left"),
    "every session ended": lambda work, it: rights.end_sessions(work, it, "asked"),
    "factors ended": lambda work, it: recovery.recover(work, it, LINK_KEYS, "a lost phone"),
}


@pytest.mark.parametrize("how", OF_STAFF)
def test_staff_are_out_at_the_next_request(triage, doors, how):
    member, browser = triage.staffed(email="j@police.example", password_hash="x")
    assert browser.get("/queue").status == 200
    with unit_of_work(doors.triage, ADMINISTRATOR, make.NOW) as work:
        OF_STAFF[how](work, work.session.get_one(StaffMember, member.id))
    assert browser.get("/queue", follow=False).location.startswith("/sign-in")


def test_a_role_that_was_taken_away_opens_nothing_at_the_next_request(triage, doors):
    member, browser = triage.staffed(Role.SUPERVISOR)
    assert browser.get("/numbers").status == 200
    with unit_of_work(doors.triage, ADMINISTRATOR, make.NOW) as work:
        found = work.session.get_one(StaffMember, member.id)
        rights.change(work, found, Rights((Role.TRIAGE_OFFICER,)))
    assert browser.get("/numbers").status == 403
    assert browser.get("/queue").status == 200


def test_a_factor_that_was_removed_opens_nothing_at_the_next_request(triage, doors):
    import pyotp

    from domain import staff
    from tests.triage.door import FIELD_KEY

    member = make.member(doors.triage)
    with unit_of_work(doors.triage, make.SET_UP, make.NOW) as work:
        secret = staff.add_totp(work, member, FIELD_KEY, "phone")
    browser = triage.signed_in(member, confirmed=False)
    with unit_of_work(doors.triage, ADMINISTRATOR, make.NOW) as work:
        factors.revoke_all(work, work.session.get_one(StaffMember, member.id))
    page = browser.get("/sign-in/code")
    assert "You have not set up a second factor yet" in page.text()
    code = pyotp.TOTP(secret).at(make.NOW)
    assert browser.press(page, "/sign-in/code", code=code).status == 422
