"""A passkey answers this session's challenge, from this door's address, once; nothing else does."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import timedelta
from threading import Barrier

import pytest
from sqlalchemy import select, update

from domain import passkeys
from domain.audit.entries import AuditEvent
from domain.passkeys.enrolling import Answer
from domain.relying_parties import PasskeyRefused, party
from domain.staff import StaffFactor, StaffMember, factors
from domain.staff import sessions as staff_sessions
from domain.unit_of_work import reading, unit_of_work
from tests import make
from tests.authenticators import Authenticator

ORIGIN, HOST = "https://triage.police.example", "triage.police.example"
PARTY = party(ORIGIN, "Triage", b"f" * 32)
SOON = make.NOW + timedelta(minutes=1)


def session_of(sessions, member, confirmed=False):
    with unit_of_work(sessions, member.as_actor(), make.NOW) as work:
        token = staff_sessions.start(work, member.id, "192.0.2.7", "Firefox")
    found = staff_sessions.current(sessions, token, make.NOW)
    if confirmed:
        with unit_of_work(sessions, member.as_actor(), make.NOW) as work:
            token = staff_sessions.confirm(work, found.id)
        found = staff_sessions.current(sessions, token, make.NOW)
    return found


def enrolled(sessions, member, **more):
    device = Authenticator(ORIGIN, HOST, **more)
    session = session_of(sessions, member, confirmed=True)
    asked = passkeys.options_to_enrol(sessions, session, PARTY, make.NOW)
    answer = Answer(device.create(asked), "work laptop")
    passkeys.enrol(sessions, session, PARTY, answer, make.NOW)
    return device


@pytest.fixture
def member(doors):
    return make.member(doors.triage)


@pytest.fixture
def device(doors, member):
    return enrolled(doors.triage, member)


@pytest.fixture
def session(doors, member):
    return session_of(doors.triage, member)


def ask(doors, session, now=make.NOW):
    return passkeys.options_to_confirm(doors.triage, session, PARTY, now)


def give(doors, session, answered, now=SOON):
    return passkeys.confirm(doors.triage, session, PARTY, answered, now)


def test_a_passkey_confirms_a_session_that_a_password_opened(doors, device, session):
    token = give(doors, session, device.get(ask(doors, session)))
    now = staff_sessions.current(doors.triage, token, SOON)
    assert now.confirmed
    assert now.is_fresh(SOON)
    assert passkeys.has_any(doors.triage, session.staff_id)


def test_enrolling_and_using_are_recorded_with_the_kind_of_factor(doors, device, session):
    give(doors, session, device.get(ask(doors, session)))
    with reading(doors.triage, make.SET_UP, SOON) as work:
        details = [event.facts for event in work.session.scalars(select(AuditEvent))]
    assert any(each.get("label") == "work laptop" for each in details), details
    assert any(each.get("factor") == "a passkey" for each in details), details


def test_an_answer_serves_once(doors, device, session):
    answered = device.get(ask(doors, session))
    assert give(doors, session, answered)
    assert give(doors, session, answered) is None


def test_a_wrong_answer_uses_the_challenge_up_as_well(doors, device, session):
    asked = ask(doors, session)
    assert give(doors, session, "{}") is None
    assert give(doors, session, device.get(asked)) is None


def test_a_challenge_lasts_five_minutes(doors, device, session):
    answered = device.get(ask(doors, session))
    assert give(doors, session, answered, make.NOW + timedelta(minutes=5, seconds=1)) is None


def test_a_challenge_of_another_session_is_none_of_this_one(doors, member, device, session):
    other = session_of(doors.triage, member)
    ask(doors, session)
    assert give(doors, session, device.get(ask(doors, other))) is None


def test_a_challenge_for_enrolling_is_none_for_signing_in(doors, device, session):
    asked = passkeys.options_to_enrol(doors.triage, session, PARTY, make.NOW)
    assert give(doors, session, device.get(asked)) is None


@pytest.mark.parametrize(
    "lie",
    [
        {"origin": "https://triage.police.example.evil.example"},
        {"origin": "http://triage.police.example"},
        {"host": "evil.example"},
        {"verifies": False},
        {"count": -1},
        {"id": b"another"},
    ],
    ids=lambda lie: next(iter(lie)),
)
def test_what_comes_from_elsewhere_is_refused_and_counts(doors, member, device, session, lie):
    assert give(doors, session, device.get(ask(doors, session)))
    assert give(doors, session, replace(device, **lie).get(ask(doors, session))) is None
    with reading(doors.triage, make.SET_UP, SOON) as work:
        assert work.session.get_one(StaffMember, member.id).failures == 1


def test_another_persons_passkey_opens_nothing(doors, device, session):
    other = enrolled(doors.triage, make.member(doors.triage, username="k.khan"))
    assert give(doors, session, other.get(ask(doors, session))) is None


def test_a_passkey_put_into_another_row_by_hand_opens_nothing(doors, device, session):
    other = make.member(doors.triage, username="k.khan")
    attacker = enrolled(doors.triage, other)
    mine = StaffFactor.credential_id == attacker.id
    with unit_of_work(doors.triage, make.SET_UP, make.NOW) as work:
        work.session.connection().exec_driver_sql("reset role")
        work.session.execute(update(StaffFactor).where(mine).values(staff_id=session.staff_id))
    assert give(doors, session, attacker.get(ask(doors, session))) is None


def test_a_revoked_passkey_fails_at_once(doors, member, device, session):
    enrolled(doors.triage, member)
    answered = device.get(ask(doors, session))
    with unit_of_work(doors.triage, member.as_actor(), SOON) as work:
        same = work.session.get_one(StaffMember, member.id)
        found = [each for each in factors.listed(work, member.id) if each.credential_id]
        factors.revoke(work, same, next(x.id for x in found if x.credential_id == device.id))
    assert give(doors, session, answered) is None


@pytest.mark.parametrize("lie", [{"origin": "https://evil.example"}, {"verifies": False}])
def test_a_passkey_that_was_not_made_here_is_not_kept(doors, member, lie):
    with pytest.raises(PasskeyRefused):
        enrolled(doors.triage, member, **lie) if "verifies" in lie else _from(doors, member, lie)
    assert not passkeys.has_any(doors.triage, member.id)


def _from(doors, member, lie):
    session = session_of(doors.triage, member, confirmed=True)
    asked = passkeys.options_to_enrol(doors.triage, session, PARTY, make.NOW)
    answer = Answer(Authenticator(lie["origin"], HOST).create(asked), "")
    passkeys.enrol(doors.triage, session, PARTY, answer, make.NOW)


@pytest.mark.parametrize("answered", ["", "[]", "null", '{"id": 3}', '{"id": "é"}', "[" * 9999])
def test_rubbish_is_refused_and_breaks_nothing(doors, member, device, session, answered):
    ask(doors, session)
    assert give(doors, session, answered) is None
    passkeys.options_to_enrol(doors.triage, session, PARTY, make.NOW)
    with pytest.raises(PasskeyRefused):
        passkeys.enrol(doors.triage, session, PARTY, Answer(answered, "x"), make.NOW)


def test_of_two_uses_of_one_answer_at_once_one_counts(committed_doors):
    sessions = committed_doors.triage
    member = make.member(sessions)
    device = enrolled(sessions, member)
    session = session_of(sessions, member)
    answered = device.get(passkeys.options_to_confirm(sessions, session, PARTY, make.NOW))
    together = Barrier(2)

    def use(_):
        together.wait()
        return passkeys.confirm(sessions, session, PARTY, answered, SOON)

    with ThreadPoolExecutor(2) as pool:
        found = list(pool.map(use, range(2)))
    assert sum(each is not None for each in found) == 1


@pytest.mark.parametrize(
    ("url", "host"),
    [
        ("https://triage.police.example", "triage.police.example"),
        ("http://localhost:8001", "localhost"),
        ("http://127.0.0.1:8001", None),
        ("https://[::1]", None),
        ("http://triage.police.example", None),
        ("", None),
    ],
)
def test_passkeys_need_a_name_and_tls_or_this_machine(url, host):
    found = party(url, "Triage", b"f" * 32)
    assert (found.id if found else None) == host
