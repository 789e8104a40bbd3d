"""Who takes part and who works here cannot be found out, nor can guessing shut an office out."""

from __future__ import annotations

import re
import statistics
import time
from dataclasses import replace
from datetime import timedelta
from types import SimpleNamespace

import pytest
from sqlalchemy import text

import domain.passwords
import portal.doors
import portal.passkeys
import portal.pauses
import triage.administration.joining
import triage.sign_in
from config.settings import PASSWORD_MIB, PASSWORD_ROUNDS
from domain import organisations, staff
from domain.letters import Kind
from domain.organisations import Organisation, Standing, standing
from domain.passwords import Cost, Passwords
from domain.permissions import Role
from domain.staff import StaffMember, rights
from domain.unit_of_work import reading, unit_of_work
from portal import create_app
from tests import letters, make
from triage.limits import limiter

TRIES = 200
"""Of each kind, in turn, so that a busy moment of the machine meets them all."""
FEWER = 15
BASE = "https://localhost"
PASSWORD = make.PASSWORD
ADMINISTRATOR = make.officer(Role.ADMINISTRATOR, "A Winterburn")
STEP = 0.1
"""What a refusal is rounded up to, as the doors are set."""


class Clock:
    """The CPU's time of this thread, and the waits that were asked for, which nobody waits for.

    Whatever else the machine is busy with does not count, nor does it make the doors seem unlike.
    """

    def __init__(self):
        self.slept = 0.0

    def sleep(self, seconds):
        self.slept += seconds

    def now(self):
        return time.thread_time() + self.slept


@pytest.fixture
def clocked(monkeypatch):
    """The doors look at this clock, and wait by it."""
    made = Clock()
    waiting = SimpleNamespace(monotonic=made.now, sleep=made.sleep)
    there = (portal.doors, portal.passkeys, portal.pauses)
    for module in (*there, triage.sign_in, triage.administration.joining):
        monkeypatch.setattr(module, "time", waiting)
    return made


class Visitor:
    """A browser at a sign-in page that gives a wrong password again and again."""

    def __init__(self, app, first=None):
        self.client = app.test_client()
        if first:
            self.client.get(first, base_url=BASE)
        page = self.client.get("/sign-in", base_url=BASE).get_data(as_text=True)
        self.token = re.search(r'name="csrf_token" value="([^"]+)"', page).group(1)

    def give(self, fields, address, clock, path="/sign-in"):
        """Status and body of the answer, and how long it took, in seconds."""
        there = {"base_url": BASE, "environ_overrides": {"REMOTE_ADDR": address}}
        began = clock.now()
        got = self.client.post(path, data=fields | {"csrf_token": self.token}, **there)
        took = clock.now() - began
        body = got.get_data(as_text=True)
        for typed in fields.values():
            body = body.replace(f'value="{typed}"', 'value="typed"')
        return (got.status_code, re.sub(r'(csrf_token" value=)"[^"]+"', r"\1", body)), took


def check_alike(kinds, attempt, between=lambda _number: None, tries=TRIES):
    """Every kind in turn, again and again, each time from another address."""
    took, seen = {name: [] for name in kinds}, set()
    for number in range(tries):
        between(number)
        for place, name in enumerate(kinds):
            answer, seconds = attempt(name, number, f"198.51.{100 + place}.{number + 1}")
            took[name].append(seconds)
            seen.add(answer)
    assert len(seen) == 1, {status for status, _ in seen}
    medians = {name: statistics.median(each) for name, each in took.items()}
    assert min(medians.values()) >= STEP, medians
    assert max(medians.values()) <= 1.1 * min(medians.values()), medians


def stop(connection, table, key):
    """As a hundred wrong passwords leave it."""
    connection.exec_driver_sql("reset role")
    query = text(f"update {table} set failures = 100 where id = :key")
    connection.execute(query, {"key": key})


