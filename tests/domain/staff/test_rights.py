"""Rights act at the next request; the last administrator stays; access can be reviewed."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from sqlalchemy.exc import OperationalError

from domain import audit
from domain.actors import NotPermitted
from domain.permissions import Permission, Role, RolesIncompatible
from domain.problems import NotAccepted
from domain.staff import StaffMember, access_reviews, rights
from domain.staff import sessions as staff_sessions
from domain.staff.rights import LastAdministrator, Rights
from domain.unit_of_work import reading, unit_of_work
from tests import make


def administrator(doors, username="a.one"):
    return make.member(doors.triage, Role.ADMINISTRATOR, username, password_hash="kept")


def do(doors, actor, member, what, *given):
    with unit_of_work(doors.triage, actor.as_actor(make.ids.new()), make.NOW) as work:
        what(work, work.session.get_one(StaffMember, member.id), *given)


def open_session(doors, member):
    with unit_of_work(doors.triage, make.SET_UP, make.NOW) as work:
        token = staff_sessions.start(work, member.id, "192.0.2.7", "Firefox")
        work.session.flush()
    return token


@pytest.fixture
def jones(doors):
    return make.member(doors.triage)


def test_other_rights_act_at_the_next_request(doors, jones):
    boss, token = administrator(doors), open_session(doors, jones)
    wanted = Rights((Role.SUPERVISOR, Role.INTELLIGENCE_MANAGER), ("Leeds",), True)
    do(doors, boss, jones, rights.change, wanted)
    actor = staff_sessions.current(doors.triage, token, make.NOW).actor
    assert actor.may(Permission.TAKE_OVER)
    assert actor.cleared


def test_roles_that_exclude_each_other_are_not_given(doors, jones):
    with pytest.raises(RolesIncompatible):
        do(
            doors,
            administrator(doors),
            jones,
            rights.change,
            Rights((Role.AUDITOR, Role.SUPERVISOR)),
        )


def test_disabling_acts_at_the_next_request_and_enabling_opens_no_session(doors, jones):
    boss, token = administrator(doors), open_session(doors, jones)
    do(doors, boss, jones, rights.disable, "left the force")
    assert staff_sessions.current(doors.triage, token, make.NOW) is None
    do(doors, boss, jones, rights.enable, "came back")
    assert staff_sessions.current(doors.triage, token, make.NOW) is None


def test_nobody_changes_their_own_rights(doors):
    boss = administrator(doors)
    administrator(doors, "a.two")
    assert not rights.may_change(boss.as_actor(), boss)
    for what, given in ((rights.disable, "x"), (rights.change, Rights((Role.AUDITOR,)))):
        with pytest.raises(NotPermitted):
            do(doors, boss, boss, what, given)


def test_the_last_administrator_stays(doors):
    boss, other = administrator(doors), administrator(doors, "a.two")
    do(doors, boss, other, rights.disable, "left")
    with pytest.raises(LastAdministrator):
        do(doors, other, boss, rights.disable, "left too")
    with pytest.raises(LastAdministrator):
        do(doors, other, boss, rights.change, Rights((Role.TRIAGE_OFFICER,)))


def test_an_administrator_who_never_came_in_does_not_count(doors):
    boss = administrator(doors)
    invited = make.member(doors.triage, Role.ADMINISTRATOR, "a.two")
    with pytest.raises(LastAdministrator):
        do(doors, invited, boss, rights.disable, "left")


def test_two_administrators_cannot_remove_each_other_at_once(committed_doors):
    pair = [administrator(committed_doors), administrator(committed_doors, "a.two")]
    together = Barrier(2)

    def try_it(number):
        together.wait()
        try:
            do(committed_doors, pair[number], pair[1 - number], rights.disable, "left")
        except (LastAdministrator, OperationalError):
            return False
        return True

    with ThreadPoolExecutor(2) as pool:
        assert sum(pool.map(try_it, range(2))) == 1


def test_a_reason_is_asked_for(doors, jones):
    with pytest.raises(NotAccepted):
        do(doors, administrator(doors), jones, rights.disable, " ")


def test_who_was_stopped_is_seen_and_let_in_again(doors, jones):
    boss = administrator(doors)
    with unit_of_work(doors.triage, make.SET_UP, make.NOW) as work:
        member = work.session.get_one(StaffMember, jones.id)
        member.failures = 100
        work.record(audit.StaffRefused(member, address="x", because="wrong password"))
    with reading(doors.triage, boss.as_actor(make.ids.new())) as work:
        assert [found.id for found in rights.stopped(work)] == [jones.id]
    do(doors, boss, jones, rights.unlock, "rang and confirmed")
    with reading(doors.triage, boss.as_actor(make.ids.new())) as work:
        assert rights.stopped(work) == []


@pytest.mark.parametrize("role", [Role.ADMINISTRATOR, Role.AUDITOR])
def test_access_is_reviewed_with_its_last_use_and_the_review_is_recorded(doors, role):
    who = make.member(doors.triage, role, "r.one", name="=Reviewer")
    token = open_session(doors, who)
    with unit_of_work(doors.triage, make.SET_UP, make.NOW) as work:
        session = staff_sessions.current(doors.triage, token, make.NOW)
        staff_sessions.confirm(work, session.id)
    with reading(doors.triage, who.as_actor(make.ids.new())) as work:
        (line,) = access_reviews.reviewed(work)
        table = access_reviews.exported(work)
    assert (line.last_used_at, line.factors) == (make.NOW, 0)
    assert "'=Reviewer" in table


def test_an_officer_reviews_nothing(doors, jones):
    assert not access_reviews.may_review(jones.as_actor())
    with reading(doors.triage, jones.as_actor(make.ids.new())) as work, pytest.raises(NotPermitted):
        access_reviews.reviewed(work)
