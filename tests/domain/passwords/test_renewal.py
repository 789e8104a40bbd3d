"""A password stored when passwords were cheaper costs what they cost now once it is given again."""

from __future__ import annotations

import pytest

from config.settings import PASSWORD_MIB, PASSWORD_ROUNDS
from domain import organisations, staff
from domain.organisations import Organisation
from domain.passwords import FLOOR, Cost, Passwords
from domain.staff import StaffMember
from tests import make

TODAY = Cost.of(PASSWORD_MIB, PASSWORD_ROUNDS)
PEPPERS = {1: b"p" * 32}


@pytest.fixture(scope="module")
def before():
    return Passwords(PEPPERS, FLOOR)


@pytest.fixture(scope="module")
def now():
    return Passwords(PEPPERS, TODAY)


def cost_of(stored):
    return stored.split("$")[3]


def test_what_is_set_by_itself_is_dearer_than_the_floor():
    TODAY.check()
    assert (TODAY.memory_kib, TODAY.rounds) > (FLOOR.memory_kib, FLOOR.rounds)
    assert f"m={FLOOR.memory_kib},t=2,p=1" == "m=19456,t=2,p=1"


def test_a_partners_password_of_the_floors_cost_is_stored_anew_at_sign_in(
    doors, url_tokens, before, now
):
    partner = make.partner(doors, before, url_tokens)
    door = url_tokens.hashed(partner.url_token)
    for given, cost in (("wrong " * 4, "m=19456,t=2,p=1"), (partner.password, "m=31744,t=2,p=1")):
        tried = organisations.Attempt(door, given, "192.0.2.7", "Firefox", make.NOW)
        assert (organisations.admit(doors.portal, now, tried) is not None) is (cost[2] == "3")
        with doors.triage.begin() as session:
            stored = session.get_one(Organisation, partner.organisation.id).password_hash
        assert cost_of(stored) == cost
    assert now.matches(stored, partner.password)


def test_an_officers_password_of_the_floors_cost_is_stored_anew_at_sign_in(doors, before, now):
    member = make.member(doors.triage, password_hash=before.hashed(make.PASSWORD))
    tried = staff.Attempt(member.username, make.PASSWORD, "192.0.2.7", "Firefox", make.NOW)
    assert staff.give_password(doors.triage, now, tried)
    with doors.triage.begin() as session:
        stored = session.get_one(StaffMember, member.id).password_hash
    assert cost_of(stored) == "m=31744,t=2,p=1"
    assert now.matches(stored, make.PASSWORD)