def test_unknown_suspended_stopped_and_valid_organisations_are_answered_alike(
    settings, parts, doors, connection, clocked
):
    made = [
        make.partner(doors, parts.passwords, parts.url_tokens, name=f"Partner {n}")
        for n in range(5)
    ]
    with unit_of_work(doors.triage, ADMINISTRATOR, make.NOW) as work:
        found = work.session.get_one(Organisation, made[0].organisation.id)
        standing.suspend(work, found, "a test")
    stop(connection, "organisation", made[1].organisation.id)
    app = create_app(settings, replace(parts, refusals_take=STEP))
    tokens = [each.url_token for each in made]
    kinds = {"unknown": ["no-such-token"], "shut": tokens[:2], "valid": tokens[2:]}
    visitors = {one: Visitor(app, f"/o/{one}") for tokens in kinds.values() for one in tokens}

    def attempt(name, number, address):
        token = kinds[name][number % len(kinds[name])]
        typed = {"password": "not the password" if name == "valid" else PASSWORD}
        return visitors[token].give(typed, address, clocked)

    def later(_number):
        # Not more than the limit of an organisation in five minutes: that one is told, in words.
        parts.now.now += timedelta(seconds=15)

    check_alike(kinds, attempt, later)


def test_unknown_disabled_stopped_and_valid_names_of_staff_are_answered_alike(
    triage, doors, passwords, connection, clocked
):
    sessions, hashed = doors.triage, passwords.hashed(PASSWORD)
    names = ["k.khan", "s.stopped", "p.jones", "p.patel", "p.quinn"]
    made = [make.member(sessions, username=name, password_hash=hashed) for name in names]
    make.member(sessions, Role.ADMINISTRATOR, "a.admin", password_hash=hashed)
    with unit_of_work(sessions, ADMINISTRATOR, make.NOW) as work:
        rights.disable(work, work.session.get_one(StaffMember, made[0].id), "left")
    stop(connection, "staff_member", made[1].id)
    triage.app.extensions["parts"] = replace(triage.parts, refusals_take=STEP)
    kinds = {"unknown": ["nobody"], "shut": names[:2], "valid": names[2:]}
    visitor = Visitor(triage.app)

    def attempt(name, number, address):
        who = kinds[name][number % len(kinds[name])]
        typed = {"password": "not the password" if name == "valid" else PASSWORD}
        return visitor.give(typed | {"username": who}, address, clocked)

    def again(number):
        if number % 100 == 0:
            with triage.app.app_context():
                limiter.reset()

    check_alike(kinds, attempt, again)


def test_a_forgotten_password_of_staff_takes_as_long_for_every_name(triage, doors, clocked):
    make.member(doors.triage, email="j@police.example", password_hash="x")
    triage.app.extensions["parts"] = replace(triage.parts, refusals_take=STEP)
    took, said = {"p.jones": [], "nobody": []}, set()
    visitor = Visitor(triage.app)
    for number in range(FEWER):
        for name, times in took.items():
            address, fields = f"198.51.100.{number + 1}", {"username": name}
            answer, seconds = visitor.give(fields, address, clocked, "/forgotten-password")
            times.append(seconds)
            said.add(answer)
    assert len(said) == 1
    assert letters.kinds(doors) == [Kind.STAFF_RENEWAL]
    medians = [statistics.median(each) for each in took.values()]
    assert STEP <= min(medians) <= max(medians) <= 1.1 * min(medians), medians


def test_whoever_is_named_costs_one_hash_at_the_full_price(doors, url_tokens, monkeypatch):
    real, costs = Passwords({1: b"p" * 32}, Cost.of(PASSWORD_MIB, PASSWORD_ROUNDS)), []
    hash_secret = domain.passwords.hash_secret

    def counted(**given):
        costs.append((given["memory_cost"], given["time_cost"]))
        return hash_secret(**given)

    partner = make.partner(doors, real, url_tokens)
    make.member(doors.triage, password_hash=real.hashed(PASSWORD))
    monkeypatch.setattr(domain.passwords, "hash_secret", counted)
    for token in ("no-such-token", partner.url_token):
        tried = organisations.Attempt(
            url_tokens.hashed(token), "not the password", "192.0.2.7", "Firefox", make.NOW
        )
        assert organisations.admit(doors.portal, real, tried) is None
    for name in ("nobody", "p.jones"):
        tried = staff.Attempt(name, "not the password", "192.0.2.7", "Firefox", make.NOW)
        assert staff.give_password(doors.triage, real, tried) is None
    assert len(costs) == 4
    assert len(set(costs)) == 1
    assert costs[0] == (PASSWORD_MIB * 1024, PASSWORD_ROUNDS)


