"""An administrator sees what needs a look, and sees to it: stops, mailboxes, limits, mergers."""

from __future__ import annotations

from datetime import timedelta

import pytest
from sqlalchemy import text

from domain import organisations, staff
from domain.letters import Kind
from domain.links import LinkUnusable
from domain.organisations import mailboxes, shared_passwords
from domain.permissions import Role
from domain.unit_of_work import unit_of_work
from tests import make
from tests.letters import LINK_KEYS, kinds, link, written

ACTION = "/do/"


def of(partner, rest=""):
    return f"/organisations/{partner.organisation.id}{rest}"


def act(browser, address, /, **typed):
    """Ask for an action and take it."""
    ending = ACTION + address.rsplit(ACTION, 1)[1]
    return browser.press(browser.get(address), ending, **typed)


def stop(connection, table, key):
    """As a hundred wrong passwords leave it."""
    connection.exec_driver_sql("reset role")
    connection.execute(text(f"update {table} set failures = 100 where id = :key"), {"key": key})


def test_a_stopped_organisation_is_seen_and_let_in_again(
    administrator, triage, partner, doors, connection
):
    passwords, url_tokens = triage.parts.passwords, triage.parts.url_tokens

    def attempt():
        hashed = url_tokens.hashed(partner.url_token)
        tried = organisations.Attempt(hashed, partner.password, "192.0.2.7", "Firefox", make.NOW)
        return organisations.admit(doors.portal, passwords, tried)

    stop(connection, "organisation", partner.organisation.id)
    assert attempt() is None
    listed = administrator.get("/organisations")
    found = next(one for one in listed.links if "stopped=yes" in one)
    assert of(partner) in administrator.get(found).links
    page = administrator.get(of(partner))
    assert "Its sign-in has stopped after 101 wrong passwords" in page.text()
    unlock = of(partner, "/do/unlock")
    assert "Enter a reason" in act(administrator, unlock, reason="").text()
    done = act(administrator, unlock, reason="Rang them: it was a new colleague")
    assert "It can sign in again." in done.text()
    assert "has stopped" not in done.text()
    assert unlock not in done.links
    assert attempt()


def test_somebody_stopped_is_seen_and_let_in_again(
    administrator, triage, doors, passwords, connection
):
    member = make.member(doors.triage, password_hash=passwords.hashed(make.PASSWORD))
    stop(connection, "staff_member", member.id)

    def attempt():
        tried = staff.Attempt("p.jones", make.PASSWORD, "192.0.2.7", "Firefox", make.NOW)
        return staff.give_password(doors.triage, passwords, tried)

    assert attempt() is None
    assert "Sign-in stopped" in administrator.get("/staff").text("table")
    assert "Sign-in has stopped" in administrator.get(f"/staff/{member.id}").text()
    done = act(administrator, f"/staff/{member.id}/do/unlock", reason="Rang them")
    assert "They can sign in again." in done.text()
    assert attempt()


def test_a_mailbox_is_changed_once_the_new_one_agrees_and_both_are_told(
    administrator, partner, doors
):
    change = of(partner, "/do/mailbox")
    assert act(administrator, change, address="nobody").status == 422
    page = act(administrator, change, address="new@ravensike.example")
    assert "new@ravensike.example has been asked to confirm itself" in page.text()
    assert "partnership@ravensike.example" in page.text()
    told = kinds(doors)[-2:]
    assert sorted(told) == sorted([Kind.MAILBOX_CHANGE_LINK, Kind.MAILBOX_CHANGE_ASKED])
    token = link(doors, Kind.MAILBOX_CHANGE_LINK)
    mailboxes.confirm(doors.portal, LINK_KEYS, token, make.NOW)
    told = [letter for letter in written(doors) if letter.kind == Kind.MAILBOX_CHANGED]
    assert {letter.address for letter in told} == {
        "partnership@ravensike.example",
        "new@ravensike.example",
    }
    page = administrator.get(of(partner))
    assert "has been asked" not in page.text()
    assert "new@ravensike.example" in page.text()


def test_a_change_of_mailbox_that_nobody_confirmed_is_given_up(administrator, partner, doors):
    page = act(administrator, of(partner, "/do/mailbox"), address="new@ravensike.example")
    kept = administrator.press(page, "/mailbox/cancel")
    assert "The change was given up" in kept.text()
    assert "has been asked" not in kept.text()
    with pytest.raises(LinkUnusable):
        mailboxes.confirm(doors.portal, LINK_KEYS, link(doors, Kind.MAILBOX_CHANGE_LINK), make.NOW)


