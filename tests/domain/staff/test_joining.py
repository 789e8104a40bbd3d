"""Staff come in by invitation, keep several factors, and recover a lost one through another."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from threading import Barrier

import pyotp
import pytest
from sqlalchemy import select

from domain import audit, staff
from domain.actors import NotPermitted
from domain.letters import Kind
from domain.links import LinkUnusable
from domain.passwords.policy import Change, PasswordRefused
from domain.permissions import RolesIncompatible
from domain.staff import (
    NewAccount,
    StaffMember,
    enrolments,
    factors,
    invitations,
    own_passwords,
    recovery,
    recovery_codes,
)
from domain.staff import sessions as staff_sessions
from domain.staff.enrolments import EnrolmentKeys, NotEnrolling
from domain.staff.factors import CodeWrong, LastFactor, Proof
from domain.staff.invitations import Acceptance
from domain.staff.recovery import Return
from domain.unit_of_work import reading, unit_of_work
from tests import make
from tests.letters import LINK_KEYS, kinds, link

GOOD = "copper window seven rabbits"
OTHER = "seven green kettles whistle"
FIELD_KEY = b"f" * 32
ADMINISTRATOR = make.officer(make.Role.ADMINISTRATOR, "A Winterburn")
ACCOUNT = NewAccount(
    username="P.Jones", name="P Jones", roles=(make.Role.TRIAGE_OFFICER,), email="j@police.example"
)
LATER = make.NOW + timedelta(minutes=2)


def invite(doors, account=ACCOUNT):
    with unit_of_work(doors.triage, ADMINISTRATOR, make.NOW) as work:
        return invitations.invite(work, account, LINK_KEYS)


def accept(doors, passwords, password=GOOD):
    given = Acceptance(
        token=link(doors, Kind.STAFF_INVITATION),
        password=password,
        address="192.0.2.7",
        device="Firefox",
        at=make.NOW,
    )
    token = invitations.accept(doors.triage, passwords, LINK_KEYS, given)
    return current(doors, token)


def current(doors, token, now=make.NOW):
    return staff_sessions.current(doors.triage, token, now)


def enrol(doors, passwords, session, now=make.NOW):
    offered = factors.offer(session.staff_id, FIELD_KEY, now)
    proof = Proof(offered.sealed, pyotp.TOTP(offered.secret).at(now), "phone")
    keys = EnrolmentKeys(passwords, FIELD_KEY)
    done = enrolments.enrol_first(doors.triage, session, keys, proof, now)
    return offered.secret, done


def sign_in(doors, passwords, password=GOOD, now=LATER):
    attempt = staff.Attempt("p.jones", password, "192.0.2.7", "Firefox", now)
    passed = staff.give_password(doors.triage, passwords, attempt)
    return current(doors, passed.token, now) if passed else None


@pytest.fixture
def joined(doors, passwords):
    """Somebody who came in: the secret of their app, their session and recovery codes."""
    invite(doors)
    secret, done = enrol(doors, passwords, accept(doors, passwords))
    return secret, current(doors, done.token), done.codes


def recover(doors, member_id, actor=ADMINISTRATOR, now=LATER):
    with unit_of_work(doors.triage, actor, now) as work:
        member = work.session.get_one(StaffMember, member_id)
        recovery.recover(work, member, LINK_KEYS, "the phone fell into the canal")


def come_back(doors, passwords, password=GOOD, now=LATER):
    given = Return(
        token=link(doors, Kind.STAFF_RECOVERY),
        password=password,
        address="192.0.2.7",
        device="Firefox",
        at=now,
    )
    return recovery.come_back(doors.triage, passwords, LINK_KEYS, given)


def test_from_the_invitation_to_a_confirmed_session(doors, passwords):
    invite(doors)
    session = accept(doors, passwords)
    assert not session.confirmed
    secret, done = enrol(doors, passwords, session)
    assert current(doors, done.token).confirmed
    assert len(done.codes) == 10
    again = sign_in(doors, passwords)
    code = pyotp.TOTP(secret).at(LATER)
    assert staff.confirm(doors.triage, again, FIELD_KEY, code, LATER)


def test_an_administrator_cannot_invite_into_roles_that_exclude_each_other(doors):
    with pytest.raises(RolesIncompatible):
        both = (make.Role.ADMINISTRATOR, make.Role.TRIAGE_OFFICER)
        invite(doors, NewAccount(username="x", name="X", roles=both, email="x@police.example"))


def test_an_officer_cannot_invite(doors):
    with (
        unit_of_work(doors.triage, make.officer(), make.NOW) as work,
        pytest.raises(NotPermitted),
    ):
        invitations.invite(work, ACCOUNT, LINK_KEYS)


def test_an_invitation_serves_once_and_refuses_weak_passwords(doors, passwords):
    invite(doors)
    with pytest.raises(PasswordRefused):
        accept(doors, passwords, password="p jones p jones")
    accept(doors, passwords)
    with pytest.raises(LinkUnusable):
        accept(doors, passwords, password=OTHER)


def test_a_password_alone_enrols_no_factor(doors, passwords, joined):
    session = sign_in(doors, passwords)
    with pytest.raises(NotEnrolling):
        enrol(doors, passwords, session, LATER)


def test_a_factor_counts_once_it_was_proved(doors, passwords):
    invite(doors)
    session = accept(doors, passwords)
    offered = factors.offer(session.staff_id, FIELD_KEY, make.NOW)
    keys = EnrolmentKeys(passwords, FIELD_KEY)
    wrong = (
        Proof(offered.sealed, "000000", "phone"),
        Proof("00", pyotp.TOTP(offered.secret).at(make.NOW), "phone"),
        Proof(
            factors.offer(make.ids.new(), FIELD_KEY, make.NOW).sealed,
            pyotp.TOTP(offered.secret).at(make.NOW),
            "somebody else's",
        ),
    )
    for proof in wrong:
        with pytest.raises(CodeWrong):
            enrolments.enrol_first(doors.triage, session, keys, proof, make.NOW)


def test_several_factors_are_named_and_revoked_but_never_the_last(doors, joined):
    _, session, _ = joined
    with unit_of_work(doors.triage, session.actor, LATER) as work:
        member = work.session.get_one(StaffMember, session.staff_id)
        offered = factors.offer(member.id, FIELD_KEY, LATER)
        proof = Proof(offered.sealed, pyotp.TOTP(offered.secret).at(LATER), "tablet")
        second = factors.enrol(work, member, FIELD_KEY, proof)
        factors.rename(work, member, second.id, "  desk   tablet ")
        assert [f.label for f in factors.listed(work, member.id)] == ["phone", "desk tablet"]
        with pytest.raises(CodeWrong):
            factors.enrol(work, member, FIELD_KEY, proof)
        factors.revoke(work, member, second.id)
        (left,) = factors.listed(work, member.id)
        with pytest.raises(LastFactor):
            factors.revoke(work, member, left.id)
    assert kinds(doors).count(Kind.STAFF_FACTORS_CHANGED) == 3


def test_nobody_touches_the_factors_of_another(doors, joined):
    _, session, _ = joined
    other = make.member(doors.triage, username="o.other").as_actor(make.ids.new())
    with unit_of_work(doors.triage, other, LATER) as work:
        member = work.session.get_one(StaffMember, session.staff_id)
        with pytest.raises(NotPermitted):
            factors.listed(work, member.id)
        with pytest.raises(NotPermitted):
            factors.revoke(work, member, make.ids.new())
        with pytest.raises(NotPermitted):
            factors.rename(work, member, make.ids.new(), "mine now")


def test_a_recovery_code_serves_once(doors, passwords, joined):
    _, _, codes = joined
    session = sign_in(doors, passwords)
    token = recovery_codes.confirm(doors.triage, session, passwords, codes[0].lower(), LATER)
    assert current(doors, token, LATER).confirmed
    again = sign_in(doors, passwords)
    assert recovery_codes.confirm(doors.triage, again, passwords, codes[0], LATER) is None
    with reading(doors.triage, session.actor) as work:
        assert recovery_codes.left(work, session.staff_id) == 9


def test_of_two_uses_of_a_recovery_code_at_once_one_succeeds(committed_doors, passwords):
    invite(committed_doors)
    _, done = enrol(committed_doors, passwords, accept(committed_doors, passwords))
    sessions = [sign_in(committed_doors, passwords) for _ in range(4)]
    together = Barrier(4)

    def try_it(session):
        together.wait()
        return recovery_codes.confirm(
            committed_doors.triage, session, passwords, done.codes[0], LATER
        )

    with ThreadPoolExecutor(4) as pool:
        assert sum(bool(token) for token in pool.map(try_it, sessions)) == 1


def test_a_lost_factor_is_recovered_by_another_administrator(doors, passwords, joined):
    secret, session, codes = joined
    recover(doors, session.staff_id)
    before = sign_in(doors, passwords)
    code = pyotp.TOTP(secret).at(LATER)
    assert staff.confirm(doors.triage, before, FIELD_KEY, code, LATER) is None
    assert recovery_codes.confirm(doors.triage, before, passwords, codes[0], LATER) is None
    assert come_back(doors, passwords, password="wrong") is None
    back = current(doors, come_back(doors, passwords), LATER)
    assert not back.confirmed
    _, done = enrol(doors, passwords, back, LATER)
    assert current(doors, done.token, LATER).confirmed


def test_a_recovery_link_ends_after_ten_minutes(doors, passwords, joined):
    recover(doors, joined[1].staff_id)
    with pytest.raises(LinkUnusable):
        come_back(doors, passwords, now=LATER + timedelta(minutes=11))


def test_nobody_recovers_their_own_factor(doors, passwords, joined):
    member = make.member(
        doors.triage, make.Role.ADMINISTRATOR, "a.one", email="a@x.example", password_hash="x"
    )
    assert not recovery.may_recover(member.as_actor(), member)
    with pytest.raises(recovery.NotToRecover):
        recover(doors, member.id, member.as_actor(make.ids.new()))


def test_a_forgotten_password_is_replaced_and_the_second_factor_is_still_asked_for(
    doors, passwords, joined
):
    _, session, _ = joined
    for username in ("p.jones", "nobody", "p.jones"):
        assert own_passwords.forgotten(doors.triage, LINK_KEYS, username, LATER) is None
    assert kinds(doors).count(Kind.STAFF_RENEWAL) == 1
    token = link(doors, Kind.STAFF_RENEWAL)
    choice = own_passwords.Choice(token=token, password=OTHER, at=LATER)
    own_passwords.choose(doors.triage, passwords, LINK_KEYS, choice)
    assert sign_in(doors, passwords) is None
    assert not sign_in(doors, passwords, OTHER).confirmed


def test_changing_the_password_keeps_this_session_and_ends_the_others(doors, passwords, joined):
    _, session, _ = joined
    other = sign_in(doors, passwords)
    change = Change(current=GOOD, new=OTHER, address="192.0.2.7", at=LATER)
    assert own_passwords.change(doors.triage, passwords, session.actor, change) == ()
    wrong = Change(current=GOOD, new=GOOD, address="192.0.2.7", at=LATER)
    assert own_passwords.change(doors.triage, passwords, session.actor, wrong)
    with reading(doors.triage, session.actor) as work:
        ended = work.session.scalars(
            select(staff_sessions.StaffSession.id).where(
                staff_sessions.StaffSession.ended_at.is_not(None)
            )
        ).all()
    assert ended == [other.id]


def test_no_event_about_staff_holds_a_secret(doors, joined):
    secret, _, codes = joined
    with reading(doors.triage, ADMINISTRATOR) as work:
        kept = work.session.scalars(select(audit.AuditEvent.canonical)).all()
    held = b"".join(kept).decode()
    assert not [told for told in (secret, GOOD, *codes) if told in held]
