"""Every link and every code serves once, also where two use it at the same moment."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from datetime import timedelta
from threading import Barrier

import pyotp

from domain import staff
from domain.letters import Kind
from domain.links import LIFETIMES, LinkUnusable, Purpose
from domain.organisations import Organisation, mailboxes, requests, shared_passwords
from domain.organisations.requests import Asked
from domain.organisations.shared_passwords import Choice
from domain.permissions import Role
from domain.staff import NewAccount, StaffMember, invitations, own_passwords, recovery
from domain.staff import sessions as staff_sessions
from domain.staff.invitations import Acceptance
from domain.staff.recovery import Return
from domain.unit_of_work import unit_of_work
from tests import make
from tests.letters import LINK_KEYS, link

ADMINISTRATOR = make.officer(Role.ADMINISTRATOR, "A Winterburn")
GOOD, OTHER = "gravel otter lantern quilt mimosa", "velvet anchor pigeon thimble oat"
FIELD_KEY = b"f" * 32
WHENCE = {"address": "192.0.2.7", "device": "Firefox"}
ASKED = Asked(
    name="Millgate Housing", sector="education", district="Leeds", contact_name="Rosa Okafor",
    contact_role="Lead", phone="01632 960199", mailbox="sharing@millgate.example",
    has_agreement=True, expected_staff=12, why="Our wardens see things",
)  # fmt: skip


def once(use):
    """Let two do the same at the same moment: one succeeds (and returns something), no other."""
    start = Barrier(2)

    def one(_):
        start.wait()
        try:
            return use()
        except LinkUnusable:
            return None

    with ThreadPoolExecutor(2) as pool:
        results = list(pool.map(one, range(2)))
    done = [each for each in results if each]
    assert len(done) == 1, results
    with suppress(LinkUnusable):
        assert not use()
    return done[0]


def chosen(doors, passwords, purpose, token, password):
    choice = Choice(purpose=purpose, token=token, password=password, terms_version="1", at=make.NOW)
    return lambda: shared_passwords.choose(doors.portal, passwords, LINK_KEYS, choice)


def test_every_link_of_partners_serves_once(committed_doors, passwords, url_tokens):
    doors = committed_doors
    requests.ask(doors.portal, LINK_KEYS, ASKED, make.NOW)
    token = link(doors, Kind.MAILBOX_CONFIRMATION)
    once(lambda: requests.confirm(doors.portal, LINK_KEYS, token, make.NOW) or "done")
    with unit_of_work(doors.triage, ADMINISTRATOR, make.NOW) as work:
        (waiting,) = requests.waiting(work)
        particulars = make.particulars(mailbox=ASKED.mailbox)
        made = requests.approve(work, waiting, particulars, LINK_KEYS, url_tokens)
    first = link(doors, Kind.INVITATION)
    once(chosen(doors, passwords, Purpose.ACTIVATION, first, GOOD))
    url_hash = url_tokens.hashed(letters_url(doors))
    shared_passwords.forgotten(doors.portal, LINK_KEYS, url_hash, make.NOW)
    once(chosen(doors, passwords, Purpose.RENEWAL, link(doors, Kind.RENEWAL), OTHER))
    with unit_of_work(doors.triage, ADMINISTRATOR, make.NOW) as work:
        found = work.session.get_one(Organisation, made.id)
        mailboxes.change(work, found, "other@millgate.example", LINK_KEYS)
    change = link(doors, Kind.MAILBOX_CHANGE_LINK)
    once(lambda: mailboxes.confirm(doors.portal, LINK_KEYS, change, make.NOW) or "done")


def letters_url(doors):
    from tests.letters import secrets

    return secrets(doors, Kind.INVITATION)["url_token"]


def test_every_link_and_code_of_staff_serves_once(committed_doors, passwords):
    sessions = committed_doors.triage
    account = NewAccount(
        username="p.jones", name="P Jones", roles=(Role.TRIAGE_OFFICER,), email="j@police.example"
    )
    with unit_of_work(sessions, ADMINISTRATOR, make.NOW) as work:
        staff_id = invitations.invite(work, account, LINK_KEYS).id
    given = Acceptance(
        token=link(committed_doors, Kind.STAFF_INVITATION), password=GOOD, at=make.NOW, **WHENCE
    )
    once(lambda: invitations.accept(sessions, passwords, LINK_KEYS, given))
    own_passwords.forgotten(sessions, LINK_KEYS, "p.jones", make.NOW)
    choice = own_passwords.Choice(
        token=link(committed_doors, Kind.STAFF_RENEWAL), password=OTHER, at=make.NOW
    )
    once(lambda: own_passwords.choose(sessions, passwords, LINK_KEYS, choice) or "chosen")
    with unit_of_work(sessions, ADMINISTRATOR, make.NOW) as work:
        found = work.session.get_one(StaffMember, staff_id)
        recovery.recover(work, found, LINK_KEYS, "a lost phone")
    back = Return(
        token=link(committed_doors, Kind.STAFF_RECOVERY), password=OTHER, at=make.NOW, **WHENCE
    )
    once(lambda: recovery.come_back(sessions, passwords, LINK_KEYS, back))
    check_code(sessions, passwords, staff_id)


def check_code(sessions, passwords, staff_id):
    """One code of an app, given in two sessions at once, lets one of them in."""
    later = make.NOW + timedelta(minutes=1)
    with unit_of_work(sessions, make.SET_UP, later) as work:
        found = work.session.get_one(StaffMember, staff_id)
        code = pyotp.TOTP(staff.add_totp(work, found, FIELD_KEY, "phone")).at(later)
    opened = []
    for _ in range(3):
        tried = staff.Attempt("p.jones", OTHER, "192.0.2.7", "Firefox", later)
        token = staff.give_password(sessions, passwords, tried).token
        opened.append(staff_sessions.current(sessions, token, later))
    once(lambda: staff.confirm(sessions, opened.pop(), FIELD_KEY, code, later))


def test_no_kind_of_link_was_forgotten_here():
    tried = {
        Purpose.REQUEST, Purpose.ACTIVATION, Purpose.RENEWAL, Purpose.MAILBOX,
        Purpose.STAFF_ACTIVATION, Purpose.STAFF_RENEWAL, Purpose.STAFF_RECOVERY,
    }  # fmt: skip
    assert set(LIFETIMES) == tried, "try the new kind of link above, too"