def test_letters_to_somebody_go_to_another_address_and_both_are_told(administrator, triage, doors):
    member, theirs = triage.staffed(name="p.jones", email="old@police.example")
    change = f"/staff/{member.id}/do/address"
    assert act(administrator, change, email="nobody", reason="x").status == 422
    assert act(administrator, change, email="old@police.example", reason="x").status == 422
    assert "Enter a reason" in act(administrator, change, email="p@police.example").text()
    done = act(administrator, change, email="new@police.example", reason="Married")
    assert "Letters to them go to the new address" in done.text()
    assert "new@police.example" in done.text()
    told = [each.address for each in written(doors) if each.kind == Kind.STAFF_ADDRESS_CHANGED]
    assert told == ["old@police.example", "new@police.example"]
    assert theirs.get("/queue").heading == "Sign in"


def test_two_organisations_are_merged(administrator, partner, doors, passwords, url_tokens):
    make.partner(doors, passwords, url_tokens, name="Fernclough Academy")
    merge = of(partner, "/do/merge")
    wrong = act(administrator, merge, into="Nowhere", reason="one trust now")
    assert "There is no organisation of exactly that name" in wrong.text()
    meant = act(administrator, merge, into="Fernclough", reason="one trust now")
    assert "Is it Fernclough Academy?" in meant.text()
    done = act(administrator, merge, into="fernclough academy", reason="one trust now")
    assert "It goes on as part of Fernclough Academy." in done.text()
    assert "Closed" in done.heading
    assert not [one for one in done.links if ACTION in one and "history" not in one]


def test_a_limit_has_a_reason_and_an_end_and_can_be_lifted(administrator, partner):
    day = make.NOW + timedelta(days=30)
    typed = {"until-day": day.day, "until-month": day.month, "until-year": day.year}
    limit = of(partner, "/do/limit")
    bad = act(administrator, limit, amount="0", reason="", **typed)
    assert bad.status == 422
    page = act(administrator, limit, amount="200", reason="A campaign begins", **typed)
    assert "200 submissions in an hour" in page.text("table")
    assert "A campaign begins" in page.text("table")
    lifted = administrator.press(page, "/limits/lift")
    assert "Over" in lifted.text("table")


@pytest.mark.parametrize(
    ("days_left", "said"), [(40, "review due"), (-1, "submission still open"), (-90, "stopped")]
)
def test_an_agreement_that_needs_a_look_says_so(triage, partner, days_left, said):
    review = partner.organisation.agreement_review
    moment = make.NOW + (review - make.NOW.date()) - timedelta(days=days_left)
    triage.at(moment)
    browser = triage.staffed(Role.ADMINISTRATOR, name="a.admin", password_hash="x")[1]
    assert said in browser.get(of(partner)).text()
    review_due = next(one for one in browser.get("/organisations").links if "review=yes" in one)
    assert of(partner) in browser.get(review_due).links


def test_who_chose_no_password_yet_is_counted_and_invited_again(
    administrator, partner, doors, url_tokens
):
    with unit_of_work(doors.portal, partner.actor(), make.NOW) as work:
        shared_passwords.colleague_left(work, LINK_KEYS)
    found = next(one for one in administrator.get("/organisations").links if "waiting=yes" in one)
    assert of(partner) in administrator.get(found).links
    done = act(administrator, of(partner, "/do/invite"))
    assert "The invitation was sent to the shared mailbox." in done.text()
    assert link(doors, Kind.INVITATION)


def test_what_each_file_of_reference_data_is_for_stands_beside_its_version(administrator):
    table = administrator.get("/reference-data").text("table")
    assert "The clocks that run on every submission, and the hours they count" in table
    assert "no version" not in table


def test_the_search_keeps_the_filters_and_the_filters_the_search(administrator, partner):
    page = administrator.get("/organisations?text=raven&district=Kirklees")
    assert of(partner) in page.links
    search, filters = (
        form for form in page.forms if form.action == "/organisations" and form.method == "get"
    )
    assert (search["text"], search["district"]) == ("raven", "Kirklees")
    assert (filters["text"], filters["district"]) == ("raven", "Kirklees")
    assert "No organisation matches" in administrator.get("/organisations?text=zzz").text()
