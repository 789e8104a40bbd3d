"""Several officers at one submission at the same moment: one wins, the others are told."""

from __future__ import annotations

from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pyotp
import pytest
from sqlalchemy import select

from domain import audit, decisions, openings, queue, screening, staff
from domain.decisions import Decision, EditedByAnother
from domain.outcomes import Outcome, StepNotAllowed
from domain.queue import AlreadyTaken, NotYours
from domain.screening import Screen, ScreenResult
from domain.staff import Attempt
from domain.staff import sessions as staff_sessions
from domain.submissions import Submission
from domain.unit_of_work import reading, unit_of_work
from tests import make

OFFICERS = 50
KEY = b"f" * 32
PASSWORD = "lamp tiger cloud mosaic"


@pytest.fixture
def sent(committed_doors, passwords, url_tokens, keyring):
    partner = make.partner(committed_doors, passwords, url_tokens)
    return make.queued(committed_doors, partner, keyring)


@pytest.fixture
def officers(committed_doors):
    return [
        make.member(committed_doors.triage, username=f"officer{number}").as_actor(make.ids.new())
        for number in range(OFFICERS)
    ]


def at_once(work, things):
    """Do it with every thing in a thread of its own, all beginning together."""
    ready = Barrier(len(things))

    def begin(thing):
        ready.wait()
        try:
            return work(thing)
        except Exception as refused:
            return refused

    with ThreadPoolExecutor(len(things)) as threads:
        return list(threads.map(begin, things))


def test_of_fifty_officers_who_claim_at_once_one_wins(committed_doors, sent, officers):
    def claim(officer):
        with unit_of_work(committed_doors.triage, officer, make.NOW) as work:
            queue.claim(work, work.session.get_one(Submission, sent.id))
        return "won"

    answers = at_once(claim, officers)
    assert Counter(type(answer) for answer in answers) == {str: 1, AlreadyTaken: OFFICERS - 1}
    winner = officers[answers.index("won")]
    assert {a.owner for a in answers if isinstance(a, AlreadyTaken)} == {winner.name}
    with reading(committed_doors.triage, winner, make.NOW) as work:
        claims = select(audit.AuditEvent.actor_id).where(
            audit.AuditEvent.name == "SubmissionClaimed"
        )
        assert work.session.scalars(claims).all() == [winner.id]


def test_of_fifty_officers_who_take_the_next_at_once_one_gets_it(committed_doors, sent, officers):
    def take(officer):
        with unit_of_work(committed_doors.triage, officer, make.NOW) as work:
            return queue.take_next(work) is not None

    assert Counter(at_once(take, officers)) == {True: 1, False: OFFICERS - 1}


def test_of_two_decisions_at_once_one_is_kept(committed_doors, sent, officers, keyring):
    officer = officers[0]
    with unit_of_work(committed_doors.triage, officer, make.NOW) as work:
        found = work.session.get_one(Submission, sent.id)
        queue.claim(work, found)
        openings.open_(work, found)
        screened = Screen(ScreenResult.NO_CONCERN, "nobody")
        screening.screen(work, found, screened, keyring.casework)
    version = found.version

    def decide(outcome):
        with unit_of_work(committed_doors.triage, officer, make.NOW) as work:
            current = work.session.get_one(Submission, sent.id)
            decisions.check_version(work, current, version)
            decision = Decision(outcome, {"withdrawn_by": "the partner"}, "because")
            decisions.decide(work, current, decision, keyring.casework)
        return "kept"

    answers = at_once(decide, [Outcome.WITHDRAWN, Outcome.NOT_PERTINENT])
    assert answers.count("kept") == 1
    refused = next(answer for answer in answers if answer != "kept")
    assert isinstance(refused, EditedByAnother | NotYours | StepNotAllowed)


def test_of_two_uses_of_a_code_at_once_one_is_accepted(committed_doors, passwords):
    hashed = passwords.hashed(PASSWORD)
    member = make.member(committed_doors.triage, password_hash=hashed)
    with unit_of_work(committed_doors.triage, make.SET_UP, make.NOW) as work:
        secret = staff.add_totp(work, member, KEY, "phone")
    attempt = Attempt(member.username, PASSWORD, "192.0.2.7", "a browser", make.NOW)
    passed = [staff.give_password(committed_doors.triage, passwords, attempt) for _ in range(2)]
    found = [staff_sessions.current(committed_doors.triage, one.token, make.NOW) for one in passed]
    code = pyotp.TOTP(secret).at(make.NOW)

    def confirm(session):
        return staff.confirm(committed_doors.triage, session, KEY, code, make.NOW)

    tokens = at_once(confirm, found)
    assert [bool(token) for token in tokens].count(True) == 1


def test_wrong_passwords_at_once_are_all_counted(committed_doors, passwords):
    member = make.member(committed_doors.triage, password_hash=passwords.hashed(PASSWORD))
    attempt = Attempt(member.username, "wrong, quite wrong", "192.0.2.7", "a browser", make.NOW)

    def give(_):
        return staff.give_password(committed_doors.triage, passwords, attempt)

    assert at_once(give, range(8)) == [None] * 8
    with committed_doors.triage.begin() as session:
        assert session.scalar(select(staff.StaffMember.failures)) == 8
