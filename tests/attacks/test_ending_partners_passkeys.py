"""Administrators end a passkey of a partner's staff: at once, for a reason, and theirs alone."""

from __future__ import annotations

from datetime import timedelta

import psycopg
import pytest

from domain.letters import Kind
from domain.permissions import Role
from operations.database.grants import TRIAGE
from portal import create_app
from tests import letters, make
from tests.portal import passkeys

REASON = "Ann Other has left, says their manager"


@pytest.fixture
def partner(doors, secrets_of):
    return make.partner(doors, *secrets_of)


@pytest.fixture
def other(doors, secrets_of):
    return make.partner(doors, *secrets_of, name="Fernclough Academy")


@pytest.fixture
def desk(settings, parts, doors):
    return passkeys.desk(create_app, settings, parts, doors)


@pytest.fixture
def own(desk, partner):
    return desk.add(desk.browser(partner))


@pytest.fixture
def administrator(triage):
    return triage.staffed(Role.ADMINISTRATOR, name="a.admin")[1]


def place(partner):
    return f"/organisations/{partner.organisation.id}"


def end(administrator, there, reason=REASON):
    fields = {"reason": reason, "csrf_token": administrator.token()}
    return administrator.post(there, fields)


def ending(page):
    """Where a page leads to end its first passkey."""
    return page.html.split('/end">End<span')[0].rsplit('href="', 1)[1] + "/end"


def test_a_passkey_is_seen_and_ended_with_a_reason_that_the_mailbox_is_not_told(
    desk, partner, own, administrator, doors
):
    inside = desk.at_door(partner.url_token)
    assert desk.give(inside, own).status == 200
    shown = administrator.get(place(partner))
    assert "Ann Other" in shown.text()
    assert "front desk" in shown.text()
    there = ending(shown)
    assert "Enter a reason" in end(administrator, there, " ").text()
    page = end(administrator, there)
    assert "The passkey was ended" in page.text()
    assert "Nobody there has one" in page.text()
    history = administrator.get(f"{place(partner)}/history").text()
    assert f"A.Admin ended it: {REASON}" in history
    assert inside.get("/home").heading == "Sign in"
    assert desk.give(desk.at_door(partner.url_token), own).status == 422
    told = [each for each in letters.written(doors) if each.kind == Kind.PASSKEY_ENDED]
    assert [each.facts["because"] for each in told] == ["the police ended it"]


def test_one_that_is_another_organisations_or_gone_is_not_found(
    desk, partner, own, administrator, other
):
    there = ending(administrator.get(place(partner)))
    elsewhere = there.replace(str(partner.organisation.id), str(other.organisation.id))
    assert administrator.get(elsewhere).status == 404
    assert end(administrator, elsewhere).status == 404
    assert end(administrator, there).status == 200
    assert end(administrator, there).status == 404
    assert desk.events().count("PartnerPasskeyEnded") == 1


def test_without_a_fresh_second_factor_none_ends(desk, partner, own, administrator, triage):
    there = ending(administrator.get(place(partner)))
    triage.at(make.NOW + timedelta(minutes=6))
    assert end(administrator, there).status == 401
    assert "PartnerPasskeyEnded" not in desk.events()


def test_triage_lets_no_ended_passkey_serve_again(committed):
    with (
        psycopg.connect(committed.url(TRIAGE), options="-c search_path=partnership") as connection,
        psycopg.connect(committed.admin_url, autocommit=True) as admin,
    ):
        organisation = make.ids.new()
        admin.execute("set search_path = partnership")
        admin.execute(
            "insert into organisation (id, name, sector, kind, district, mailbox, contact_name,"
            " contact_role, phone, agreement_reference, agreement_purpose, agreement_in_force,"
            " agreement_review, agreement_owner, standing, failures, created_at, version)"
            " values (%s, 'One', 's', 'k', 'd', 'm', 'c', 'r', 'p', 'a', 'b', now(), now(), 'o',"
            " 'active', 0, now(), 1)",
            [organisation],
        )
        admin.execute(
            "insert into partner_passkey values (%s, %s, 'p', 'd', '\\x01', '\\x02', 0, now())",
            [make.ids.new(), organisation],
        )
        connection.execute("update partner_passkey set revoked_at = now()")
        with pytest.raises(psycopg.Error, match="row-level security"):
            connection.execute("update partner_passkey set revoked_at = null")