@pytest.mark.parametrize("header", ["X-Forwarded-For", "Forwarded", "X-Real-IP"])
def test_a_forged_forwarding_header_wins_no_further_guess_of_a_partner(
    app, partner_here, clock, header
):
    visitor = Visitor(app, f"/o/{partner_here.url_token}")
    seen = []
    for number, pause in enumerate((0, 0, 0, 1, 2, 4, 8, 15, 30, 30, 30)):
        forged = f"for=203.0.113.{number}" if header == "Forwarded" else f"203.0.113.{number}"
        data = {"password": "not the password", "csrf_token": visitor.token}
        got = visitor.client.post("/sign-in", data=data, base_url=BASE, headers={header: forged})
        seen.append(got.status_code)
        clock.now += timedelta(seconds=pause)
    assert seen == [422] * 10 + [429]


@pytest.fixture
def partner_here(doors, passwords, url_tokens):
    return make.partner(doors, passwords, url_tokens)


def test_a_forged_forwarding_header_wins_no_further_guess(triage, passwords):
    make.member(triage.parts.sessions, password_hash=passwords.hashed(PASSWORD))
    with triage.app.app_context():
        limiter.reset()
    browser = triage.browser()
    wrong = {"username": "p.jones", "password": "not the password"}
    seen = []
    for number in range(11):
        forged = {"X-Forwarded-For": f"203.0.113.{number}", "Forwarded": f"for=203.0.113.{number}"}
        fields = wrong | {"csrf_token": browser.token()}
        own = {"Sec-Fetch-Site": "same-origin", "X-Real-IP": f"203.0.113.{number}"}
        got = browser.client.post("/sign-in", data=fields, base_url=BASE, headers=forged | own)
        seen.append(got.status_code)
    assert seen == [422] * 10 + [429]


def test_a_hundred_wrong_passwords_of_staff_stop_them_tell_them_and_are_lifted(doors, passwords):
    member = make.member(
        doors.triage, email="j@police.example", password_hash=passwords.hashed(PASSWORD)
    )

    def attempt(password):
        tried = staff.Attempt("p.jones", password, "192.0.2.7", "Firefox", make.NOW)
        return staff.give_password(doors.triage, passwords, tried)

    for _ in range(100):
        assert attempt("not the password") is None
    assert attempt(PASSWORD) is None
    assert letters.kinds(doors).count(Kind.STAFF_STOPPED) == 1
    with reading(doors.triage, ADMINISTRATOR, make.NOW) as work:
        assert [each.id for each in rights.stopped(work)] == [member.id]
    with unit_of_work(doors.triage, ADMINISTRATOR, make.NOW) as work:
        rights.unlock(work, work.session.get_one(StaffMember, member.id), "spoke to them")
    assert attempt(PASSWORD)


def test_a_hundred_wrong_passwords_of_partners_stop_them_tell_them_and_are_lifted(
    doors, passwords, url_tokens
):
    partner = make.partner(doors, passwords, url_tokens)
    door = url_tokens.hashed(partner.url_token)

    def attempt(password):
        tried = organisations.Attempt(door, password, "192.0.2.7", "Firefox", make.NOW)
        return organisations.admit(doors.portal, passwords, tried)

    for _ in range(100):
        assert attempt("not the password") is None
    assert attempt(partner.password) is None
    assert letters.kinds(doors).count(Kind.LOG_ON_STOPPED) == 1
    with unit_of_work(doors.triage, ADMINISTRATOR, make.NOW) as work:
        found = work.session.get_one(Organisation, partner.organisation.id)
        assert found.standing == Standing.ACTIVE
        standing.unlock(work, found, "spoke to them")
    assert attempt(partner.password)
